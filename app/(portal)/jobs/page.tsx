import { ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { JobTable } from '@/components/bulk/job-table';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { MoreLink } from '@/components/incidents/more-link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { jobsHref, loadJobParams } from '@/lib/client/jobs';
import { requireActor } from '@/lib/server/auth/session';
import { listJobs } from '@/lib/server/jobs/queries';

export const metadata: Metadata = { title: 'Jobs' };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Every bulk change with what it came to; each can be undone. */
export default async function JobsPage({ searchParams }: PageProps) {
  const actor = await requireActor('incident:read');
  const { after, mine } = await loadJobParams(searchParams);
  const { rows, next } = await listJobs(actor, { after, mine });
  return (
    <>
      <LiveRefresh types={['job.']} every={1_000} />
      <PageHeader
        title="Jobs"
        description="Changes of many incidents or alerts at once. Each can be undone for 30 days."
        actions={
          <Button size="sm" asChild>
            <Link href={jobsHref({ mine: !mine })}>{mine ? "Everybody's" : 'Mine only'}</Link>
          </Button>
        }
      />
      {rows.length > 0 ? (
        <JobTable jobs={rows} />
      ) : (
        <EmptyState
          icon={<ListChecks />}
          title={mine ? 'You have started no jobs' : 'No jobs yet'}
          action={
            <Button asChild>
              <Link href="/incidents">Open the queue</Link>
            </Button>
          }
        >
          Select incidents in the queue and change them together: it runs here.
        </EmptyState>
      )}
      <MoreLink label="Older jobs" href={next === null ? null : jobsHref({ mine, after: next })} />
    </>
  );
}
