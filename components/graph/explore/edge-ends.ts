import type { Place } from '@/lib/domain/investigation';
import { NODE } from './place';

/** How an edge is drawn between two places. */
export interface EdgeEnds {
  readonly source: string;
  readonly target: string;
  /** Both ends are in one column: the edge runs as a bracket beside them. */
  readonly isBracket: boolean;
}

/** An edge from left to right, whatever its ties say: a line never runs through the nodes that it holds together. */
export function edgeEnds(
  { source, target }: { readonly source: string; readonly target: string },
  places: ReadonlyMap<string, Place>,
): EdgeEnds {
  const [a, b] = [places.get(source)?.x ?? 0, places.get(target)?.x ?? 0];
  const isBracket = Math.abs(a - b) < NODE.width;
  return a <= b ? { source, target, isBracket } : { source: target, target: source, isBracket };
}
