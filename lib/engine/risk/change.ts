import { err, ok, type Result } from '@/lib/core/result';
import type { RiskDetail, RiskLevel, RiskState } from '@/lib/domain/risk';
import { assessUser, isActive } from './assess';
import type {
  NewDetection,
  Refusal,
  RiskChange,
  RiskContext,
  RiskDetectionView,
  RiskStanding,
  RiskySignInView,
  StandingChange,
} from './types';

export type RiskOutcome = Result<RiskChange, Refusal>;

/** Only level, state and detail of anything that has them. */
export const standing = ({ level, state, detail }: RiskStanding): RiskStanding => ({ level, state, detail });

export const refuse = (code: Refusal['code'], message: string): RiskOutcome => err({ code, message });

/** What is at risk and happened before the action: nothing closes what comes after it. */
export const openDetections = (ctx: RiskContext): readonly RiskDetectionView[] =>
  ctx.detections.filter((d) => isActive(d) && d.activityAt <= ctx.now);

/** Detections keep their level as a record of what was found; what is closed does not count (H.2). */
export const closeDetections = (
  detections: readonly RiskDetectionView[],
  state: RiskState,
  detail: RiskDetail,
): readonly StandingChange[] =>
  detections.map((d) => ({ id: d.id, from: standing(d), to: { level: d.level, state, detail } }));

/** The aggregate of a sign-in changes; its level during the sign-in is frozen. */
export const changeSignIns = (
  signIns: readonly RiskySignInView[],
  level: RiskLevel,
  state: RiskState,
  detail: RiskDetail,
): readonly StandingChange[] =>
  signIns.map((s) => ({ id: s.id, from: standing(s), to: { level, state, detail } }));

interface Parts {
  /** The user's new standing; without it, it is assessed from the detections as they then are. */
  readonly to?: RiskStanding;
  readonly detections?: readonly StandingChange[];
  readonly signIns?: readonly StandingChange[];
  readonly newDetection?: NewDetection;
  readonly learning?: RiskChange['learning'];
  readonly effects?: readonly string[];
  readonly notes?: readonly string[];
}

/** Detections as they are after a change. */
function after(ctx: RiskContext, parts: Parts): readonly RiskDetectionView[] {
  const changed = new Map(parts.detections?.map((c) => [c.id, c.to]));
  const kept = ctx.detections.map((d) => ({ ...d, ...changed.get(d.id) }));
  const added = parts.newDetection;
  if (added === undefined) return kept;
  return [...kept, { ...added, id: 'new', source: 'throughline', alertId: null }];
}

/** Puts a change together: the new standing with its explanation, and the history entry that names the actor. */
export function changeOf(ctx: RiskContext, parts: Parts): RiskOutcome {
  const assessment = assessUser(after(ctx, parts), ctx.user, ctx.now);
  const from = standing(ctx.user);
  const to = standing(parts.to ?? assessment);
  const detections = parts.detections ?? [];
  const touched = new Set(detections.map((c) => c.id));
  const types = ctx.detections.filter((d) => touched.has(d.id)).map((d) => d.type);
  return ok({
    user: { from, to },
    detections,
    signIns: parts.signIns ?? [],
    newDetection: parts.newDetection ?? null,
    learning: parts.learning ?? null,
    history: {
      from,
      to,
      eventTypes: [
        ...new Set([...types, ...(parts.newDetection === undefined ? [] : [parts.newDetection.type])]),
      ].sort(),
      explanation: assessment.explanation,
      initiatedBy: ctx.actor,
      at: ctx.now,
    },
    effects: parts.effects ?? [],
    notes: parts.notes ?? [],
  });
}
