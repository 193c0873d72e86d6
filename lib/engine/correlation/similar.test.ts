import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from './settings';
import { type IncidentFeatures, similarity } from './similar';

const entity = (entityId: string, distinct: number) => ({
  entityId,
  type: 'ip' as const,
  name: entityId,
  prevalence: { distinct, baselineDays: 30 },
});
const features = (more: Partial<IncidentFeatures>): IncidentFeatures => ({
  name: 'An incident',
  entities: [],
  detections: new Map(),
  techniques: [],
  ...more,
});
const score = (a: Partial<IncidentFeatures>, b: Partial<IncidentFeatures>) =>
  similarity(features({ name: 'a', ...a }), features({ name: 'b', ...b }), DEFAULT_SETTINGS);

describe('similar incidents', () => {
  it('counts a rare entity, and not a hub', () => {
    const rare = score({ entities: [entity('x', 1)] }, { entities: [entity('x', 1)] });
    expect(rare.score).toBeGreaterThan(0);
    expect(rare.reasons).toEqual([{ kind: 'entity', label: 'x', points: rare.score }]);
    const hub = DEFAULT_SETTINGS.types.ip.hub;
    expect(score({ entities: [entity('x', 1)] }, { entities: [entity('x', hub)] }).score).toBe(0);
  });

  it('lets many entities count half of the score at most', () => {
    const many = Array.from({ length: 20 }, (_, n) => entity(`ip${n}`, 1));
    const { score: sum, reasons } = score({ entities: many }, { entities: many });
    expect(sum).toBeCloseTo(50, 0);
    expect(reasons.every(({ points }) => points > 0)).toBe(true);
  });

  it('counts the share of detections and techniques, and an equal name', () => {
    const detections = new Map([
      ['d1', 'Spray'],
      ['d2', 'Dump'],
    ]);
    const half = score({ detections }, { detections: new Map([['d1', 'Spray']]) });
    expect(half.reasons).toEqual([{ kind: 'detection', label: 'Spray', points: 12.5 }]);
    expect(score({ techniques: ['T1078'] }, { techniques: ['T1078'] }).score).toBe(15);
    expect(similarity(features({}), features({}), DEFAULT_SETTINGS).score).toBe(10);
  });

  it('is the same both ways', () => {
    const a = { entities: [entity('x', 2), entity('y', 1)], techniques: ['T1', 'T2'] };
    const b = { entities: [entity('x', 3)], techniques: ['T2', 'T3'] };
    expect(score(a, b).score).toBe(score(b, a).score);
  });
});
