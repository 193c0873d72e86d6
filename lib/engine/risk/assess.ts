import { DAY } from '@/lib/core/time';
import type { Reason } from '@/lib/domain/alert';
import { RISK_LEVELS, type RiskEventType, type RiskLevel } from '@/lib/domain/risk';
import type { RiskDetectionView, RiskStanding } from './types';

export interface Assessment extends RiskStanding {
  /** How the level came about, in the order of the reasoning. */
  readonly explanation: readonly Reason[];
}

/** Types that mean a compromised account whatever level their source gave (H.2). */
const ALWAYS_HIGH: ReadonlySet<RiskEventType> = new Set<RiskEventType>([
  'leakedCredentials',
  'nationStateIP',
  'attackerinTheMiddle',
  'attemptedPrtAccess',
  'adminConfirmedUserCompromised',
  'adminConfirmedServicePrincipalCompromised',
]);
const AT_LEAST_MEDIUM: ReadonlySet<RiskEventType> = new Set<RiskEventType>(['suspiciousSendingPatterns']);

/** Six months, after which a low detection no longer counts; medium and high ones never age out. */
const LOW_AGES_OUT = 183 * DAY;
const CONVERGENCE = DAY;
/** How many of the four factors must hold before detections of one level together count as the next. */
const FACTORS_NEEDED = 3;
const MAX_LISTED = 10;

const SCALE: readonly RiskLevel[] = ['none', 'low', 'medium', 'high'];
/** Position of a level, 0 (none or hidden) to 3 (high). */
export const levelRank = (level: RiskLevel): number => Math.max(0, SCALE.indexOf(level));

export const isActive = (standing: RiskStanding): boolean =>
  standing.state === 'atRisk' || standing.state === 'confirmedCompromised';

/** The level at which a detection counts for its user. */
function effectiveLevel(detection: RiskDetectionView): RiskLevel {
  if (ALWAYS_HIGH.has(detection.type) || detection.state === 'confirmedCompromised') return 'high';
  if (AT_LEAST_MEDIUM.has(detection.type) && levelRank(detection.level) < levelRank('medium'))
    return 'medium';
  return RISK_LEVELS.includes(detection.level) && detection.level !== 'hidden' ? detection.level : 'none';
}

/**
 * A user's risk from the detections (H.2): the highest active one counts, several that converge may raise it by one
 * step, closed ones and low ones of over six months do not count. Every step is explained.
 *
 * @param current the user's standing now: kept where nothing active is left (a dismissed user stays dismissed)
 * @param now milliseconds, for aging
 */
export function assessUser(
  detections: readonly RiskDetectionView[],
  current: RiskStanding,
  now: number,
): Assessment {
  const active = detections.filter(isActive);
  const counting = active.filter(
    (d) => levelRank(effectiveLevel(d)) > 1 || now - d.activityAt < LOW_AGES_OUT,
  );
  const aged = active.length - counting.length;
  const agedOut: Reason[] = aged > 0 ? [{ label: 'Aged out after six months', value: `${aged} low` }] : [];
  if (counting.length === 0)
    return { ...withoutRisk(detections, current), explanation: [...agedOut, ...closedReason(detections)] };
  const base = counting.reduce<RiskLevel>((max, d) => higher(max, effectiveLevel(d)), 'none');
  const raised = compound(
    counting.filter((d) => effectiveLevel(d) === base),
    base,
  );
  const confirmed = counting.find((d) => d.state === 'confirmedCompromised');
  return {
    level: raised.level,
    state: confirmed === undefined ? 'atRisk' : 'confirmedCompromised',
    detail: confirmed?.detail ?? 'none',
    explanation: [
      ...listed(counting),
      ...agedOut,
      ...raised.reasons,
      { label: 'User risk', value: raised.level },
    ],
  };
}

const higher = (a: RiskLevel, b: RiskLevel): RiskLevel => (levelRank(a) >= levelRank(b) ? a : b);

/** Standing of a user without active detections: what closed them, if anything did. */
function withoutRisk(detections: readonly RiskDetectionView[], current: RiskStanding): RiskStanding {
  if (!isActive(current)) return { ...current, level: 'none' };
  const closed = detections.filter((d) => !isActive(d) && d.state !== 'none');
  const last = closed.reduce<RiskDetectionView | null>(
    (a, d) => (a === null || d.activityAt >= a.activityAt ? d : a),
    null,
  );
  return last === null
    ? { level: 'none', state: 'none', detail: 'none' }
    : { level: 'none', state: last.state, detail: last.detail };
}

const closedReason = (detections: readonly RiskDetectionView[]): readonly Reason[] => [
  { label: 'Active detections', value: `none of ${detections.length}` },
];

function listed(counting: readonly RiskDetectionView[]): readonly Reason[] {
  const sorted = [...counting].sort(
    (a, b) => levelRank(effectiveLevel(b)) - levelRank(effectiveLevel(a)) || b.activityAt - a.activityAt,
  );
  const reasons = sorted.slice(0, MAX_LISTED).map((d): Reason => {
    const level = effectiveLevel(d);
    const why =
      level === d.level
        ? ''
        : d.state === 'confirmedCompromised'
          ? ' (confirmed by a person)'
          : ` (its source said ${d.level})`;
    return { label: d.type, value: `${level}${why}` };
  });
  const more = sorted.length - reasons.length;
  return more > 0 ? [...reasons, { label: 'Further active detections', value: String(more) }] : reasons;
}

/** Detections of one level that together say more than each: the factors of unified risk, counted and printed. */
function compound(
  same: readonly RiskDetectionView[],
  base: RiskLevel,
): { readonly level: RiskLevel; readonly reasons: readonly Reason[] } {
  if (base === 'high' || base === 'none' || same.length < 2) return { level: base, reasons: [] };
  const types = new Set(same.map((d) => d.type)).size;
  const sources = new Set(same.map((d) => d.source)).size;
  const tactics = new Set(same.flatMap((d) => d.tactic ?? [])).size;
  const near = converging(same);
  const factors: readonly (readonly [string, boolean, string])[] = [
    ['Alert variety', types > 1, `${types} types`],
    ['Cross-product', sources > 1, `${sources} sources`],
    ['Kill-chain breadth', tactics > 1, `${tactics} tactics`],
    ['Temporal convergence', near > 1, `${near} types within 24 h`],
  ];
  const held = factors.filter(([, holds]) => holds);
  if (held.length < FACTORS_NEEDED) return { level: base, reasons: [] };
  const level: RiskLevel = base === 'low' ? 'medium' : 'high';
  const reasons = held.map(([label, , value]): Reason => ({ label, value }));
  return { level, reasons: [...reasons, { label: 'Raised by compounding', value: `${base} → ${level}` }] };
}

/** The most distinct types within one window of 24 h. */
function converging(detections: readonly RiskDetectionView[]): number {
  return detections.reduce((max, first) => {
    const near = detections.filter(
      (d) => d.activityAt >= first.activityAt && d.activityAt - first.activityAt <= CONVERGENCE,
    );
    return Math.max(max, new Set(near.map((d) => d.type)).size);
  }, 0);
}
