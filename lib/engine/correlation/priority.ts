import type { Reason, Tactic } from '@/lib/domain/alert';
import { maxSeverity, type Severity } from '@/lib/domain/severity';
import type { SummaryAlert } from './assets';

const SEVERITY_POINTS: Readonly<Record<Severity, number>> = {
  informational: 2,
  low: 10,
  medium: 25,
  high: 40,
};
const PER_FURTHER_HIGH = 2;
const MAX_FURTHER_HIGH = 6;
const PER_TACTIC = 4;
const MAX_TACTICS = 20;
const PER_SOURCE = 5;
const MAX_SOURCES = 15;
const LATE_STAGE_POINTS = 6;
const CRITICAL_POINTS = 8;
const MAX_CRITICAL = 13;
const RARE_POINTS = 5;
const RARE_UP_TO = 2;

/** Stages at which the damage is being done. */
const LATE: ReadonlySet<Tactic> = new Set(['Collection', 'CommandAndControl', 'Exfiltration', 'Impact']);

/**
 * How urgent an incident is, 0–100: a sum whose terms are printed. It knows no clock, so it does not sink by itself:
 * sort by time beside it.
 */
export function priorityOf(alerts: readonly SummaryAlert[]): {
  readonly value: number;
  readonly terms: readonly Reason[];
} {
  const severity = alerts.reduce<Severity>((max, a) => maxSeverity(max, a.severity), 'informational');
  const high = alerts.filter((a) => a.severity === 'high').length;
  const tactics = new Set(alerts.map((a) => a.tactic));
  const sources = new Set(alerts.map((a) => a.serviceSource)).size;
  const entities = alerts.flatMap((a) => a.entities);
  const critical = new Map(
    entities.flatMap((e) => (e.critical === undefined ? [] : [[e.entityId, `${e.name} (${e.critical})`]])),
  );
  const late = [...tactics].filter((t) => LATE.has(t)).sort();
  const rare = entities.find(
    (e) => (e.role === 'attacker' || e.role === 'commandAndControl') && e.distinct <= RARE_UP_TO,
  );
  const terms: [label: string, points: number][] = [
    [`Severity ${severity}`, SEVERITY_POINTS[severity]],
    [`${high} high alerts`, Math.min(MAX_FURTHER_HIGH, Math.max(0, high - 1) * PER_FURTHER_HIGH)],
    [`${tactics.size} ATT&CK tactics`, Math.min(MAX_TACTICS, (tactics.size - 1) * PER_TACTIC)],
    [`Late stage: ${late.join(', ')}`, late.length > 0 ? LATE_STAGE_POINTS : 0],
    [`${sources} sources agree`, Math.min(MAX_SOURCES, (sources - 1) * PER_SOURCE)],
    [
      `Critical: ${[...critical.values()].sort().slice(0, 3).join(', ')}`,
      Math.min(MAX_CRITICAL, critical.size * CRITICAL_POINTS),
    ],
    [`Attacker rarely seen here: ${rare?.name ?? ''}`, rare === undefined ? 0 : RARE_POINTS],
  ];
  const counted = terms.filter(([, points]) => points > 0);
  const sum = counted.reduce((total, [, points]) => total + points, 0);
  return {
    value: Math.min(100, sum),
    terms: counted.map(([label, points]) => ({ label, value: `+${points}` })),
  };
}
