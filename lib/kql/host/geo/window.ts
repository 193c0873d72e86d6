import { angleBetween, cross, dot, ortho, unit, type Vector } from './vector';

const TURN = 2 * Math.PI;

/** An angle between minus and plus half a turn. */
const turned = (angle: number): number => angle - TURN * Math.round(angle / TURN);

/** The directions from a point in which one edge may take the place of a chain of them. */
export class Window {
  /** Undefined while every direction will do. */
  #range: { from: number; width: number } | undefined;
  readonly #waiting: { from: number; to: number; left: boolean }[] = [];
  #empty = false;
  readonly #east: Vector;
  readonly #north: Vector;

  constructor(private readonly start: Vector) {
    this.#east = ortho(start);
    this.#north = unit(cross(start, this.#east));
  }

  #direction(point: Vector): number {
    return Math.atan2(dot(point, this.#north), dot(point, this.#east));
  }

  /** Half of the angle under which a disc is seen; half a turn where one stands in it. */
  #half(point: Vector, radius: number): number {
    const away = angleBetween(this.start, point);
    return away <= radius ? Math.PI : Math.asin(Math.min(1, Math.sin(radius) / Math.sin(away)));
  }

  #contains(angle: number): boolean {
    if (this.#empty) return false;
    if (!this.#range) return true;
    return (((angle - this.#range.from) % TURN) + TURN) % TURN <= this.#range.width;
  }

  /** The edge has to pass through a disc. */
  hit(point: Vector, radius: number): boolean {
    const half = this.#half(point, radius);
    if (half >= Math.PI) return true;
    const from = this.#direction(point) - half;
    if (!this.#range) this.#range = { from, width: 2 * half };
    else {
      const low = turned(from - this.#range.from);
      const start = Math.max(0, low);
      const end = Math.min(this.#range.width, low + 2 * half);
      this.#range = { from: this.#range.from + start, width: end - start };
      if (end < start) this.#empty = true;
    }
    for (const { from: low, to, left } of this.#waiting.splice(0)) this.#without(low, to, left);
    return !this.#empty;
  }

  /** The edge has to leave a disc on one of its sides. */
  miss(point: Vector, radius: number, left: boolean): boolean {
    const half = this.#half(point, radius);
    if (half >= Math.PI) return false;
    const at = this.#direction(point);
    const [from, to] = left ? [at - half, at + Math.PI / 2] : [at - Math.PI / 2, at + half];
    if (!this.#range) this.#waiting.push({ from, to, left });
    else this.#without(from, to, left);
    return !this.#empty;
  }

  #without(from: number, to: number, left: boolean): void {
    if (!this.#range) return;
    const low = turned(from - this.#range.from);
    const high = low + (to - from);
    const { width } = this.#range;
    if (high < 0 || low > width) return;
    // What is seen beyond the disc is never meant.
    if (low >= 0 && (left || high > width)) this.#range = { from: this.#range.from, width: low };
    else if (high <= width) this.#range = { from: this.#range.from + high, width: width - high };
    else this.#empty = true;
  }

  reaches(point: Vector): boolean {
    if (angleBetween(this.start, point) > Math.PI / 2) return false;
    const at = this.#direction(point);
    return (
      this.#contains(at) &&
      !this.#waiting.some(({ from, to }) => (((at - from) % TURN) + TURN) % TURN <= to - from)
    );
  }
}
