import { DatabaseZap } from 'lucide-react';
import type { Metadata } from 'next';
import { DeadLetters } from '@/components/data-health/dead-letters';
import { ImportSessions } from '@/components/data-health/import-sessions';
import { SetAsideBatches } from '@/components/data-health/set-aside-batches';
import { SourceTable } from '@/components/data-health/source-table';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { MoreLink } from '@/components/incidents/more-link';
import { DemoCard } from '@/components/settings/demo/demo-card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import {
  countDeadLetters,
  demoState,
  importSessions,
  openDeadLetters,
  sourceHealth,
} from '@/lib/server/data-health/queries';
import { batchesSetAside } from '@/lib/server/data-health/set-aside';

export const metadata: Metadata = { title: 'Data health' };

interface PageProps {
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

/** Whether data arrives, how late, and what could not be read. */
export default async function DataHealthPage({ searchParams }: PageProps) {
  const actor = await requireActor('settings:read');
  const { after } = await searchParams;
  const canRetry = can(actor, 'ingest:retry');
  const [sources, sessions, setAside, letters, letterCount, demo] = await Promise.all([
    sourceHealth(actor),
    importSessions(actor),
    batchesSetAside(actor),
    openDeadLetters(actor, typeof after === 'string' ? after : null),
    countDeadLetters(actor),
    demoState(actor),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <LiveRefresh types={['ingest.']} every={2_000} />
      <div>
        <PageHeader
          title="Data health"
          description="Whether data arrives, how late it is, and what could not be read."
        />
        {sources.length === 0 ? (
          <EmptyState icon={<DatabaseZap />} title="Nothing has arrived yet">
            Send rows to POST /api/ingest/&#123;table&#125; with an API token, or run npm run import.
          </EmptyState>
        ) : (
          <SourceTable rows={sources} />
        )}
      </div>
      {demo.present ? <DemoCard paused={demo.paused} mayManage={can(actor, 'demo:manage')} /> : null}
      {sessions.length === 0 ? null : (
        <section>
          <h2 className="mb-2 font-semibold">Imports</h2>
          <ImportSessions rows={sessions} canRetry={canRetry} />
        </section>
      )}
      {setAside.length === 0 ? null : (
        <section>
          <h2 className="mb-2 font-semibold">Batches set aside</h2>
          <p className="mb-2 text-muted text-sm">
            These were accepted but could not be processed. Nothing of them is lost; retry them once the
            reason is gone.
          </p>
          <SetAsideBatches rows={setAside} canRetry={canRetry} />
        </section>
      )}
      <section>
        <h2 className="mb-2 font-semibold">Dead letters ({letterCount.toLocaleString('en')})</h2>
        {letters.rows.length === 0 ? (
          <p className="text-muted">Every row that arrived could be read.</p>
        ) : (
          <DeadLetters rows={letters.rows} canRetry={canRetry} />
        )}
        <MoreLink
          label="Older dead letters"
          href={letters.next === null ? null : `/settings/data-health?after=${letters.next}`}
        />
      </section>
    </div>
  );
}
