import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import {
  humanize,
  RISK_ACTIVITY_LABEL,
  RISK_DETAIL_LABEL,
  RISK_TIMING_LABEL,
  SOURCE_LABEL,
} from '@/lib/domain/views/labels';
import type { ListedDetection } from '@/lib/domain/views/risk';
import { DetectionName } from './detection-name';
import { FromPlace } from './from-place';
import { RiskOwnerLink } from './risk-owner';

/** The word for a member of an open set; what is none of ours is spelt out. */
const wordOf =
  (words: Readonly<Record<string, string>>) =>
  (member: string): string =>
    words[member] ?? humanize(member);
const timingOf = wordOf(RISK_TIMING_LABEL);
const activityOf = wordOf(RISK_ACTIVITY_LABEL);
const sourceOf = wordOf(SOURCE_LABEL);

/** Risk detections of all users: each leads to its alert or sign-in, its user and its address. */
export function RiskDetectionTable({ rows }: { readonly rows: readonly ListedDetection[] }) {
  return (
    <Table label="Risk detections" fixed>
      <THead>
        <TH>Detection</TH>
        <TH className="w-[20%]">User</TH>
        <TH className="w-22">Level</TH>
        <TH className="w-42">State</TH>
        <TH className="hidden w-[17%] @3xl:table-cell">From</TH>
        <TH className="hidden w-28 @5xl:table-cell">Timing</TH>
        <TH className="hidden w-38 @7xl:table-cell">Source</TH>
        <TH className="hidden w-28 @7xl:table-cell">Detected</TH>
        <TH className="w-44">Activity</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="truncate">
              <DetectionName detection={row} />
            </TD>
            <TD className="truncate max-sm:w-full">
              <RiskOwnerLink user={row.user} />
            </TD>
            <TD>
              <RiskLevelBadge level={row.level} />
            </TD>
            <TD title={row.detail === 'none' ? undefined : RISK_DETAIL_LABEL[row.detail]}>
              <RiskStateBadge state={row.state} />
            </TD>
            <TD className="hidden truncate text-xs max-sm:block max-sm:w-full @3xl:table-cell">
              <FromPlace ipAddress={row.ipAddress} place={row.place} />
            </TD>
            <TD className="hidden truncate text-muted text-xs @5xl:table-cell">
              {timingOf(row.timing)}
              {row.activity === 'signin' ? '' : `, ${activityOf(row.activity).toLowerCase()}`}
            </TD>
            <TD className="hidden truncate text-muted text-xs @7xl:table-cell">{sourceOf(row.source)}</TD>
            <TD className="hidden text-muted text-xs @7xl:table-cell">
              <TimeText value={row.detectedAt} format="compact" />
            </TD>
            <TD className="text-muted text-xs max-sm:ml-auto">
              <TimeText value={row.activityAt} format="short" />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
