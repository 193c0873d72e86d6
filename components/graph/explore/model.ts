import type { EntityType } from '@/lib/domain/entity';
import type { Fold, Place, Step, Thing, Tie } from '@/lib/domain/investigation';

/** What a person has on the table. Every change makes a new one, so undo is the one before. */
export interface GraphState {
  readonly things: ReadonlyMap<string, Thing>;
  /** Also those to what is not in the graph yet: when it comes, they are drawn. */
  readonly ties: ReadonlyMap<string, Tie>;
  /** Folds that are closed: their members stand behind one node. */
  readonly folds: ReadonlyMap<string, Fold>;
  readonly places: ReadonlyMap<string, Place>;
  readonly pinned: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly notes: ReadonlyMap<string, string>;
  /** How the graph came about from its start, for the address. */
  readonly steps: readonly Step[];
}

/** Every node that can be drawn: things outside of folds, and folds; hidden ones keep their places. */
export function nodeIds(state: GraphState): readonly string[] {
  const folded = foldedBy(state);
  return [...[...state.things.keys()].filter((id) => !folded.has(id)), ...state.folds.keys()];
}

const foldCache = new WeakMap<ReadonlyMap<string, Fold>, ReadonlyMap<string, string>>();

/** Thing → the closed fold it stands behind. */
export function foldedBy({ folds }: GraphState): ReadonlyMap<string, string> {
  const known = foldCache.get(folds);
  if (known) return known;
  const made = new Map(
    [...folds.values()].flatMap(({ id, members }) => members.map((m) => [m, id] as const)),
  );
  foldCache.set(folds, made);
  return made;
}

/** The node that stands for a thing; null when it is not in the graph. */
export const nodeOf = (state: GraphState, thing: string): string | null =>
  state.things.has(thing) ? (foldedBy(state).get(thing) ?? thing) : null;

export const kindOf = (thing: Thing): 'alert' | 'incident' | EntityType =>
  thing.kind === 'alert' || thing.kind === 'incident' ? thing.kind : thing.type;
