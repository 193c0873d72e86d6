import Link from 'next/link';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { RISK_DETAIL_LABEL, riskName } from '@/lib/domain/views/labels';
import type { RiskySignInRow } from '@/lib/domain/views/risk';
import { FromPlace } from './from-place';
import { RiskOwnerLink } from './risk-owner';

export interface RiskySignInTableProps {
  readonly rows: readonly RiskySignInRow[];
  /** On a user's own page their name is not repeated. */
  readonly withUser?: boolean;
}

/** Risky sign-ins: the moment leads to the sign-in, the rest to its user and its address. */
export function RiskySignInTable({ rows, withUser = true }: RiskySignInTableProps) {
  const withApp = rows.some((row) => row.app !== null);
  return (
    <Table label="Risky sign-ins" fixed>
      <THead>
        <TH className="w-44">Date</TH>
        {withUser ? <TH className="w-[18%]">User</TH> : null}
        {withApp ? <TH className="hidden w-[12%] @6xl:table-cell">Application</TH> : null}
        <TH className="hidden w-[17%] @3xl:table-cell">From</TH>
        <TH className="w-42">State</TH>
        <TH className="w-32">Level (aggregate)</TH>
        <TH className="hidden w-32 @5xl:table-cell">Level (real time)</TH>
        <TH className="hidden @4xl:table-cell">Detections</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="text-xs">
              <Link
                href={`/risky-sign-ins/${encodeURIComponent(row.id)}`}
                data-row-link
                prefetch={false}
                className="font-medium hover:underline"
              >
                <TimeText value={row.at} format="short" />
              </Link>
            </TD>
            {withUser ? (
              <TD className="truncate max-sm:w-full">
                <RiskOwnerLink user={row.user} />
              </TD>
            ) : null}
            {withApp ? <TD className="hidden truncate text-xs @6xl:table-cell">{row.app ?? '–'}</TD> : null}
            <TD className="hidden truncate text-xs max-sm:block max-sm:w-full @3xl:table-cell">
              <FromPlace ipAddress={row.ipAddress} place={row.place} />
            </TD>
            <TD title={row.detail === 'none' ? undefined : RISK_DETAIL_LABEL[row.detail]}>
              <RiskStateBadge state={row.state} />
            </TD>
            <TD>
              <RiskLevelBadge level={row.level} />
            </TD>
            <TD className="hidden @5xl:table-cell">
              <RiskLevelBadge level={row.levelDuring} />
            </TD>
            <TD className="hidden truncate text-muted text-xs max-sm:block max-sm:w-full @4xl:table-cell">
              {row.types.map(riskName).join(', ') || '–'}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
