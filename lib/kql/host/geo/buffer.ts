import type { Lines } from './measure';
import { overlay } from './overlay';
import { sign } from './predicates';
import { refused } from './refuse';
import { boundaryOf, type Polygon, type Ring } from './shape';
import { polygonsFrom } from './trace';
import { angleBetween, cross, onRay, ortho, RADIUS, scale, stableCross, unit, type Vector } from './vector';

/** A little more than what rounding does, so that no circle ends with a tiny edge. */
const SPARE = 1e-15;
const TRIANGLE = (2 * Math.PI) / 3 + SPARE;
const LEAST_ERROR = 1e-6;

interface Steps {
  readonly radius: number;
  /** Angle between points of an arc around a corner. */
  readonly corner: number;
  /** Angle between points of a circle. */
  readonly circle: number;
  /** Distance between points beside an edge. */
  readonly edge: number;
}

/** How far apart points may be so that edges between them stay that near to a circle. */
function span(radius: number, error: number): number {
  const least = radius - error;
  if (radius < Math.PI / 2) return Math.min(TRIANGLE, 2 * Math.acos(Math.tan(least) / Math.tan(radius)));
  return least > Math.PI / 2
    ? Math.min(TRIANGLE, 2 * Math.acos(Math.tan(radius) / Math.tan(least)))
    : TRIANGLE;
}

/** In radians. */
function stepsFor(radius: number, error: number): Steps {
  const corner = span(radius, error);
  return {
    radius,
    corner,
    circle: (2 * Math.PI) / Math.ceil((2 * Math.PI) / corner) + SPARE,
    edge: span(Math.PI / 2 - radius, error),
  };
}

/** The steps for a distance and a tolerance in metres; null where they are none. */
export function bufferSteps(radius: number, tolerance: number): Steps | null {
  if (!(radius > 0) || !(tolerance > 0)) return null;
  if (radius / RADIUS >= Math.PI / 2) throw refused('A buffer of more than a quarter of the earth');
  if (tolerance < LEAST_ERROR * radius) throw refused('A tolerance below a millionth of the radius');
  return stepsFor(radius / RADIUS, Math.min(radius, tolerance) / RADIUS);
}

function circle(point: Vector, { radius, circle: step }: Steps): Ring {
  const ring: Vector[] = [];
  let start = ortho(point);
  let angle = 0;
  for (let quarter = 0; quarter < 4; quarter++) {
    const turned = unit(cross(point, start));
    for (; angle < Math.PI / 2; angle += step) ring.push(onRay(point, onRay(start, turned, angle), radius));
    angle -= Math.PI / 2;
    start = turned;
  }
  return ring;
}

const axisOf = (a: Vector, b: Vector): Vector => unit(stableCross(b, a));

/** Follows a border at a distance on its right. */
class Path {
  readonly ring: Vector[] = [];
  constructor(private readonly steps: Steps) {}

  arc(around: Vector, start: Vector, end: Vector): void {
    const turned = unit(cross(around, start));
    const whole = angleBetween(start, end);
    let angle = 0;
    do {
      this.ring.push(onRay(around, onRay(start, turned, angle), this.steps.radius));
      angle += this.steps.corner;
    } while (angle < whole);
  }

  edge(a: Vector, b: Vector): void {
    const axis = axisOf(a, b);
    const ahead = unit(cross(a, axis));
    const whole = angleBetween(a, b);
    let angle = 0;
    do {
      this.ring.push(onRay(onRay(a, ahead, angle), axis, this.steps.radius));
      angle += this.steps.edge;
    } while (angle < whole);
  }

  edgeAndCorner(a: Vector, b: Vector, c: Vector): void {
    this.edge(a, b);
    if (sign(a, b, c) >= 0) this.arc(b, axisOf(a, b), axisOf(b, c));
    else this.ring.push(onRay(b, axisOf(a, b), this.steps.radius), b);
  }
}

function around(line: readonly Vector[], steps: Steps): Ring {
  const path = new Path(steps);
  const at = (index: number): Vector => line.at(index) as Vector;
  const last = line.length - 1;
  const start = axisOf(at(0), at(1));
  path.arc(at(0), scale(start, -1), start);
  for (let i = 0; i < last - 1; i++) path.edgeAndCorner(at(i), at(i + 1), at(i + 2));
  path.edge(at(last - 1), at(last));
  const end = axisOf(at(last - 1), at(last));
  path.arc(at(last), end, scale(end, -1));
  for (let i = last - 2; i >= 0; i--) path.edgeAndCorner(at(i + 2), at(i + 1), at(i));
  path.edge(at(1), at(0));
  return path.ring;
}

function beside(ring: Ring, steps: Steps): Ring {
  const path = new Path(steps);
  const at = (index: number): Vector => ring[index % ring.length] as Vector;
  ring.forEach((_, i) => {
    path.edgeAndCorner(at(i), at(i + 1), at(i + 2));
  });
  return path.ring;
}

function merged(rings: readonly Ring[]): Polygon[] {
  const { points, steps } = overlay([rings], ([winding = 0]) => winding > 0);
  return polygonsFrom(points, steps);
}

export const aroundPoint = (point: Vector, steps: Steps): Polygon[] => merged([circle(point, steps)]);
export const aroundLines = (lines: Lines, steps: Steps): Polygon[] =>
  merged(lines.map((line) => around(withoutRepeats(line), steps)));
export const aroundPolygons = (polygons: readonly Polygon[], steps: Steps): Polygon[] =>
  merged(boundaryOf(polygons).map((ring) => beside(ring, steps)));

const withoutRepeats = (line: readonly Vector[]): readonly Vector[] =>
  line.filter((point, at) => at === 0 || point.some((value, i) => value !== line[at - 1]?.[i]));
