import Link from 'next/link';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/labels';
import type { RiskyUserRow } from '@/lib/domain/views/risk';

export function RiskyUserTable({ rows }: { readonly rows: readonly RiskyUserRow[] }) {
  return (
    <Table label="Risky users" fixed>
      <THead>
        <TH>User</TH>
        <TH className="w-25">Level</TH>
        <TH className="w-44">State</TH>
        <TH className="hidden w-64 @4xl:table-cell">Detail</TH>
        <TH className="w-44">Last updated</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="truncate">
              <Link
                href={`/users/${encodeURIComponent(row.id)}`}
                data-row-link
                className="font-medium hover:underline"
              >
                {row.name}
              </Link>
              {row.upn !== null && row.upn !== row.name ? (
                <span className="ml-2 text-muted text-xs max-sm:ml-0 max-sm:block">{row.upn}</span>
              ) : null}
            </TD>
            <TD>
              <RiskLevelBadge level={row.level} />
            </TD>
            <TD>
              <RiskStateBadge state={row.state} />
            </TD>
            <TD className="hidden truncate text-xs @4xl:table-cell">
              {row.detail === 'none' ? '–' : RISK_DETAIL_LABEL[row.detail]}
            </TD>
            <TD className="text-muted text-xs max-sm:ml-auto">
              <TimeText value={row.lastUpdated} format="short" />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
