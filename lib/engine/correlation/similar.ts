import type { EntityType } from '@/lib/domain/entity';
import { rarityOf } from './prevalence';
import type { CorrelationSettings } from './settings';
import type { Prevalence } from './types';

/** An entity as two incidents may share it. */
export interface SimilarEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly prevalence: Prevalence;
}

/** What is compared of an incident. */
export interface IncidentFeatures {
  readonly name: string;
  readonly entities: readonly SimilarEntity[];
  /** Detections that fired, by id, with what they are called. */
  readonly detections: ReadonlyMap<string, string>;
  readonly techniques: readonly string[];
}

/** One thing that two incidents have in common, with its share of the score. */
export interface SimilarityReason {
  readonly kind: 'entity' | 'detection' | 'technique' | 'name';
  readonly label: string;
  readonly points: number;
}

export interface Similarity {
  /** 0 to 100: the sum of the reasons. */
  readonly score: number;
  readonly reasons: readonly SimilarityReason[];
}

const ENTITY_POINTS = 30;
const MOST_ENTITY_POINTS = 50;
const DETECTION_POINTS = 25;
const TECHNIQUE_POINTS = 15;
const NAME_POINTS = 10;
/** Below this two incidents have no more in common than any two. */
export const SIMILAR_FROM = 10;

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * How much two incidents have in common: rare entities first, then the share of detections and of techniques that fired
 * in both, then an equal name. Symmetric; every point is told.
 */
export function similarity(
  a: IncidentFeatures,
  b: IncidentFeatures,
  settings: CorrelationSettings,
): Similarity {
  const reasons = [
    ...sharedEntities(a, b, settings),
    ...shared('detection', a.detections, b.detections, DETECTION_POINTS),
    ...shared('technique', byName(a.techniques), byName(b.techniques), TECHNIQUE_POINTS),
    ...(a.name === b.name ? [{ kind: 'name', label: a.name, points: NAME_POINTS } as const] : []),
  ];
  return { score: round(reasons.reduce((sum, { points }) => sum + points, 0)), reasons };
}

/** By weight and rarity, as correlation counts them; all together at most half of the score. */
function sharedEntities(
  a: IncidentFeatures,
  b: IncidentFeatures,
  settings: CorrelationSettings,
): readonly SimilarityReason[] {
  const there = new Map(b.entities.map((entity) => [entity.entityId, entity]));
  const found = a.entities
    .flatMap((here) => {
      const other = there.get(here.entityId);
      const type = settings.types[here.type];
      const rarity = other ? Math.min(rarityOf(here.prevalence, type), rarityOf(other.prevalence, type)) : 0;
      return rarity > 0 ? [{ label: here.name, points: ENTITY_POINTS * type.weight * rarity }] : [];
    })
    .sort((x, y) => y.points - x.points || (x.label < y.label ? -1 : 1));
  let room = MOST_ENTITY_POINTS;
  return found.flatMap(({ label, points }) => {
    const counted = Math.min(points, room);
    room -= counted;
    return counted > 0 ? [{ kind: 'entity', label, points: round(counted) } as const] : [];
  });
}

const byName = (names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [name, name]));

/** The share that two sets have in common, spread over what is in both. */
function shared(
  kind: 'detection' | 'technique',
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
  points: number,
): readonly SimilarityReason[] {
  const both = [...a.keys()].filter((id) => b.has(id)).sort();
  const union = a.size + b.size - both.length;
  return both.map((id) => ({ kind, label: a.get(id) ?? id, points: round(points / union) }));
}
