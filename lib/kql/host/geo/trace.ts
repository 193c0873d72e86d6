import type { Step } from './overlay';
import { areaOf, type Polygon, type Ring, ringContains } from './shape';
import { cross, dot, norm, subtract, unit, type Vector } from './vector';

/** Polygons whose border the steps are, with the rings in the order in which S2 gives them. */
export function polygonsFrom(points: readonly Vector[], steps: readonly Step[]): Polygon[] {
  const loops = ringsFrom(points, steps)
    .map(canonical)
    .sort((p, q) => (p[0]?.id ?? 0) - (q[0]?.id ?? 0))
    .map((loop) => loop.map(({ from }) => points[from] as Vector));
  const shells = loops.filter((loop) => areaOf(loop) > 0);
  const holes = loops.filter((loop) => areaOf(loop) < 0).map((loop) => [...loop].reverse());
  const sorted = shells
    .map((shell) => ({ shell, area: areaOf(shell), holes: [] as Ring[] }))
    .sort((p, q) => p.area - q.area);
  for (const hole of holes) sorted.find(({ shell }) => holds(shell, hole))?.holes.push(hole);
  return shells.map((shell) => ({
    shell,
    holes: sorted.find((one) => one.shell === shell)?.holes ?? [],
  }));
}

const holds = (shell: Ring, hole: Ring): boolean => {
  const free = hole.find((point) => !shell.includes(point)) ?? (hole[0] as Vector);
  return ringContains(shell, free);
};

/** Rings of steps that pass no point twice; where several go on, the one that turns left most. */
function ringsFrom(points: readonly Vector[], steps: readonly Step[]): Step[][] {
  const from = new Map<number, Step[]>();
  for (const step of steps) from.set(step.from, [...(from.get(step.from) ?? []), step]);
  const left = new Set(steps);
  const rings: Step[][] = [];
  for (const start of steps) {
    if (!left.has(start)) continue;
    const path: Step[] = [];
    const seen = new Map<number, number>();
    for (let step: Step | undefined = start; step; ) {
      left.delete(step);
      seen.set(step.from, path.length);
      path.push(step);
      const before = seen.get(step.to);
      if (before !== undefined) {
        const ring = path.splice(before);
        for (const one of ring) seen.delete(one.from);
        rings.push(ring);
      }
      const last: Step = path.at(-1) ?? step;
      if (path.length === 0 && before !== undefined) break;
      step = leftmost(
        points,
        last,
        (from.get(last.to) ?? []).filter((one) => left.has(one)),
      );
    }
  }
  return rings.filter(({ length }) => length > 2);
}

function leftmost(points: readonly Vector[], step: Step, next: readonly Step[]): Step | undefined {
  const [one, ...more] = next;
  if (more.length === 0) return one;
  const at = points[step.to] as Vector;
  const back = direction(at, points[step.from] as Vector);
  const turn = (to: Step): number => {
    const ahead = direction(at, points[to.to] as Vector);
    const angle = Math.atan2(dot(at, cross(ahead, back)), dot(ahead, back));
    return angle <= 0 ? angle + 2 * Math.PI : angle;
  };
  return [...next].sort((p, q) => turn(p) - turn(q))[0];
}

const direction = (at: Vector, to: Vector): Vector => {
  const towards = subtract(to, at);
  return norm(towards) === 0 ? towards : unit(cross(cross(at, towards), at));
};

/** A ring turned so that the pieces of its last input edge come last. */
function canonical(ring: readonly Step[]): Step[] {
  let [at, gap] = [0, false];
  for (let next = 1; next < ring.length; next++) {
    const difference = (ring[next] as Step).id - (ring[at] as Step).id;
    if (difference < 0) gap = true;
    else if (difference > 0 || !gap) [at, gap] = [next, false];
  }
  const first = at + 1 === ring.length ? 0 : at + 1;
  return [...ring.slice(first), ...ring.slice(0, first)];
}
