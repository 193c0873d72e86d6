import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { RiskHistoryRow } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL, riskName } from '@/lib/domain/views/risk-labels';
import { Reasons } from './reasons';

/** Every change of a user's risk: from, to, who and why. */
export function RiskHistory({ rows }: { readonly rows: readonly RiskHistoryRow[] }) {
  return (
    <Table label="Risk history" cards>
      <THead>
        <TH>When</TH>
        <TH>From</TH>
        <TH>To</TH>
        <TH>Detail</TH>
        <TH>By</TH>
        <TH>Why</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id} id={`change-${row.id}`} className="scroll-mt-16 target:bg-selected">
            <TD className="text-muted text-xs">
              <TimeText value={row.at} format="short" />
            </TD>
            <TD className="whitespace-nowrap">
              <RiskLevelBadge level={row.fromLevel} /> <RiskStateBadge state={row.fromState} />
            </TD>
            <TD className="whitespace-nowrap max-sm:before:text-muted max-sm:before:content-['→_']">
              <RiskLevelBadge level={row.level} /> <RiskStateBadge state={row.state} />
            </TD>
            <TD className={row.detail === 'none' ? 'text-xs max-sm:hidden' : 'text-xs'}>
              {row.detail === 'none' ? '–' : RISK_DETAIL_LABEL[row.detail]}
            </TD>
            <TD className="whitespace-nowrap">{row.initiatedBy}</TD>
            <TD className="min-w-48 text-muted text-xs">
              {row.eventTypes.length > 0 ? <p>{row.eventTypes.map(riskName).join(', ')}</p> : null}
              <Reasons reasons={row.explanation} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
