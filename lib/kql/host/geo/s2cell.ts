import { unit, type Vector } from './vector';

/** Cells of S2: a cube's six faces, each a quadtree of thirty levels along a Hilbert curve. */
export const LEVELS = 30;
const SIZE = 2 ** LEVELS;
const VALID = 0x1555555555555555n;
const SWAP = 1;
const INVERT = 2;
/** Where on the curve a quarter (2i + j) of a cell lies, by the curve's orientation, and the other way round. */
const TO_POSITION = [
  [0, 1, 3, 2],
  [0, 3, 1, 2],
  [2, 3, 1, 0],
  [2, 1, 3, 0],
] as const;
const TO_QUARTER = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
] as const;
const TURN = [SWAP, 0, 0, INVERT + SWAP] as const;

/** A cell: its face, the corner of it with the least i and j (in leaf cells), and its level. */
export interface Cell {
  readonly face: number;
  readonly i: number;
  readonly j: number;
  readonly level: number;
}

const sizeOf = (level: number): number => 2 ** (LEVELS - level);

export function idOf({ face, i, j, level }: Cell): bigint {
  let position = 0n;
  let orientation = face & 1 ? SWAP : 0;
  for (let depth = 1; depth <= level; depth++) {
    const bit = sizeOf(depth);
    const quarter = (Math.floor(i / bit) % 2) * 2 + (Math.floor(j / bit) % 2);
    const at = (TO_POSITION[orientation] as readonly number[])[quarter] as number;
    position = (position << 2n) | BigInt(at);
    orientation ^= TURN[at] as number;
  }
  const below = BigInt(LEVELS - level) * 2n;
  return (BigInt(face) << 61n) | (position << (below + 1n)) | (1n << below);
}

export const tokenOf = (cell: Cell): string => idOf(cell).toString(16).padStart(16, '0').replace(/0+$/, '');

/** The cell of a token, or null where it names none. */
export function cellOf(token: string): Cell | null {
  if (!/^[0-9a-fA-F]{1,16}$/.test(token)) return null;
  const id = BigInt(`0x${token.padEnd(16, '0')}`);
  const lowest = id & -id;
  const face = Number(id >> 61n);
  if (face > 5 || (lowest & VALID) === 0n) return null;
  const level = LEVELS - (lowest.toString(2).length - 1) / 2;
  let orientation = face & 1 ? SWAP : 0;
  let [i, j] = [0, 0];
  for (let depth = 1; depth <= level; depth++) {
    const at = Number((id >> BigInt((LEVELS - depth) * 2 + 1)) & 3n);
    const quarter = (TO_QUARTER[orientation] as readonly number[])[at] as number;
    i += (quarter >> 1) * sizeOf(depth);
    j += (quarter & 1) * sizeOf(depth);
    orientation ^= TURN[at] as number;
  }
  return { face, i, j, level };
}

const toUv = (s: number): number =>
  s >= 0.5 ? (1 / 3) * (4 * s * s - 1) : (1 / 3) * (1 - 4 * (1 - s) * (1 - s));
const toSt = (u: number): number => (u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u));

function onFace(face: number, u: number, v: number): Vector {
  switch (face) {
    case 0:
      return [1, u, v];
    case 1:
      return [-u, 1, v];
    case 2:
      return [-u, -v, 1];
    case 3:
      return [-1, -v, -u];
    case 4:
      return [v, -1, -u];
    default:
      return [v, u, -1];
  }
}

function faceOf([x, y, z]: Vector): readonly [face: number, u: number, v: number] {
  const [ax, ay, az] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  const axis = ax > ay ? (ax > az ? 0 : 2) : ay > az ? 1 : 2;
  if (axis === 0) return x < 0 ? [3, z / x, y / x] : [0, y / x, z / x];
  if (axis === 1) return y < 0 ? [4, z / y, -x / y] : [1, -x / y, z / y];
  return z < 0 ? [5, -y / z, -x / z] : [2, -x / z, -y / z];
}

const leaf = (s: number): number => Math.max(0, Math.min(SIZE - 1, Math.floor(SIZE * s)));

/** The cell of a level that a point is in. */
export function cellAt(point: Vector, level: number): Cell {
  const [face, u, v] = faceOf(point);
  return parentOf({ face, i: leaf(toSt(u)), j: leaf(toSt(v)), level: LEVELS }, level);
}

function parentOf({ face, i, j }: Cell, level: number): Cell {
  const size = sizeOf(level);
  return { face, i: i - (i % size), j: j - (j % size), level };
}

export function childrenOf({ face, i, j, level }: Cell): Cell[] {
  const half = sizeOf(level + 1);
  return [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ].map(([x = 0, y = 0]) => ({ face, i: i + x * half, j: j + y * half, level: level + 1 }));
}

/** Its four corners, turning left. */
export function cornersOf({ face, i, j, level }: Cell): Vector[] {
  const size = sizeOf(level);
  const [u0, u1, v0, v1] = [i / SIZE, (i + size) / SIZE, j / SIZE, (j + size) / SIZE].map(toUv) as [
    number,
    number,
    number,
    number,
  ];
  return [onFace(face, u0, v0), onFace(face, u1, v0), onFace(face, u1, v1), onFace(face, u0, v1)].map(unit);
}

/** What its corners look like from its face: the point of the cell that is its middle on the curve. */
export function centreOf({ face, i, j, level }: Cell): Vector {
  const half = sizeOf(level) / 2;
  return unit(onFace(face, toUv((i + half) / SIZE), toUv((j + half) / SIZE)));
}

/** The cell beside, also over the edge of a face. */
function beside({ face, level }: Cell, i: number, j: number): Cell {
  if (i >= 0 && j >= 0 && i < SIZE && j < SIZE) return parentOf({ face, i, j, level }, level);
  const limit = 1 + Number.EPSILON;
  const inside = (leafAt: number): number =>
    Math.max(-limit, Math.min(limit, (2 * (Math.max(-1, Math.min(SIZE, leafAt)) - SIZE / 2) + 1) / SIZE));
  const [other, u, v] = faceOf(onFace(face, inside(i), inside(j)));
  return parentOf({ face: other, i: leaf(0.5 * (u + 1)), j: leaf(0.5 * (v + 1)), level: LEVELS }, level);
}

/** The cells around a cell: below, above, left and right as S2 lists them; a corner of the cube has seven. */
export function around(cell: Cell): Cell[] {
  const size = sizeOf(cell.level);
  const { i, j } = cell;
  const found = [
    beside(cell, i - size, j - size),
    beside(cell, i + size, j - size),
    beside(cell, i, j - size),
    beside(cell, i, j + size),
    beside(cell, i - size, j),
    beside(cell, i + size, j),
    beside(cell, i - size, j + size),
    beside(cell, i + size, j + size),
  ];
  const tokens = new Set<string>();
  return found.filter((one) => {
    const token = tokenOf(one);
    const fresh = !tokens.has(token);
    tokens.add(token);
    return fresh;
  });
}
