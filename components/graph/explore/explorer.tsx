'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { reached } from '@/components/ui/on-reach';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import type { GraphParams } from '@/lib/client/investigation';
import { savedVersionQuery } from '@/lib/client/investigation-query';
import { useLive } from '@/lib/client/live';
import type { GraphPart, SavedGraph } from '@/lib/domain/views/investigation';
import { GraphLegend } from '../graph-legend';
import type { CanvasHandle } from './canvas';
import { foundNodes } from './display';
import type { Theme } from './export';
import { focusPart, useGraphKeys } from './keys';
import type { GraphState } from './model';
import { type Direction, nextNode } from './neighbour';
import { type GraphFate, Hints, Notices } from './notices';
import { SaveGraph } from './save-graph';
import { fromDocument, startState } from './state';
import { TimeBrush } from './time-brush';
import { Toolbar } from './toolbar';
import { useGraph } from './use-graph';

const Canvas = dynamic(() => import('./canvas').then((module) => module.GraphCanvas), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

const GraphList = reached(() => import('./graph-list').then((module) => module.GraphList));
const NodePanel = reached(() => import('./node-panel').then((module) => module.NodePanel));

export interface ExplorerProps {
  /** What a new graph begins with; null for a kept one. */
  readonly start: GraphPart | null;
  readonly title: string;
  readonly params: GraphParams;
  readonly saved: SavedGraph | null;
  readonly incidentId: string | null;
  readonly canWrite: boolean;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The investigation graph: picture or table, the chosen node beside it, time below. */
export function Explorer({ start, title, params, saved, incidentId, canWrite }: ExplorerProps) {
  const [initial] = useState(() =>
    saved ? fromDocument(saved.document) : startState(start ?? { things: [], ties: [] }),
  );
  const session = useGraph({
    initial,
    params,
    savedId: saved?.id ?? null,
    initialRange: saved?.document.range ?? null,
  });
  const [view, setView] = useView(params);
  const [find, setFind] = useState('');
  const [version, setVersion] = useState(saved?.version ?? 0);
  const [stored, setStored] = useState<GraphState | null>(saved ? initial : null);
  const canvas = useRef<CanvasHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const findField = useRef<HTMLInputElement>(null);
  const toast = useToast();
  const fate = useFate(saved?.id ?? null, version);
  const node = session.display.nodes.find(({ id }) => id === session.selected) ?? null;
  const go = (id: string | null) => {
    if (id === null) return;
    session.select(id);
    canvas.current?.reveal([id]);
  };
  const findNext = () => {
    const found = foundNodes(session.display.nodes, find);
    const here = found.findIndex(({ id }) => id === session.selected);
    go(found[(here + 1) % Math.max(found.length, 1)]?.id ?? null);
  };
  const openExpand = () => focusPart('[data-expand]');
  useEffect(() => {
    if (session.arrived.length > 0) canvas.current?.reveal(session.arrived.slice(0, 40));
  }, [session.arrived]);
  useGraphKeys(session, {
    openExpand,
    findField,
    canvas,
    toggleView: () => setView(view === 'graph' ? 'table' : 'graph'),
  });
  const onExport = async (format: 'svg' | 'png', theme: Theme) => {
    try {
      const { downloadGraph } = await import('./export');
      await downloadGraph({ display: session.display, places: session.state.places, title, theme }, format);
    } catch (error) {
      toast({
        title: 'No picture was made',
        description: error instanceof Error ? error.message : '',
        tone: 'error',
      });
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const direction = ARROWS[event.key];
    const ids = session.display.nodes.map(({ id }) => id);
    if (direction && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      go(
        session.selected === null
          ? (ids[0] ?? null)
          : nextNode(session.state.places, ids, session.selected, direction),
      );
    } else if (event.key === 'Enter' && session.selected !== null) {
      event.preventDefault();
      openExpand();
    }
  };
  return (
    <>
      <PageHeader
        crumb="Investigation graph"
        title={title}
        actions={
          canWrite ? (
            <SaveGraph
              session={session}
              saved={saved ? { ...saved, version } : null}
              incidentId={incidentId}
              suggestedName={title}
              stored={stored}
              onSaved={(id, next, state) => {
                if (id !== saved?.id) return;
                setVersion(next);
                setStored(state);
              }}
            />
          ) : null
        }
      />
      <Notices session={session} fate={fate} canWrite={canWrite} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 rounded-lg border bg-surface">
          <Toolbar
            {...{ session, view, find, findField, canvas }}
            onView={setView}
            onFind={setFind}
            onNext={findNext}
            onExport={(format, theme) => void onExport(format, theme)}
          />
          {view === 'graph' ? (
            <div
              ref={frame}
              role="application"
              aria-label="Graph: arrow keys go from node to node, Enter opens what the node can be expanded by"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it is what the keys work on
              tabIndex={0}
              className="h-[max(24rem,calc(100dvh-20rem))] -outline-offset-2"
              onKeyDown={onKeyDown}
            >
              <Canvas session={session} handle={canvas} onOpen={() => openExpand()} />
            </div>
          ) : (
            <div className="p-2">
              <GraphList session={session} find={find} />
            </div>
          )}
          <TimeBrush session={session} />
          <div className="border-t px-3 py-2">
            <GraphLegend />
          </div>
        </div>
        <aside
          aria-label="Node"
          className="min-w-0 rounded-lg border bg-surface lg:max-h-[calc(100dvh-8rem)] lg:overflow-y-auto"
        >
          {node ? <NodePanel session={session} node={node} /> : <Hints />}
        </aside>
      </div>
      <p role="status" className="sr-only">
        {node ? `${node.label}, ${node.detail}` : 'No node is chosen'}
      </p>
    </>
  );
}

/** Graph or table: on a phone the table first, unless the address says otherwise. */
function useView(params: GraphParams) {
  const [view, set] = useState<'graph' | 'table'>(params.view ?? 'graph');
  useEffect(() => {
    if (params.view === null && window.matchMedia('(max-width: 639px)').matches) set('table');
  }, [params.view]);
  const setView = (next: 'graph' | 'table') => {
    set(next);
    const search = new URLSearchParams(window.location.search);
    search.set('view', next);
    window.history.replaceState(null, '', `${window.location.pathname}?${search}`);
  };
  return [view, setView] as const;
}

/** What became of the open graph since the version that is looked at; null for nothing. */
function useFate(id: string | null, version: number): GraphFate | null {
  const query = savedVersionQuery(id ?? '');
  const { data } = useQuery({ ...query, enabled: id !== null });
  useLive({ types: ['graph.'], targetIds: id === null ? [] : [id], queryKeys: [query.queryKey] });
  if (data === null) return { is: 'gone' };
  return data && data.version > version ? { is: 'newer', by: data.updatedBy } : null;
}
