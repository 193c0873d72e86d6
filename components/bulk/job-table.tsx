import Link from 'next/link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { type Tone, ToneBadge } from '@/components/ui/tone-badge';
import type { JobState } from '@/lib/domain/job-states';
import { JOB_STATE_LABEL, type JobView } from '@/lib/domain/views/jobs';
import { JobActions } from './job-actions';
import { JobCounts } from './job-counts';

const TONE = {
  queued: 'neutral',
  running: 'accent',
  done: 'success',
  failed: 'high',
  cancelled: 'neutral',
  undoing: 'accent',
  undone: 'neutral',
} as const satisfies Record<JobState, Tone>;

export const JobStateBadge = ({ state }: { readonly state: JobState }) => (
  <ToneBadge tone={TONE[state]}>{JOB_STATE_LABEL[state]}</ToneBadge>
);

/** Bulk jobs with what each came to. */
export function JobTable({ jobs }: { readonly jobs: readonly JobView[] }) {
  return (
    <Table label="Jobs" fixed>
      <THead>
        <TH>Job</TH>
        <TH className="w-28">State</TH>
        <TH className="w-64">Result</TH>
        <TH className="hidden w-44 lg:table-cell">Started by</TH>
        <TH className="w-28">When</TH>
        <TH className="w-24">
          <span className="sr-only">Actions</span>
        </TH>
      </THead>
      <tbody>
        {jobs.map((job) => (
          <TR key={job.id}>
            <TD>
              <Link
                href={`/jobs/${job.id}`}
                data-row-link
                title={job.title}
                className="block truncate font-medium hover:underline max-sm:whitespace-normal"
              >
                {job.title}
              </Link>
            </TD>
            <TD>
              <JobStateBadge state={job.state} />
            </TD>
            <TD>
              <JobCounts job={job} />
            </TD>
            <TD className="hidden truncate text-muted lg:table-cell">{job.actorName}</TD>
            <TD className="text-muted text-xs">
              <TimeText value={job.createdAt} format="relative" />
            </TD>
            <TD className="text-right">
              <JobActions job={job} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
