'use client';
import { type Step, StepChart, type StepLane } from '@/components/charts/step-chart';
import { zonedTime } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-text';
import type { RiskLevel } from '@/lib/domain/risk';
import { RISK_LEVEL_LABEL, RISK_STATE_LABEL } from '@/lib/domain/views/labels';
import type { RiskStep } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL, riskName } from '@/lib/domain/views/risk-labels';

const LANES: readonly StepLane[] = [
  { label: RISK_LEVEL_LABEL.none, stroke: 'stroke-info-mark', fill: 'fill-info-mark' },
  { label: RISK_LEVEL_LABEL.low, stroke: 'stroke-low-mark', fill: 'fill-low-mark' },
  { label: RISK_LEVEL_LABEL.medium, stroke: 'stroke-medium-mark', fill: 'fill-medium-mark' },
  { label: RISK_LEVEL_LABEL.high, stroke: 'stroke-high-mark', fill: 'fill-high-mark' },
];
const LANE_OF: Readonly<Record<RiskLevel, number>> = { none: 0, hidden: 0, low: 1, medium: 2, high: 3 };
/** The engine's name in the history; everybody else is a person or a provider. */
const ENGINE = 'Throughline';

export interface RiskOverTimeProps {
  readonly userId: string;
  readonly steps: readonly RiskStep[];
  /** When the page was made: the line ends there. */
  readonly now: number;
}

/** The user's risk as a staircase: every step says why and leads to its detection. */
export function RiskOverTime({ userId, steps, now }: RiskOverTimeProps) {
  const zone = useTimeZone();
  const drawn = steps.map((step): Step => {
    const at = Date.parse(step.at);
    return {
      id: step.id,
      at,
      from: LANE_OF[step.fromLevel],
      lane: LANE_OF[step.level],
      label: `${timeIn(zone, at)}: ${RISK_LEVEL_LABEL[step.fromLevel]} → ${RISK_LEVEL_LABEL[step.level]}, ${reasonOf(step)}`,
      href: hrefOf(userId, step),
      mark: step.initiatedBy === ENGINE ? 'circle' : 'square',
    };
  });
  return <StepChart label="Risk over time" lanes={LANES} steps={drawn} end={now} />;
}

function timeIn(zone: string, at: number): string {
  const { date, time, offset } = zonedTime(new Date(at), zone);
  return `${date} ${time.slice(0, 5)} ${offset}`;
}

function reasonOf(step: RiskStep): string {
  const types = step.eventTypes.map(riskName).join(', ');
  const why = types !== '' ? types : step.detail === 'none' ? '' : RISK_DETAIL_LABEL[step.detail];
  const state = RISK_STATE_LABEL[step.state].toLowerCase();
  return `${state}${why === '' ? '' : `: ${why}`} (${step.initiatedBy})`;
}

/** The alert behind the step, else the detection's row on this page, else the change in the history below. */
function hrefOf(userId: string, step: RiskStep): string {
  if (step.alertId !== null) return `/alerts/${encodeURIComponent(step.alertId)}`;
  const anchor = step.detectionId === null ? `change-${step.id}` : `detection-${step.detectionId}`;
  return `/users/${encodeURIComponent(userId)}#${anchor}`;
}
