import { type Edge, edgesOf, meeting, nearestOf, ringEdges, visitOwnPairs } from './edges';
import type { Lines } from './measure';
import { crossing } from './predicates';
import type { Ring } from './shape';
import { dot, same, subtract, type Vector } from './vector';

/** Points that are this near (radians) become one. */
const MERGED = 4e-15;
const GRID = 1e-13;

/** A piece of an edge that crosses nothing, with the input edge that it comes from. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Which of the inputs it belongs to. */
  readonly source: number;
  /** The place of its edge among all edges of the input. */
  readonly id: number;
}

export interface Noded {
  readonly points: readonly Vector[];
  readonly pieces: readonly Piece[];
}

const distance = (a: Vector, b: Vector): number => {
  const between = subtract(a, b);
  return Math.sqrt(dot(between, between));
};

/** Gives each point a number, the same to points that are next to nothing apart. */
class Points {
  readonly all: Vector[] = [];
  readonly #cells = new Map<string, number[]>();

  number(point: Vector): number {
    const cell = point.map((value) => Math.round(value / GRID)) as [number, number, number];
    for (let at = 0; at < 27; at++) {
      const key = `${cell[0] + (at % 3) - 1},${cell[1] + (Math.floor(at / 3) % 3) - 1},${cell[2] + Math.floor(at / 9) - 1}`;
      const found = this.#cells.get(key)?.find((one) => distance(this.all[one] as Vector, point) <= MERGED);
      if (found !== undefined) return found;
    }
    const key = cell.join(',');
    const made = this.all.push(point) - 1;
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), made]);
    return made;
  }
}

type Owned = Edge & { readonly source: number };

/** The edges of rings, and of lines after them, cut where they meet. */
export function noded(sources: readonly (readonly Ring[])[], ...lines: readonly Lines[]): Noded {
  const all = [
    ...sources.map((rings) => rings.flatMap(ringEdges)),
    ...lines.map((one) => one.flatMap(edgesOf)),
  ];
  const edges: Owned[] = all.flatMap((list, source) => list.map((edge) => ({ ...edge, source })));
  const points = new Points();
  const ends = edges.map(({ a, b }) => [points.number(a), points.number(b)] as const);
  const cuts = edges.map(() => new Set<number>());
  const touch = (at: number, point: Vector): boolean => {
    const edge = edges[at] as Edge;
    if (distance(point, nearestOf(point, edge)) > MERGED) return false;
    cuts[at]?.add(points.number(point));
    return true;
  };
  visitOwnPairs(edges, (i, j) => {
    const [p, q] = [edges[i] as Edge, edges[j] as Edge];
    const touching = [touch(i, q.a), touch(i, q.b), touch(j, p.a), touch(j, p.b)].some(Boolean);
    if (touching || crossing(p.a, p.b, q.a, q.b) <= 0) return false;
    const at = points.number(meeting(p, q));
    cuts[i]?.add(at);
    cuts[j]?.add(at);
    return false;
  });
  const pieces = edges.flatMap((edge, id) => {
    const [first, last] = ends[id] as readonly [number, number];
    const between = [...(cuts[id] as Set<number>)]
      .filter((one) => one !== first && one !== last)
      .sort((m, n) => away(edge.a, points.all[m]) - away(edge.a, points.all[n]));
    const path = [first, ...between, last];
    return path
      .slice(1)
      .map((to, at) => ({ from: path[at] as number, to, source: edge.source, id }))
      .filter(({ from, to }) => from !== to);
  });
  return { points: points.all, pieces };
}

const away = (from: Vector, to: Vector | undefined): number =>
  to && !same(from, to) ? distance(from, to) : 0;
