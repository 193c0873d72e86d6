/** Two-digit hexadecimal numbers, so that identifiers cost one look-up per byte. */
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

const mix = (h: number): number => {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
};

/** A 32-bit number of a text (FNV-1a, finished by a mixer). */
export function textSeed(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/**
 * Deterministic random numbers: sfc32 (Chris Doty-Humphrey, PractRand), seeded by four numbers that name a stream.
 * Its 128 bits of state keep half a million streams apart, which 32 bits would not.
 */
export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number, stream: number, who = 0, when = 0) {
    this.a = mix(seed ^ 0x9e3779b9);
    this.b = mix(stream ^ (who << 16) ^ 0x243f6a88);
    this.c = mix(when ^ Math.imul(who + 1, 0x9e3779b1));
    for (let i = 0; i < 10; i++) this.u32();
  }

  u32(): number {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return this.u32() / 4_294_967_296;
  }

  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T {
    const value = from[Math.floor(this.next() * from.length)];
    if (value === undefined) throw new RangeError('picked from an empty list');
    return value;
  }

  /** Picks by weight: the second of each pair. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let at = this.next() * from.reduce((sum, [, w]) => sum + w, 0);
    for (const [value, weight] of from) {
      at -= weight;
      if (at < 0) return value;
    }
    return this.pick(from)[0];
  }

  /** A whole number whose mean is `mean` (Poisson by Knuth's product, fit for small means). */
  count(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 20)
      return Math.max(
        0,
        Math.round(mean + (this.next() + this.next() + this.next() - 1.5) * 2 * Math.sqrt(mean)),
      );
    const limit = Math.exp(-mean);
    let product = this.next();
    let n = 0;
    while (product > limit) {
      product *= this.next();
      n++;
    }
    return n;
  }

  /** Lower-case hexadecimal digits; `length` must be even. */
  hex(length: number): string {
    let out = '';
    while (out.length < length) {
      const n = this.u32();
      out += `${HEX[n & 255]}${HEX[(n >>> 8) & 255]}${HEX[(n >>> 16) & 255]}${HEX[n >>> 24]}`;
    }
    return out.slice(0, length);
  }

  /** A version 4 UUID. */
  guid(): string {
    const h = this.hex(32);
    const variant = '89ab'[this.u32() & 3] ?? '8';
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
  }
}

/** A UUID that always belongs to the same text. */
export const guidOf = (text: string): string =>
  new Rng(textSeed(text), text.length, textSeed(`${text}/`)).guid();

/** A hexadecimal digest that always belongs to the same text: stands for the hash of a file that does not exist. */
export const digestOf = (text: string, length: number): string =>
  new Rng(textSeed(text), length, textSeed(`${text}#`)).hex(length);
