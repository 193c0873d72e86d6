import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { humanize } from '@/lib/domain/views/labels';
import type { RiskDetectionRow } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/risk-labels';
import { DetectionName } from './detection-name';
import { FromPlace } from './from-place';

export function RiskDetections({ rows }: { readonly rows: readonly RiskDetectionRow[] }) {
  return (
    <Table label="Risk detections" cards>
      <THead>
        <TH>Detection</TH>
        <TH>Level</TH>
        <TH>State</TH>
        <TH>Detail</TH>
        <TH>From</TH>
        <TH>Timing</TH>
        <TH>Activity</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id} id={`detection-${row.id}`} className="scroll-mt-16 target:bg-selected">
            <TD className="min-w-40">
              <DetectionName detection={row} />
            </TD>
            <TD>
              <RiskLevelBadge level={row.level} />
            </TD>
            <TD>
              <RiskStateBadge state={row.state} />
            </TD>
            <TD className={row.detail === 'none' ? 'text-xs max-sm:hidden' : 'text-xs'}>
              {row.detail === 'none' ? '–' : RISK_DETAIL_LABEL[row.detail]}
            </TD>
            <TD className="whitespace-nowrap text-xs">
              <FromPlace ipAddress={row.ipAddress} place={row.place} />
            </TD>
            <TD className="text-muted text-xs">{humanize(row.timing)}</TD>
            <TD className="text-muted text-xs">
              <TimeText value={row.activityAt} format="short" />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
