import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '@/lib/domain/investigation';
import { NODE, type PlacedEdge, placeNew } from './place';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
const overlap = (a: Place, b: Place) => Math.abs(a.x - b.x) < NODE.width && Math.abs(a.y - b.y) < NODE.height;

const graph = fc.integer({ min: 1, max: 60 }).chain((count) => {
  const node = fc.integer({ min: 0, max: count - 1 }).map((i) => `n${i}`);
  const coordinate = fc.integer({ min: -900, max: 900 });
  return fc.record({
    nodes: fc.constant(ids(count)),
    edges: fc.array(fc.record({ source: node, target: node }), { maxLength: 120 }),
    fixed: fc
      .array(fc.tuple(node, fc.record({ x: coordinate, y: coordinate })), { maxLength: 20 })
      .map((pairs) => new Map(pairs)),
  });
});

describe('places of new nodes', () => {
  it('leaves everything where it was, puts every node somewhere, and nothing new on anything', () => {
    fc.assert(
      fc.property(graph, ({ nodes, edges, fixed }) => {
        const places = placeNew(fixed, nodes, edges);
        expect([...places.keys()].sort()).toEqual([...nodes].sort());
        for (const [id, place] of fixed) expect(places.get(id)).toEqual(place);
        const fresh = nodes.filter((id) => !fixed.has(id));
        for (const id of fresh) {
          const mine = places.get(id) as Place;
          for (const other of nodes)
            if (other !== id)
              expect(overlap(mine, places.get(other) as Place), `${id} on ${other}`).toBe(false);
        }
      }),
    );
  });

  it('keeps a picture that grows: what was placed in the first round stays in all later ones', () => {
    fc.assert(
      fc.property(graph, fc.nat(), ({ nodes, edges }, cut) => {
        const early = nodes.slice(0, 1 + (cut % nodes.length));
        const known = new Set(early);
        const inside = edges.filter(({ source, target }) => known.has(source) && known.has(target));
        const before = placeNew(new Map(), early, inside);
        const after = placeNew(before, nodes, edges);
        for (const id of early) expect(after.get(id)).toEqual(before.get(id));
        expect(placeNew(before, nodes, edges)).toEqual(after);
      }),
    );
  });

  it('puts what is new outside, in reading order, and the way that the tree grows', () => {
    const star: PlacedEdge[] = ids(9).map((target) => ({ source: 'root', target }));
    const places = placeNew(new Map(), ['root', ...ids(9)], star);
    const of = (id: string) => places.get(id) as Place;
    for (const id of ids(9)) expect(of(id).x).toBeGreaterThan(of('root').x);
    expect(of('n0').y).toBeLessThan(of('n8').y);
    const further = placeNew(places, [...places.keys(), 'leaf'], [...star, { source: 'n4', target: 'leaf' }]);
    expect(further.get('leaf')?.x).toBeGreaterThan(of('n4').x);
    const mirrored = new Map([
      ['root', { x: 0, y: 0 }],
      ['left', { x: -600, y: 0 }],
    ]);
    const grown = placeNew(
      mirrored,
      ['root', 'left', 'leaf'],
      [
        { source: 'root', target: 'left' },
        { source: 'left', target: 'leaf' },
      ],
    );
    expect(grown.get('leaf')?.x).toBeLessThan(-600);
  });
});
