import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { JobActions } from '@/components/bulk/job-actions';
import { JobItems } from '@/components/bulk/job-items';
import { JobSummary } from '@/components/bulk/job-summary';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { MoreLink } from '@/components/incidents/more-link';
import { PageHeader } from '@/components/ui/page-header';
import { jobHref, loadItemParams } from '@/lib/client/jobs';
import { requireActor } from '@/lib/server/auth/session';
import { getJob, jobItems } from '@/lib/server/jobs/queries';

export const metadata: Metadata = { title: 'Job' };

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One bulk change: how far it is, what it came to, and each of its items with the reason where one was left out. */
export default async function JobPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('incident:read');
  const { id } = await params;
  const { outcome, after } = await loadItemParams(searchParams);
  const [job, { rows, next }] = await Promise.all([
    getJob(actor, id),
    jobItems(actor, id, { outcome, after }),
  ]);
  if (job === null) notFound();
  return (
    <>
      <LiveRefresh types={['job.']} targetIds={[id]} every={1_000} />
      <PageHeader title={job.title} actions={<JobActions job={job} />} />
      <JobSummary job={job} outcome={outcome} />
      <JobItems target={job.target} items={rows} />
      <MoreLink
        label="Further items"
        href={next === null ? null : jobHref(id, { outcome, after: Number(next) })}
      />
    </>
  );
}
