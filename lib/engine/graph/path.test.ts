import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PathStep, shortestWay } from './path';

type Pairs = readonly (readonly [string, string])[];
const LIMITS = { maxSteps: 20, maxFrontier: 1_000 };

const stepsOf = (pairs: Pairs) => {
  const steps: PathStep[] = pairs.flatMap(([from, to]) => [
    { from, to },
    { from: to, to: from },
  ]);
  return (nodes: readonly string[]) => Promise.resolve(steps.filter(({ from }) => nodes.includes(from)));
};

/** Length of the shortest way by a search in one direction; infinite where there is none. */
function distance(pairs: Pairs, a: string, b: string): number {
  const seen = new Map([[a, 0]]);
  for (const [node, far] of seen)
    for (const [x, y] of pairs) {
      if (x === node && !seen.has(y)) seen.set(y, far + 1);
      if (y === node && !seen.has(x)) seen.set(x, far + 1);
    }
  return seen.get(b) ?? Number.POSITIVE_INFINITY;
}

describe('the way between two nodes', () => {
  it('is the shortest of any graph, and walks along its edges', async () => {
    const node = fc.integer({ min: 0, max: 14 }).map(String);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(node, node), { maxLength: 40 }), node, node, async (pairs, a, b) => {
        const { way } = await shortestWay(a, b, stepsOf(pairs), LIMITS);
        expect(way === null ? Number.POSITIVE_INFINITY : way.length - 1).toBe(distance(pairs, a, b));
        for (const [i, from] of (way ?? []).slice(0, -1).entries())
          expect(pairs.some(([x, y]) => [`${x}-${y}`, `${y}-${x}`].includes(`${from}-${way?.[i + 1]}`))).toBe(
            true,
          );
        if (way) expect([way[0], way.at(-1)]).toEqual([a, b]);
      }),
    );
  });

  it('stops at its limits and says when it left something out', async () => {
    const chain: Pairs = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ];
    expect((await shortestWay('a', 'd', stepsOf(chain), { maxSteps: 2, maxFrontier: 9 })).way).toBeNull();
    const wide: Pairs = [
      ...Array.from({ length: 9 }, (_, i) => ['a', `m${i}`] as const),
      ['m8', 'n'],
      ['n', 'b'],
    ];
    const fork: Pairs = [...wide, ...Array.from({ length: 9 }, (_, i) => ['b', `o${i}`] as const)];
    const cut = await shortestWay('a', 'b', stepsOf(fork), { maxSteps: 9, maxFrontier: 3 });
    expect(cut.isCut).toBe(true);
  });

  it('asks once for each node, and the narrower side first', async () => {
    const star: Pairs = [...Array.from({ length: 50 }, (_, i) => ['hub', `x${i}`] as const), ['x7', 'end']];
    const asked: string[] = [];
    const steps = stepsOf(star);
    const note = (nodes: readonly string[]) => {
      asked.push(...nodes);
      return steps(nodes);
    };
    const { way } = await shortestWay('hub', 'end', note, LIMITS);
    expect(way).toEqual(['hub', 'x7', 'end']);
    expect(asked).toEqual(['hub', 'end']);
  });
});
