/**
 * The order in which Kusto lists cells that it has gathered in a hash table: that of libstdc++, whose buckets are as many
 * as the next of these numbers, with new buckets at the front.
 */
const SIZES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109,
  113, 127, 137, 139, 149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409,
  439, 467, 503, 541, 577, 619, 661, 709, 761, 823, 887, 953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741,
  1879, 2029, 2179, 2357, 2549, 2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503, 5953, 6427, 6949,
  7517, 8123, 8783, 9497, 10273, 11113, 12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281,
  26267, 28411, 30727, 33223, 35933, 38873, 42043, 45481, 49201, 53201, 57557, 62233, 67307,
];
const MASK = (1n << 64n) - 1n;
const FACTOR = 0xc6a4a7935bd1e995n;
const SEED = 0xc70f6907n;

const mix = (value: bigint): bigint => value ^ (value >> 47n);

function hash(text: string): bigint {
  const bytes = Buffer.from(text, 'latin1');
  const whole = bytes.length & ~7;
  let found = SEED ^ ((BigInt(bytes.length) * FACTOR) & MASK);
  for (let at = 0; at < whole; at += 8) {
    const part = (mix((bytes.readBigUInt64LE(at) * FACTOR) & MASK) * FACTOR) & MASK;
    found = ((found ^ part) * FACTOR) & MASK;
  }
  if (whole < bytes.length) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) | BigInt(bytes[at] as number);
    found = ((found ^ rest) * FACTOR) & MASK;
  }
  return mix((mix(found) * FACTOR) & MASK);
}

/** Texts, each once, in the order of Kusto's table for so many of them. */
export function asKustoLists(texts: readonly string[]): string[] {
  const distinct = [...new Set(texts)];
  const size = BigInt(SIZES.find((one) => one >= distinct.length) ?? distinct.length);
  const buckets = new Map<bigint, string[]>();
  for (const text of distinct) {
    const bucket = hash(text) % size;
    const held = buckets.get(bucket);
    if (held) held.push(text);
    else buckets.set(bucket, [text]);
  }
  return [...buckets.values()].flat().reverse();
}
