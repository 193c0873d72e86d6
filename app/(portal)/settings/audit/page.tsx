import { FileClock } from 'lucide-react';
import type { Metadata } from 'next';
import { AuditTable } from '@/components/settings/audit/audit-table';
import { VerifyChain } from '@/components/settings/audit/verify-chain';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { listAudit } from '@/lib/server/audit/queries';
import { requireActor } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Audit log' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor('settings:read');
  const params = await searchParams;
  const before = one(params.before);
  const { rows, next } = await listAudit(actor, { before });
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who changed what, from → to. Entries can only be added, and are chained by hash within a second."
      />
      <VerifyChain />
      {rows.length > 0 ? (
        <>
          <AuditTable entries={rows} />
          <Pagination
            summary={before ? `Entries before ${before}` : 'Newest entries'}
            previousHref={before ? '/settings/audit' : undefined}
            nextHref={next ? `/settings/audit?before=${next}` : undefined}
          />
        </>
      ) : (
        <EmptyState icon={<FileClock />} title="Nothing has been changed yet" />
      )}
    </>
  );
}
