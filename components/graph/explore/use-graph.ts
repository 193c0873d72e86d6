'use client';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { decodeSteps, encodeSteps, type GraphParams, graphSearch } from '@/lib/client/investigation';
import { fetchExpansion, type LakeWindow } from '@/lib/client/investigation-query';
import { isLakeKind, type Step } from '@/lib/domain/investigation';
import type { ExpansionView, GraphPart } from '@/lib/domain/views/investigation';
import { type Display, displayOf, extentOf } from './display';
import { begin, change, type History, redo, undo } from './history';
import type { GraphState } from './model';
import { addPart, hide, openFold, roomIn, withStep } from './state';
import type { Range } from './ties';

const DAY = 86_400_000;
/** Telemetry is asked about the time of the story, a day around it, and no more than this. */
const LAKE_SPAN = 14 * DAY;

export interface GraphSession {
  readonly state: GraphState;
  readonly display: Display;
  readonly range: Range | null;
  readonly setRange: (range: Range | null) => void;
  /** The time that telemetry is asked about. */
  readonly window: LakeWindow;
  readonly selected: string | null;
  readonly select: (node: string | null) => void;
  readonly apply: (make: (state: GraphState) => GraphState) => void;
  readonly expand: (node: string, kind: string) => Promise<void>;
  readonly take: (part: GraphPart) => readonly string[];
  /** Hides a node, and looks no longer at it. */
  readonly hide: (node: string) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** What is being loaded, by node and kind. */
  readonly pending: string | null;
  /** What happened last, said to everybody. */
  readonly message: { readonly text: string; readonly isError: boolean } | null;
  /** Nodes that came last, for the picture to bring into sight. */
  readonly arrived: readonly string[];
  /** The steps are too many for the address: only saving keeps them. */
  readonly isTooLong: boolean;
}

export interface GraphSessionInput {
  readonly initial: GraphState;
  readonly params: GraphParams;
  /** Rather than `from` and steps, the address names what is kept. */
  readonly savedId: string | null;
  readonly initialRange: Range | null;
}

const rangeOf = ({ since, until }: GraphParams): Range | null =>
  since === null || until === null || since >= until ? null : { since, until };

/** Everything that is done to a graph: its history, its address, its expansions. */
export function useGraph({ initial, params, savedId, initialRange }: GraphSessionInput): GraphSession {
  const [history, setHistory] = useState<History<GraphState>>(() => begin(initial));
  const [range, setRange] = useState<Range | null>(rangeOf(params) ?? initialRange);
  const [selected, select] = useState<string | null>(null);
  // After hydration: what the pane shows of the time depends on the browser's clock.
  useEffect(() => select(params.node === '' ? null : params.node), [params.node]);
  const [pending, setPending] = useState<string | null>(null);
  const [message, setMessage] = useState<GraphSession['message']>(null);
  const [arrived, setArrived] = useState<readonly string[]>([]);
  const { now: state } = history;
  const display = useMemo(() => displayOf(state, range), [state, range]);
  const window = useMemo(() => lakeWindow(state, range), [state, range]);
  const latest = useRef(state);
  latest.current = state;

  const apply: GraphSession['apply'] = (make) => setHistory((old) => change(old, make(old.now)));
  const take = (part: GraphPart): readonly string[] => {
    const before = latest.current;
    const after = addPart(before, part);
    latest.current = after;
    setHistory((old) => change(old, after));
    const fresh = [...after.places.keys()].filter((id) => !before.places.has(id));
    setArrived(fresh);
    return fresh;
  };
  const run = async (step: Step): Promise<void> => {
    const known = [...latest.current.things.keys()].filter((id) => !id.startsWith('seen:'));
    const asked = isLakeKind(step.kind) ? window : range;
    const part = await fetchExpansion({ node: step.node, kind: step.kind, range: asked, known });
    const room = roomIn(latest.current);
    const isOld = (id: string) => latest.current.things.has(id);
    const fresh = part.things.filter(({ id }) => !isOld(id)).length;
    const came = take(part);
    // Brought into sight together with what they hang on.
    if (came.length > 0) setArrived([step.node, ...came]);
    latest.current = withStep(latest.current, step);
    setHistory((old) => ({ ...old, now: withStep(old.now, step) }));
    setMessage({ text: toldOf(part, fresh, room), isError: fresh > room });
  };
  const expand = async (node: string, kind: string): Promise<void> => {
    setPending(`${node}|${kind}`);
    try {
      await run({ verb: 'e', node, kind });
    } catch (error) {
      setMessage({ text: error instanceof Error ? error.message : String(error), isError: true });
    } finally {
      setPending(null);
    }
  };

  const replay = useEffectEvent(async (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.verb === 'e') await expand(step.node, step.kind);
      else
        apply((old) => withStep(step.verb === 'o' ? openFold(old, step.node) : hide(old, step.node), step));
    }
  });
  const [isReplaying, setReplaying] = useState(params.x !== '');
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    void replay(decodeSteps(params.x)).finally(() => setReplaying(false));
  }, [params.x]);

  const steps = savedId === null ? encodeSteps(state.steps) : '';
  useEffect(() => {
    if (isReplaying) return;
    const view = new URLSearchParams(globalThis.window.location.search).get('view');
    const search = graphSearch({
      from: savedId === null ? params.from : null,
      x: steps,
      since: range?.since ?? null,
      until: range?.until ?? null,
      view: view === 'graph' || view === 'table' ? view : null,
      node: selected ?? '',
    });
    globalThis.window.history.replaceState(null, '', `${globalThis.window.location.pathname}${search}`);
  }, [steps, range, selected, savedId, params.from, isReplaying]);

  return {
    state,
    display,
    range,
    setRange,
    window,
    selected: display.nodes.some(({ id }) => id === selected) ? selected : null,
    select,
    apply,
    expand,
    take,
    hide: (node) => {
      apply((old) => withStep(hide(old, node), { verb: 'h', node, kind: '' }));
      select(null);
    },
    undo: history.past.length === 0 ? null : () => setHistory(undo),
    redo: history.future.length === 0 ? null : () => setHistory(redo),
    pending,
    message,
    arrived,
    isTooLong: steps === null,
  };
}

/** The chosen time, or the time of what is on the table with a day around it. */
function lakeWindow(state: GraphState, range: Range | null): LakeWindow {
  if (range) return { since: Math.round(range.since), until: Math.round(range.until) };
  const extent = extentOf(state);
  const minute = 60_000;
  const now = Math.ceil(Date.now() / minute) * minute;
  const until = extent ? Math.min(now, Math.ceil((extent.until + DAY) / minute) * minute) : now;
  const since = extent ? Math.floor((extent.since - DAY) / minute) * minute : until - 7 * DAY;
  return { since: Math.max(since, until - LAKE_SPAN), until };
}

function toldOf(part: ExpansionView, fresh: number, room: number): string {
  if (fresh > room)
    return `The graph is full: ${room} of ${fresh} were added. Hide or fold what is not needed, or save and begin anew.`;
  const more =
    part.total > part.things.length
      ? ` ${part.things.length} of ${part.total} are shown, the most telling first; narrow the time to see others.`
      : '';
  if (part.things.length === 0) return 'Nothing was found in this time.';
  if (fresh === 0) return `All of them are in the graph already.${more}`;
  return `${fresh} added.${more}`;
}
