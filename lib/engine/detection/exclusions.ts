import type { Signal } from '@/lib/domain/alert';
import type { EntityMention, Identifier } from '@/lib/domain/entity';
import type { ExclusionCondition } from '@/lib/domain/exclusion';
import type { DetectionSettings, Exclusion, ResolvedEvent } from './types';

type Index = ReadonlyMap<string, readonly Exclusion[]>;
/** Settings change rarely and are replaced whole, so each object is indexed once. */
const INDEXES = new WeakMap<DetectionSettings, Index>();

function indexOf(settings: DetectionSettings): Index {
  const known = INDEXES.get(settings);
  if (known) return known;
  const index = new Map<string, Exclusion[]>();
  for (const exclusion of settings.exclusions) {
    // Without a condition it would silence the detector altogether.
    if (exclusion.conditions.length === 0) continue;
    const list = index.get(exclusion.detectorId);
    if (list) list.push(exclusion);
    else index.set(exclusion.detectorId, [exclusion]);
  }
  INDEXES.set(settings, index);
  return index;
}

const sourceIp = (event: ResolvedEvent): string | undefined => {
  const facts = event.event.facts;
  return 'ip' in facts && typeof facts.ip === 'string' ? facts.ip : undefined;
};

const names = (mention: EntityMention | undefined, wanted: readonly Identifier[]): boolean =>
  mention?.ids.some((id) => wanted.some((one) => one.kind === id.kind && one.value === id.value)) ?? false;

const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

function holds(condition: ExclusionCondition, signal: Signal, event: ResolvedEvent): boolean {
  if (condition.on === 'title') return signal.title === condition.value;
  if (condition.on === 'process') {
    const { property, value } = condition;
    return signal.evidence.some((item) => item.type === 'process' && same(item.props?.[property], value));
  }
  const { entityId, identifiers } = condition;
  const { actor, host, target } = event.event;
  if (entityId !== null && [event.actorId, event.hostId, event.targetId].includes(entityId)) return true;
  if ([actor, host, target, ...signal.evidence].some((mention) => names(mention, identifiers))) return true;
  const ip = sourceIp(event);
  return identifiers.some((id) => id.kind === 'address' && id.value === ip);
}

/**
 * The exclusion that keeps this signal quiet, when a person set one that matches: all of its conditions hold, and the
 * event lies before its end. Event time, not the clock, decides, so that a replay decides the same.
 */
export function exclusionFor(
  signal: Signal,
  event: ResolvedEvent,
  settings: DetectionSettings,
): Exclusion | undefined {
  if (settings.exclusions.length === 0) return undefined;
  return indexOf(settings)
    .get(signal.detectorId)
    ?.find(
      ({ conditions, expiresAt }) =>
        (expiresAt === null || event.event.time < expiresAt) &&
        conditions.every((condition) => holds(condition, signal, event)),
    );
}
