/** How often a value was seen and when last, seconds since the epoch: short, because profiles hold many. */
export type Tally = [count: number, lastSeen: number];
export type Tallies = Record<string, Tally>;

const seconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * Counts one more sighting. When the set outgrows `limit` by a quarter, or to twice of it where the caller keeps count
 * (such sets are large, and sorting them is dear), it is cut back to `limit`: the values seen longest ago go first, then the rarest, then by name, so the same sightings always leave the same set.
 *
 * @param size how many values the set holds now, where the caller keeps count
 * @returns how many values it holds afterwards; of no meaning where the caller keeps no count
 */
export function countIn(set: Tallies, value: string, time: number, limit: number, size?: number): number {
  const known = set[value];
  const now = seconds(time);
  if (known) {
    known[0] += 1;
    if (now > known[1]) known[1] = now;
    return size ?? 0;
  }
  set[value] = [1, now];
  const grown = size === undefined ? sizeOf(set) : size + 1;
  if (grown <= (size === undefined ? limit + Math.ceil(limit / 4) : limit * 2)) return grown;
  trim(set, limit);
  return limit;
}

function trim(set: Tallies, limit: number): void {
  const byAge = Object.entries(set).sort(
    ([aKey, a], [bKey, b]) => b[1] - a[1] || b[0] - a[0] || (aKey < bKey ? -1 : 1),
  );
  for (const [key] of byAge.slice(limit)) delete set[key];
}

/** Takes one sighting back; a value that was never seen stays so. */
export function uncountIn(set: Tallies, value: string): void {
  const known = set[value];
  if (!known) return;
  if (known[0] <= 1) delete set[value];
  else known[0] -= 1;
}

export const countOf = (set: Tallies | undefined, value: string | undefined): number =>
  value === undefined ? 0 : (set?.[value]?.[0] ?? 0);

export const sizeOf = (set: Tallies): number => Object.keys(set).length;
