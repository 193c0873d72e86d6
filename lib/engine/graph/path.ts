/** One step that can be taken, from a node that was asked about to another one. */
export interface PathStep {
  readonly from: string;
  readonly to: string;
}

export interface PathOptions {
  /** Longest way, in steps. */
  readonly maxSteps: number;
  /** Nodes that one round goes on from; when there are more, those with the smallest names. */
  readonly maxFrontier: number;
}

export interface FoundPath {
  /** Nodes from one end to the other, or null when there is no way within the limits. */
  readonly way: readonly string[] | null;
  /** A round had more nodes than it went on from: a shorter or another way may have been left out. */
  readonly isCut: boolean;
}

interface Side {
  /** How each node was reached; the end itself by nothing. */
  readonly reached: Map<string, string | null>;
  frontier: readonly string[];
}

/**
 * The shortest way between two nodes, searched from both ends, one whole round at a time, the narrower side first. The
 * same graph gives the same way: ties are broken by name.
 *
 * @param stepsFrom every step from some nodes; asked once for each node
 */
export async function shortestWay(
  a: string,
  b: string,
  stepsFrom: (nodes: readonly string[]) => Promise<readonly PathStep[]>,
  { maxSteps, maxFrontier }: PathOptions,
): Promise<FoundPath> {
  if (a === b) return { way: [a], isCut: false };
  const [left, right] = [sideOf(a), sideOf(b)];
  let isCut = false;
  for (let taken = 0; taken < maxSteps; taken++) {
    const [here, there] = left.frontier.length <= right.frontier.length ? [left, right] : [right, left];
    if (here.frontier.length === 0) break;
    isCut ||= here.frontier.length > maxFrontier;
    const next = newlyReached(here, await stepsFrom(here.frontier.slice(0, maxFrontier)));
    const meeting = next.find((node) => there.reached.has(node));
    if (meeting !== undefined)
      return { way: [...wayTo(left, meeting).reverse(), ...wayTo(right, meeting).slice(1)], isCut };
    here.frontier = next;
  }
  return { way: null, isCut };
}

const sideOf = (end: string): Side => ({ reached: new Map([[end, null]]), frontier: [end] });

/** Notes what a round reached first, in the order of names. */
function newlyReached(side: Side, steps: readonly PathStep[]): readonly string[] {
  const ordered = [...steps].sort((x, y) => compare(x.to, y.to) || compare(x.from, y.from));
  const next: string[] = [];
  for (const { from, to } of ordered) {
    if (side.reached.has(to)) continue;
    side.reached.set(to, from);
    next.push(to);
  }
  return next;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** From a node back to the end of its side. */
function wayTo(side: Side, node: string): string[] {
  const way = [node];
  for (let at = side.reached.get(node); at != null; at = side.reached.get(at)) way.push(at);
  return way;
}
