'use client';
import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Popover } from '@/components/ui/popover';
import { Progress } from '@/components/ui/progress';
import { isActiveJob } from '@/lib/domain/job-states';
import { JOB_STATE_LABEL, type JobView } from '@/lib/domain/views/jobs';
import { JobActions } from './job-actions';
import { JobCounts, progressOf } from './job-counts';

/** The button of the tray and what it opens; loaded only where there are jobs. */
export function TrayPopover({ jobs }: { readonly jobs: readonly JobView[] }) {
  const [open, setOpen] = useState(false);
  const active = jobs.filter((job) => isActiveJob(job.state));
  const label = active.length > 0 ? `Jobs: ${active.length} at work` : 'Jobs';
  return (
    <Popover
      label="Jobs"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className="flex items-center gap-1.5 rounded-md p-2 text-muted hover:bg-hover hover:text-text"
        >
          <ListChecks className="size-4" aria-hidden="true" />
          {active.length > 0 ? (
            <span className="font-medium text-accent-fg text-xs tabular-nums">{shareOf(active)}</span>
          ) : null}
        </button>
      }
    >
      <ul>
        {jobs.map((job) => (
          <TrayJob key={job.id} job={job} onLeave={() => setOpen(false)} />
        ))}
      </ul>
      <Link
        href="/jobs"
        onClick={() => setOpen(false)}
        className="border-t px-4 py-2 text-accent-fg text-xs hover:underline"
      >
        All jobs
      </Link>
    </Popover>
  );
}

/** How far all of them together have come. */
function shareOf(jobs: readonly JobView[]): string {
  const parts = jobs.map(progressOf);
  const sum = (pick: 'value' | 'max') => parts.reduce((total, part) => total + part[pick], 0);
  return `${Math.floor((100 * sum('value')) / Math.max(1, sum('max')))} %`;
}

function TrayJob({ job, onLeave }: { readonly job: JobView; readonly onLeave: () => void }) {
  const { value, max } = progressOf(job);
  return (
    <li className="flex flex-col gap-1.5 border-b px-4 py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <Link
          href={`/jobs/${job.id}`}
          onClick={onLeave}
          className="min-w-0 flex-1 font-medium hover:underline"
        >
          {job.title}
        </Link>
        <JobActions job={job} />
      </div>
      {isActiveJob(job.state) ? <Progress label={job.title} value={value} max={max} /> : null}
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-xs">{JOB_STATE_LABEL[job.state]}</span>
        <JobCounts job={job} />
        {job.isMine ? null : <span className="text-faint text-xs">by {job.actorName}</span>}
      </p>
      {job.error === null ? null : <p className="text-high-fg text-xs">{job.error}</p>}
    </li>
  );
}
