import type { EntityMention, Identifier } from '@/lib/domain/entity';
import type { DetectionSettings, Exclusion, ResolvedEvent } from './types';

type Index = ReadonlyMap<string, readonly Exclusion[]>;
/** Settings change rarely and are replaced whole, so each object is indexed once. */
const INDEXES = new WeakMap<DetectionSettings, Index>();

function indexOf(settings: DetectionSettings): Index {
  const known = INDEXES.get(settings);
  if (known) return known;
  const index = new Map<string, Exclusion[]>();
  for (const exclusion of settings.exclusions) {
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

const mentions = (mention: EntityMention | undefined, wanted: Identifier): boolean =>
  mention?.ids.some((id) => id.kind === wanted.kind && id.value === wanted.value) ?? false;

/** The exclusion that keeps a detector quiet on this event, when a person set one that matches. */
export function exclusionFor(
  detectorId: string,
  event: ResolvedEvent,
  settings: DetectionSettings,
): Exclusion | undefined {
  if (settings.exclusions.length === 0) return undefined;
  const ip = sourceIp(event);
  return indexOf(settings)
    .get(detectorId)
    ?.find((exclusion) =>
      exclusion.identifiers.some(
        (id) =>
          mentions(event.event.actor, id) ||
          mentions(event.event.host, id) ||
          mentions(event.event.target, id) ||
          (id.kind === 'address' && id.value === ip),
      ),
    );
}
