import { type HostFunction, host } from './define';

const MASK = (1n << 64n) - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const rotate = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK;
const round = (sum: bigint, input: bigint): bigint => (rotate((sum + input * P2) & MASK, 31n) * P1) & MASK;
const merge = (sum: bigint, lane: bigint): bigint => ((sum ^ round(0n, lane)) * P1 + P4) & MASK;

/** Stripes of 32 bytes, four lanes each. @returns the sum and where the rest begins */
function stripes(bytes: Buffer): [sum: bigint, at: number] {
  let [a, b, c, d] = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK];
  let at = 0;
  for (; at + 32 <= bytes.length; at += 32) {
    a = round(a, bytes.readBigUInt64LE(at));
    b = round(b, bytes.readBigUInt64LE(at + 8));
    c = round(c, bytes.readBigUInt64LE(at + 16));
    d = round(d, bytes.readBigUInt64LE(at + 24));
  }
  const sum = (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & MASK;
  return [[a, b, c, d].reduce(merge, sum), at];
}

/** XXH64 with seed 0, as a signed number: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
function xxhash64(bytes: Buffer): bigint {
  let [sum, at] = bytes.length >= 32 ? stripes(bytes) : ([P5, 0] as [bigint, number]);
  sum = (sum + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8)
    sum = (rotate(sum ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= bytes.length) {
    sum = (rotate(sum ^ ((BigInt(bytes.readUInt32LE(at)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at++)
    sum = (rotate(sum ^ ((BigInt(bytes[at] ?? 0) * P5) & MASK), 11n) * P1) & MASK;
  sum = ((sum ^ (sum >> 33n)) * P2) & MASK;
  sum = ((sum ^ (sum >> 29n)) * P3) & MASK;
  return BigInt.asIntN(64, sum ^ (sum >> 32n));
}

export const HASH_HOST: readonly HostFunction[] = [
  host('shift_left', ['long', 'long'], 'long', (value: number, by: number) =>
    BigInt.asIntN(64, BigInt(value) << BigInt(((by % 64) + 64) % 64)),
  ),
  host('hash', ['string'], 'long', (text: string) => xxhash64(Buffer.from(text, 'utf8'))),
  // Whole numbers and moments (as their ticks) by their eight bytes; they come as text to keep every digit.
  host('hash_whole', ['string'], 'long', (digits: string) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt.asIntN(64, BigInt(digits)));
    return xxhash64(bytes);
  }),
  host('hash_real', ['real'], 'long', (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return xxhash64(bytes);
  }),
];
