import Link from 'next/link';
import { Banner } from '@/components/ui/banner';
import { cx } from '@/components/ui/cx';
import { Progress } from '@/components/ui/progress';
import { TimeText } from '@/components/ui/time-text';
import { jobHref } from '@/lib/client/jobs';
import { ITEM_OUTCOMES, type ItemOutcome, isActiveJob } from '@/lib/domain/job-states';
import { type JobDetail, OUTCOME_LABEL, REASON_LABEL } from '@/lib/domain/views/jobs';
import { progressOf } from './job-counts';
import { JobStateBadge } from './job-table';

export interface JobSummaryProps {
  readonly job: JobDetail;
  /** The outcome that the items below are filtered by. */
  readonly outcome: ItemOutcome | null;
}

/** State, who and when, progress, and the exact counts, each leading to its rows. */
export function JobSummary({ job, outcome }: JobSummaryProps) {
  const { value, max } = progressOf(job);
  return (
    <div className="mb-4 flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <JobStateBadge state={job.state} />
        <span>
          {job.actorName}, <TimeText value={job.createdAt} />
        </span>
        {job.undoActorName === null ? null : <span>Undone by {job.undoActorName}</span>}
        {job.endedAt === null ? null : (
          <span>
            Ended <TimeText value={job.endedAt} format="relative" />
          </span>
        )}
      </p>
      {isActiveJob(job.state) ? <Progress label={job.title} value={value} max={max} /> : null}
      {job.error === null ? null : <Banner tone="error">{job.error}</Banner>}
      <nav aria-label="Items by outcome" className="flex flex-wrap gap-2">
        <Count href={jobHref(job.id)} label="All" count={job.total} isChosen={outcome === null} />
        {ITEM_OUTCOMES.map((name) => (
          <Count
            key={name}
            href={jobHref(job.id, { outcome: name })}
            label={OUTCOME_LABEL[name]}
            count={standing(job)[name]}
            isChosen={outcome === name}
          />
        ))}
      </nav>
      {job.reasons.length === 0 ? null : (
        <ul className="list-disc pl-5 text-muted text-xs">
          {job.reasons.map(({ outcome: of, reason, count }) => (
            <li key={`${of} ${reason}`}>
              {count.toLocaleString('en')} {OUTCOME_LABEL[of].toLowerCase()}: {REASON_LABEL[reason]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** How many items stand at each outcome now: what was undone no longer counts as changed. */
const standing = (job: JobDetail): Readonly<Record<ItemOutcome, number>> => ({
  ...{ changed: job.changed - job.undone - job.kept, same: job.same, skipped: job.skipped },
  ...{ undone: job.undone, kept: job.kept },
});

interface CountProps {
  readonly href: string;
  readonly label: string;
  readonly count: number;
  readonly isChosen: boolean;
}

function Count({ href, label, count, isChosen }: CountProps) {
  if (count === 0 && !isChosen) return null;
  return (
    <Link
      href={href}
      aria-current={isChosen ? 'true' : undefined}
      className={cx(
        'rounded-md border px-2.5 py-1 text-xs hover:bg-hover',
        isChosen ? 'border-accent/40 bg-accent-bg text-accent-fg' : 'text-muted',
      )}
    >
      {label} <span className="font-medium tabular-nums">{count.toLocaleString('en')}</span>
    </Link>
  );
}
