import {
  type Fold,
  type GraphDocument,
  MAX_THINGS,
  type Place,
  type Step,
  type Thing,
  tieId,
} from '@/lib/domain/investigation';
import type { GraphPart } from '@/lib/domain/views/investigation';
import { foldedBy, type GraphState, kindOf, nodeIds } from './model';
import { placeNew } from './place';
import { joinedTies } from './ties';

/** More things of one kind with the same neighbours become one node. */
const FOLD_ABOVE = 6;

const EMPTY: GraphState = {
  things: new Map(),
  ties: new Map(),
  folds: new Map(),
  places: new Map(),
  pinned: new Set(),
  hidden: new Set(),
  notes: new Map(),
  steps: [],
};

export const startState = (part: GraphPart): GraphState => addPart(EMPTY, part);

/** How many more things there is room for. */
export const roomIn = (state: GraphState): number => MAX_THINGS - state.things.size;

/** Takes in what an expansion brought; everything that was there keeps its place. */
export function addPart(state: GraphState, part: GraphPart): GraphState {
  const fresh = part.things.filter((thing) => !state.things.has(thing.id)).slice(0, roomIn(state));
  const things = new Map([...state.things, ...fresh.map((thing) => [thing.id, thing] as const)]);
  const ties = new Map([...state.ties, ...part.ties.map((one) => [one.id, one] as const)]);
  const grown = { ...state, things, ties };
  return settled({ ...grown, folds: new Map([...state.folds, ...foldFresh(grown, fresh)]) });
}

/** Gives a place to every node that has none. */
function settled(state: GraphState): GraphState {
  const nodes = nodeIds(state);
  return { ...state, places: placeNew(state.places, nodes, joinedTies(state, new Set(nodes), null)) };
}

/** Folds of what came: things of one kind that are tied to the same nodes. What is tied to more stands out by itself. */
function foldFresh(state: GraphState, fresh: readonly Thing[]): readonly (readonly [string, Fold])[] {
  const isFresh = new Set(fresh.map((thing) => thing.id));
  const neighbours = new Map<string, Set<string>>();
  for (const { source, target } of state.ties.values()) {
    if (isFresh.has(source) && state.things.has(target)) grow(neighbours, source, target);
    if (isFresh.has(target) && state.things.has(source)) grow(neighbours, target, source);
  }
  const groups = new Map<string, Thing[]>();
  for (const thing of fresh) {
    const title = thing.kind === 'alert' ? thing.label : '';
    const key = [kindOf(thing), title, ...[...(neighbours.get(thing.id) ?? [])].sort()].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return [...groups.values()]
    .filter((members) => members.length > FOLD_ABOVE)
    .map((members) => {
      const ids = members.map((thing) => thing.id);
      const [first] = members;
      const id = `fold:${[...ids].sort()[0] ?? ''}`.slice(0, 600);
      return [id, { id, of: first ? kindOf(first) : 'alert', members: ids }] as const;
    });
}

function grow(lists: Map<string, Set<string>>, from: string, to: string): void {
  const list = lists.get(from);
  if (list) list.add(to);
  else lists.set(from, new Set([to]));
}

/** Puts the members of a fold on the table: all of them, or some; what stays behind keeps the fold. */
export function openFold(state: GraphState, id: string, only?: readonly string[]): GraphState {
  const known = state.folds.get(id);
  if (!known) return state;
  const out = new Set(only ?? known.members);
  const rest = known.members.filter((member) => !out.has(member));
  const folds = new Map(state.folds);
  if (rest.length > 0) folds.set(id, { ...known, members: rest });
  else folds.delete(id);
  const places = new Map(state.places);
  if (rest.length === 0) places.delete(id);
  return settled({ ...state, folds, places });
}

/** Puts things on the table that stand behind a fold. */
export const takeOut = (state: GraphState, things: readonly string[]): GraphState =>
  things.reduce((now, thing) => {
    const fold = foldedBy(now).get(thing);
    return fold === undefined ? now : openFold(now, fold, [thing]);
  }, state);

/** Folds things of one kind that hang on one node alone back behind one node. */
export function foldAround(state: GraphState, node: string): GraphState {
  const others = new Map<string, Set<string>>();
  for (const { source, target } of joinedTies(state, new Set(nodeIds(state)), null)) {
    grow(others, source, target);
    grow(others, target, source);
  }
  const leaves = [...(others.get(node) ?? [])].flatMap((id) => {
    const isKept = others.get(id)?.size !== 1 || state.pinned.has(id) || state.notes.has(id);
    return isKept ? [] : (state.things.get(id) ?? []);
  });
  const made = foldFresh(state, leaves);
  if (made.length === 0) return state;
  const places = new Map(state.places);
  for (const id of made.flatMap(([, { members }]) => members)) places.delete(id);
  return settled({ ...state, folds: new Map([...state.folds, ...made]), places });
}

const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};

export const togglePin = (state: GraphState, id: string): GraphState => ({
  ...state,
  pinned: toggled(state.pinned, id),
});

export const hide = (state: GraphState, id: string): GraphState => ({
  ...state,
  hidden: new Set([...state.hidden, id]),
});

export const showAll = (state: GraphState): GraphState => ({
  ...state,
  hidden: new Set(),
  steps: state.steps.filter(({ verb }) => verb !== 'h'),
});

export function setNote(state: GraphState, id: string, text: string): GraphState {
  const notes = new Map(state.notes);
  if (text.trim() === '') notes.delete(id);
  else notes.set(id, text.trim().slice(0, 500));
  return { ...state, notes };
}

/** Puts nodes where a person dragged them; what was put somewhere is meant to stay there. */
export const moveNodes = (state: GraphState, moved: ReadonlyMap<string, Place>): GraphState => ({
  ...state,
  places: new Map([...state.places, ...moved]),
  pinned: new Set([...state.pinned, ...moved.keys()]),
});

/** Lays everything out anew around what is pinned, or around the first node. */
export function tidy(state: GraphState): GraphState {
  const [first] = state.things.keys();
  const keep = state.pinned.size > 0 ? state.pinned : new Set(first === undefined ? [] : [first]);
  const places = new Map([...state.places].filter(([id]) => keep.has(id)));
  return settled({ ...state, places });
}

export const withStep = (state: GraphState, step: Step): GraphState => ({
  ...state,
  steps: [...state.steps, step],
});

/** What is kept of a graph; ties to what is not in it are left out. */
export function toDocument(state: GraphState, range: GraphDocument['range']): GraphDocument {
  const ties = [...state.ties.values()]
    .filter(({ source, target }) => state.things.has(source) && state.things.has(target))
    .map(({ id: _, ...rest }) => rest);
  return {
    format: 1,
    things: [...state.things.values()],
    ties,
    folds: [...state.folds.values()],
    places: Object.fromEntries(
      [...state.places].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]),
    ),
    pinned: [...state.pinned],
    hidden: [...state.hidden],
    notes: Object.fromEntries(state.notes),
    range,
  };
}

export function fromDocument(document: GraphDocument): GraphState {
  return settled({
    things: new Map(document.things.map((thing) => [thing.id, thing])),
    ties: new Map(document.ties.map((one) => [tieId(one), { ...one, id: tieId(one) }])),
    folds: new Map(document.folds.map((fold) => [fold.id, fold])),
    places: new Map(Object.entries(document.places)),
    pinned: new Set(document.pinned),
    hidden: new Set(document.hidden),
    notes: new Map(Object.entries(document.notes)),
    steps: [],
  });
}
