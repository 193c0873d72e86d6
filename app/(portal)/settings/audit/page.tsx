import { FileClock } from 'lucide-react';
import type { Metadata } from 'next';
import { AuditFilterBar } from '@/components/settings/audit/audit-filter-bar';
import { AuditTable } from '@/components/settings/audit/audit-table';
import { VerifyChain } from '@/components/settings/audit/verify-chain';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { auditHref, loadAuditParams } from '@/lib/client/audit';
import { auditChoices, listAudit } from '@/lib/server/audit/queries';
import { requireActor } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Audit log' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor('settings:read');
  const params = await loadAuditParams(searchParams);
  const [{ rows, next }, choices] = await Promise.all([listAudit(actor, params), auditChoices(actor)]);
  const { before } = params;
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who changed what, from → to. Entries can only be added, and are chained by hash within a second."
      />
      <VerifyChain />
      <AuditFilterBar params={params} choices={choices} />
      {rows.length > 0 ? (
        <>
          <AuditTable entries={rows} />
          <Pagination
            summary={before ? `Entries before ${before}` : 'Newest entries'}
            previousHref={before ? auditHref({ ...params, before: '' }) : undefined}
            nextHref={next ? auditHref({ ...params, before: next }) : undefined}
          />
        </>
      ) : (
        <EmptyState
          icon={<FileClock />}
          title={auditHref(params) === auditHref({}) ? 'Nothing has been changed yet' : 'No entry matches'}
        >
          {auditHref(params) === auditHref({})
            ? 'Whatever somebody changes from now on stands here.'
            : 'Nothing of this kind has been changed. Take a filter away to see more.'}
        </EmptyState>
      )}
    </>
  );
}
