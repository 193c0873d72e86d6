import { cross, dot, norm, ortho, same, subtract, type Vector } from './vector';

/** Beyond this the sign of a determinant in plain numbers is certain. */
const CERTAIN = 3.6548e-15;
const BITS = 1074n;

/** A number without rounding: its multiple of the smallest number there is. */
function exact(value: number): bigint {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0] as bigint;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return bits >> 63n ? -size : size;
}

type Exact = readonly [bigint, bigint, bigint];
const exactly = ([x, y, z]: Vector): Exact => [exact(x), exact(y), exact(z)];
const signOf = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0);

const before = (a: Exact, b: Exact): boolean => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] as bigint) < (b[at] as bigint);
};

/** Which way three points turn, without rounding; points on one great circle turn as if moved by next to nothing. */
function exactSign(a: Vector, b: Vector, c: Vector): number {
  const sorted = [exactly(a), exactly(b), exactly(c)] as [Exact, Exact, Exact];
  let turned = 1;
  for (const [i, j] of [
    [0, 1],
    [1, 2],
    [0, 1],
  ] as const) {
    if (!before(sorted[j], sorted[i])) continue;
    [sorted[i], sorted[j]] = [sorted[j], sorted[i]];
    turned = -turned;
  }
  const [p, q, r] = sorted;
  const product: Exact = [q[1] * r[2] - q[2] * r[1], q[2] * r[0] - q[0] * r[2], q[0] * r[1] - q[1] * r[0]];
  const determinant = p[0] * product[0] + p[1] * product[1] + p[2] * product[2];
  return turned * (signOf(determinant) || perturbed(p, q, r, product));
}

/** The first term of the determinant of points that are moved by less and less, in the order of S2. */
function perturbed(a: Exact, b: Exact, c: Exact, product: Exact): number {
  const unit = 1n << BITS;
  const terms = [
    product[2],
    product[1],
    product[0],
    c[0] * a[1] - c[1] * a[0],
    c[0],
    -c[1],
    c[2] * a[0] - c[0] * a[2],
    c[2],
    a[0] * b[1] - a[1] * b[0],
    -b[0],
    b[1],
    a[0],
    unit,
  ];
  return signOf(terms.find((term) => term !== 0n) ?? unit);
}

/** 1 where A, B and C turn left, -1 where they turn right, 0 only where two of them are the same. */
export function sign(a: Vector, b: Vector, c: Vector): number {
  const determinant = dot(cross(a, b), c);
  if (determinant > CERTAIN) return 1;
  if (determinant < -CERTAIN) return -1;
  if (same(a, b) || same(b, c) || same(a, c)) return 0;
  const near = nearSign(a, b, c);
  return near === 0 ? exactSign(a, b, c) : near;
}

/** For points near each other: their differences say it with less loss. */
function nearSign(a: Vector, b: Vector, c: Vector): number {
  const [ab, ac] = [subtract(b, a), subtract(c, a)];
  const determinant = dot(cross(ab, ac), a);
  const error = 3.5e-15 * norm(ab) * norm(ac) + 1e-300;
  return determinant > error ? 1 : determinant < -error ? -1 : 0;
}

/** Whether B is met not after C when one turns left around O from A. */
export function orderedCcw(a: Vector, b: Vector, c: Vector, o: Vector): boolean {
  let sum = 0;
  if (sign(b, o, a) >= 0) sum++;
  if (sign(c, o, b) >= 0) sum++;
  if (sign(a, o, c) > 0) sum++;
  return sum >= 2;
}

/** 1 where the edges AB and CD cross inside of both, 0 where they share an end, else -1. */
export function crossing(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const acb = -sign(a, b, c);
  const bda = sign(a, b, d);
  if (acb === -bda && bda !== 0) return -1;
  if (same(a, c) || same(a, d) || same(b, c) || same(b, d)) return 0;
  if (same(a, b) || same(c, d)) return -1;
  if (-sign(c, d, b) !== acb) return -1;
  return sign(c, d, a) === acb ? 1 : -1;
}

/** Whether edges that share an end count as crossing, so that every point is in exactly one of the polygons around it. */
function vertexCrossing(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  if (same(a, b) || same(c, d)) return false;
  if (same(a, c)) return same(b, d) || orderedCcw(ortho(a), d, b, a);
  if (same(b, d)) return orderedCcw(ortho(b), c, a, b);
  if (same(a, d)) return same(b, c) || orderedCcw(ortho(a), c, b, a);
  if (same(b, c)) return orderedCcw(ortho(b), d, a, b);
  return false;
}

export function crosses(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const how = crossing(a, b, c, d);
  return how > 0 || (how === 0 && vertexCrossing(a, b, c, d));
}
