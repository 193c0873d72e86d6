import { distanceTo, type Edge } from './edges';
import { refused } from './refuse';
import { cellAt, idOf, LEVELS } from './s2cell';
import { angleBetween, cross, dot, stableCross, subtract, unit, type Vector } from './vector';

/** Chains that stray further than this many times the tolerance are cut. */
const STRAYED = 1.1;
const APART = 0.5;

/** Which points stay, and which of them each edge goes through then. */
export interface Snapped {
  readonly sites: readonly Vector[];
  /** For every edge the sites that it goes through, in its direction. */
  readonly chains: readonly (readonly number[])[];
  /** For every edge the sites that lie near it, the nearest to its start first. */
  readonly near: readonly (readonly number[])[];
  /** Edges are not made longer than this. */
  readonly longest: number;
  /** Edges stay that far from sites that they do not go through. */
  readonly apart: number;
}

/** Moves edges to those of their points that are a distance apart: each to the sites whose surroundings it passes. */
export function snapped(edges: readonly Edge[], radius: number): Snapped {
  const sites = sitesOf(edges, radius);
  const strayed = STRAYED * radius;
  const apart = APART * radius;
  const longest = 2 * Math.acos(Math.sin(radius) / Math.sin(strayed));
  const near = edges.map((edge) =>
    sites
      .map((site, at) => ({ at, away: angleBetween(edge.a, site) }))
      .filter(({ at }) => distanceTo(sites[at] as Vector, edge) <= strayed + apart)
      .sort((p, q) => p.away - q.away)
      .map(({ at }) => at),
  );
  const chains = edges.map((edge, at) => chainOf(edge, near[at] as number[], sites, radius));
  chains.forEach((chain, at) => {
    check(chain, near[at] as number[], sites, apart, longest);
  });
  return { sites, chains, near, longest, apart };
}

/** Points that are not nearer to each other than the radius, those first that come first on the curve of S2. */
function sitesOf(edges: readonly Edge[], radius: number): Vector[] {
  const points = edges
    .flatMap(({ a, b }) => [a, b])
    .map((point) => ({ point, id: idOf(cellAt(point, LEVELS)) }))
    .sort((p, q) => (p.id < q.id ? -1 : p.id > q.id ? 1 : 0));
  const sites: Vector[] = [];
  for (const { point } of points) {
    if (sites.every((site) => angleBetween(site, point) > radius)) sites.push(point);
  }
  return sites;
}

interface Seen {
  readonly at: number;
  readonly site: Vector;
  /** The part of the edge's great circle that is within the radius. */
  readonly from: number;
  readonly to: number;
}

function chainOf(edge: Edge, near: readonly number[], sites: readonly Vector[], radius: number): number[] {
  const normal = unit(stableCross(edge.a, edge.b));
  const ahead = cross(normal, edge.a);
  const chain: Seen[] = [];
  for (const at of near) {
    const site = sites[at] as Vector;
    if (distanceTo(site, edge) > radius) continue;
    const across = Math.cos(radius) / Math.sqrt(1 - dot(site, normal) ** 2);
    const middle = Math.atan2(dot(site, ahead), dot(site, edge.a));
    const half = Math.acos(Math.min(1, across));
    const next: Seen = { at, site, from: middle - half, to: middle + half };
    if (adds(chain, next, edge, radius, ahead)) chain.push(next);
  }
  return chain.map(({ at }) => at);
}

/** Takes off the sites whose surroundings the next one leaves nothing of; says whether it has any itself. */
function adds(chain: Seen[], next: Seen, edge: Edge, radius: number, ahead: Vector): boolean {
  for (let last = chain.at(-1); last; last = chain.at(-1)) {
    if (angleBetween(last.site, next.site) >= 2 * radius) return true;
    if (angleBetween(edge.b, last.site) < angleBetween(edge.b, next.site)) return false;
    if (last.from <= next.from && last.to >= next.to) return false;
    const swallowed = next.from <= last.from && next.to >= last.to;
    const before = chain.at(-2);
    const squeezed =
      !swallowed &&
      before !== undefined &&
      angleBetween(before.site, next.site) < 2 * radius &&
      border(before, last, edge, ahead) >= border(last, next, edge, ahead);
    if (!swallowed && !squeezed) return true;
    chain.pop();
  }
  return true;
}

/** Where on the edge two sites are as far away. */
function border(p: Seen, q: Seen, edge: Edge, ahead: Vector): number {
  const between = subtract(q.site, p.site);
  return Math.atan2(-dot(between, edge.a), dot(between, ahead));
}

/** S2 would now add points of its own where a chain comes too near to another site or is too long. */
function check(
  chain: readonly number[],
  near: readonly number[],
  sites: readonly Vector[],
  apart: number,
  longest: number,
): void {
  const vertex = (at: number): Vector => sites[chain[at] as number] as Vector;
  let next = 0;
  for (const site of near) {
    if (next === chain.length) return;
    if (site === chain[next]) {
      next++;
      continue;
    }
    if (next === 0) continue;
    const edge = { a: vertex(next - 1), b: vertex(next) };
    if (distanceTo(sites[site] as Vector, edge) < apart) throw needsPoints();
  }
  if (chain.some((_, at) => at > 0 && angleBetween(vertex(at - 1), vertex(at)) >= longest))
    throw needsPoints();
}

const needsPoints = (): Error => refused('A simplification that has to add points');
