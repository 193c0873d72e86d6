import type { Place } from '@/lib/domain/investigation';

export type Direction = 'left' | 'right' | 'up' | 'down';

const AXIS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** What lies aside of the way counts so much more than what lies along it. */
const ASIDE = 2.5;

/** The nearest node in a direction, or null at the edge of the picture. */
export function nextNode(
  places: ReadonlyMap<string, Place>,
  nodes: readonly string[],
  from: string,
  direction: Direction,
): string | null {
  const here = places.get(from);
  if (!here) return nodes[0] ?? null;
  const [dx, dy] = AXIS[direction];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of nodes) {
    const place = places.get(id);
    if (id === from || !place) continue;
    const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
    const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
    const cost = along + aside * ASIDE;
    if (along > 0 && cost < least) [best, least] = [id, cost];
  }
  return best;
}
