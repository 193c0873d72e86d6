'use client';
import dynamic from 'next/dynamic';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Banner } from '@/components/ui/banner';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { queryAt } from '@/lib/client/query-text';
import type { HuntResult, SavedQuery } from '@/lib/domain/views/hunting';
import { addressOf, type Desk, deskOf } from './address';
import { columnName, textLiteral, withStep } from './cell-text';
import { Controls } from './controls';
import type { EditorHandle } from './editor';
import { Refusals } from './refusals';
import { Results } from './results';
import { SchemaTree } from './schema-tree';
import { rangeTimes } from './time-range';
import { useHunt } from './use-hunt';

const Editor = dynamic(() => import('./editor'), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** Where the tables stand beside the query; on less room they are opened when they are wanted. */
const WIDE = '(min-width: 64rem)';
/** ms after which the address says how the columns stand now. */
const REST = 300;

interface ConsoleProps {
  /** Whether rows can be kept with an incident. */
  readonly canLink: boolean;
}

/** Where analysts ask: tables, an editor, and what came out. */
export function Console({ canLink }: ConsoleProps) {
  const initial = useAddress();
  return initial === null ? (
    <Skeleton className="h-96" />
  ) : (
    <Workbench key={initial.round} initial={initial.desk} canLink={canLink} />
  );
}

/** What the address carries; null until it is known. Another one that is typed or opened here begins anew. */
function useAddress(): { readonly desk: Desk; readonly round: number } | null {
  const [found, setFound] = useState<{ readonly desk: Desk; readonly round: number } | null>(null);
  useEffect(() => {
    const read = () =>
      void deskOf(window.location.hash).then((desk) =>
        setFound((now) => ({ desk, round: (now?.round ?? 0) + 1 })),
      );
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return found;
}

function Workbench({ initial, canLink }: ConsoleProps & { readonly initial: Desk }) {
  const editor = useRef<EditorHandle>(null);
  const toast = useToast();
  const hunt = useHunt();
  const [range, setRange] = useState(initial.range);
  const [limit, setLimit] = useState(initial.limit);
  const [layout, setLayout] = useState(initial.layout);
  const [showsTables, setShowsTables] = useState(() => window.matchMedia(WIDE).matches);
  const [opened, setOpened] = useState<SavedQuery | null>(null);
  const { state } = hunt;
  const desk = (): Desk => ({ text: editor.current?.text() ?? initial.text, range, limit, layout });
  const tellAddress = useEffectEvent(() => {
    void addressOf(desk()).then((href) => window.history.replaceState(null, '', href));
  });
  useEffect(() => {
    if (layout === initial.layout) return;
    const wait = setTimeout(() => tellAddress(), REST);
    return () => clearTimeout(wait);
  }, [layout, initial.layout]);
  const runText = (text: string, offset = 0) => {
    const during = rangeTimes(range, Date.now());
    if (text.trim() === '') return;
    if (during === undefined) {
      toast({
        title: 'The time range is not complete',
        description: 'It has to end after it begins.',
        tone: 'error',
      });
      return;
    }
    hunt.run({ text, offset, limit: Number(limit), during });
    void addressOf(desk()).then((href) => window.history.replaceState(null, '', href));
  };
  /** What is selected, or the query under the caret. */
  const run = () => {
    const whole = editor.current?.text() ?? '';
    const { text, from, head } = editor.current?.selection() ?? { text: '', from: 0, head: 0 };
    if (text.trim() !== '') return runText(text, from);
    const part = queryAt(whole, head);
    runText(part.text, part.offset);
  };
  /** Writes a query below what is in the editor, and runs it. */
  const append = (text: string) => {
    const whole = editor.current?.text().trimEnd() ?? '';
    const lead = whole === '' ? '' : `${whole}\n\n`;
    editor.current?.replace(lead + text);
    runText(text, lead.length);
  };
  const onStep = (step: string) => {
    if (state.is !== 'done') return;
    const next = withStep(state.text, step);
    const whole = editor.current?.text() ?? '';
    const at = whole.indexOf(state.text);
    // A table's ten rows, say: their query was never written down.
    if (at < 0) return append(next);
    editor.current?.replace(whole.slice(0, at) + next + whole.slice(at + state.text.length));
    runText(next, at);
  };
  const share = async () => {
    await navigator.clipboard.writeText(await addressOf(desk()));
    toast({ title: 'Link copied', description: 'It carries the query itself.', tone: 'success' });
  };
  const begin = useEffectEvent(() => runText(initial.text));
  useEffect(() => begin(), []);
  useShortcuts('Hunting', [
    { keys: 'e', label: 'Go to the query', run: () => editor.current?.insert('') },
    { keys: 't', label: 'Show or hide the tables', run: () => setShowsTables((shown) => !shown) },
  ]);
  return (
    <div className="flex min-h-[36rem] flex-col gap-3 lg:h-[calc(100dvh-9rem)] lg:flex-row">
      {showsTables ? (
        <div className="flex max-h-72 min-h-0 w-full flex-col lg:max-h-none lg:w-64">
          <SchemaTree
            onInsert={(text) => editor.current?.insert(text)}
            onSample={(table) => runText(`${columnName(table)} | take 10`)}
          />
        </div>
      ) : null}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3">
        <Controls
          isRunning={state.is === 'running'}
          text={() => editor.current?.text() ?? ''}
          {...{ range, limit, showsTables, opened }}
          onRun={run}
          onCancel={hunt.cancel}
          onRange={setRange}
          onLimit={setLimit}
          onTables={() => setShowsTables(!showsTables)}
          onOpened={setOpened}
          onReplace={(text) => editor.current?.replace(text)}
          onAppend={append}
          onShare={() => void share()}
        />
        {opened ? (
          <p className="text-muted text-xs">
            <span className="font-medium text-text">{opened.name}</span>
            {opened.description ? `: ${opened.description}` : ''}
          </p>
        ) : null}
        <div className="h-48 shrink-0">
          <Editor initial={initial.text} onRun={run} handle={editor} />
        </div>
        {state.is === 'idle' ? (
          <p className="text-muted">
            Write a query and run it with Ctrl+Enter. Several queries may stand in one text, with an empty
            line between them: the one under the caret runs.
          </p>
        ) : null}
        {state.is === 'running' ? <Skeleton className="min-h-40 flex-1" /> : null}
        {state.is === 'failed' ? (
          <Banner tone="error" live>
            {state.message}
          </Banner>
        ) : null}
        {state.is === 'refused' ? (
          <Refusals
            text={state.text}
            reasons={state.reasons}
            onGo={({ start, end }) => editor.current?.select(state.offset + start, state.offset + end)}
          />
        ) : null}
        {state.is === 'done' ? (
          <>
            {timeNote(state.result) === null ? null : (
              <p className="text-muted text-xs">{timeNote(state.result)}</p>
            )}
            <Results
              key={`${state.ranAt} ${state.text}`}
              answer={state}
              pivots={{ onStep, onHunt: (value) => append(`search ${textLiteral(value)}`) }}
              canLink={canLink}
              layout={layout}
              onLayout={setLayout}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

function timeNote({ ownTime, backend }: HuntResult): string | null {
  const own = 'The query names its times itself; the chosen range was not used.';
  if (backend) return `Answered by ${backend}. ${ownTime ? own : ''}`.trim();
  return ownTime ? own : null;
}
