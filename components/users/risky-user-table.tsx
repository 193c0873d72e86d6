import Link from 'next/link';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/labels';
import type { RiskyUserRow } from '@/lib/domain/views/risk';

export function RiskyUserTable({ rows }: { readonly rows: readonly RiskyUserRow[] }) {
  return (
    <Table label="Risky users">
      <THead>
        <TH>User</TH>
        <TH>Level</TH>
        <TH>State</TH>
        <TH>Detail</TH>
        <TH>Last updated</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="min-w-48">
              <Link
                href={`/users/${encodeURIComponent(row.id)}`}
                data-row-link
                className="font-medium hover:underline"
              >
                {row.name}
              </Link>
              {row.upn !== null && row.upn !== row.name ? (
                <span className="block break-all text-muted text-xs">{row.upn}</span>
              ) : null}
            </TD>
            <TD>
              <RiskLevelBadge level={row.level} />
            </TD>
            <TD>
              <RiskStateBadge state={row.state} />
            </TD>
            <TD className="text-xs">{row.detail === 'none' ? '–' : RISK_DETAIL_LABEL[row.detail]}</TD>
            <TD className="text-muted text-xs">
              <TimeText value={row.lastUpdated} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
