import type { JobView } from '@/lib/domain/views/jobs';

export interface JobCountsProps {
  readonly job: JobView;
}

/** Exactly what a job came to so far: *12,400 changed · 28 already so · 3 skipped*. */
export function JobCounts({ job }: JobCountsProps) {
  return <span className="text-muted text-xs tabular-nums">{countsOf(job).join(' · ')}</span>;
}

const said = (count: number, word: string): readonly string[] =>
  count > 0 ? [`${count.toLocaleString('en')} ${word}`] : [];

function countsOf(job: JobView): readonly string[] {
  const changed = `${job.changed.toLocaleString('en')} changed`;
  const rest = [...said(job.same, 'already so'), ...said(job.skipped, 'skipped')];
  if (job.state !== 'undoing' && job.state !== 'undone') return [changed, ...rest];
  const undone = `${job.undone.toLocaleString('en')} of ${job.changed.toLocaleString('en')} undone`;
  return [undone, ...said(job.kept, 'could not be'), ...rest];
}

/** How far the work under way has come, of how much. */
export const progressOf = (job: JobView): { readonly value: number; readonly max: number } =>
  job.state === 'undoing'
    ? { value: job.undone + job.kept, max: job.changed }
    : { value: job.changed + job.same + job.skipped, max: job.total };
