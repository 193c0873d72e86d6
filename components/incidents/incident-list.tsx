import Link from 'next/link';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { IncidentStatusBadge, SeverityBadge } from './badges';

/** A short list of incidents, for the pages of what they are about. */
export function IncidentList({ rows }: { readonly rows: readonly IncidentRow[] }) {
  if (rows.length === 0) return <p className="text-muted">In no incident.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <SeverityBadge severity={row.severity} />
          <Link href={`/incidents/${row.number}`} className="min-w-0 break-words font-medium hover:underline">
            #{row.number} {row.displayName}
          </Link>
          <IncidentStatusBadge status={row.status} />
          <span className="text-muted text-xs">
            <TimeText value={row.lastActivity} format="short" />
          </span>
        </li>
      ))}
    </ul>
  );
}
