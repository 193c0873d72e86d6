'use client';
import { Link2, Play, Square, TableProperties } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { fromFragment, queryAt, toFragment } from '@/lib/client/query-text';
import type { SavedQuery } from '@/lib/domain/views/hunting';
import { columnName } from './cell-text';
import type { EditorHandle } from './editor';
import { Refusals } from './refusals';
import { Results } from './results';
import { SaveQuery } from './save-query';
import { SavedQueries } from './saved-queries';
import { SchemaTree } from './schema-tree';
import { useHunt } from './use-hunt';

const Editor = dynamic(() => import('./editor'), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const DAY = 86_400_000;
const RANGES = [
  { value: String(DAY / 24), label: 'Last hour' },
  { value: String(DAY), label: 'Last 24 hours' },
  { value: String(7 * DAY), label: 'Last 7 days' },
  { value: String(30 * DAY), label: 'Last 30 days' },
  { value: String(90 * DAY), label: 'Last 90 days' },
  { value: 'all', label: 'All time' },
];
const LIMITS = [1_000, 10_000, 100_000].map((n) => ({
  value: String(n),
  label: `${n.toLocaleString('en')} rows`,
}));

/** Where the tables stand beside the query; on less room they are opened when they are wanted. */
const WIDE = '(min-width: 64rem)';

/** Where analysts ask: tables, an editor, and what came out. */
export function Console() {
  const initial = useFragment();
  return initial === null ? <Skeleton className="h-96" /> : <Desk initial={initial} />;
}

/** The query that the address carries; null until it is known. It never leaves the browser. */
function useFragment(): string | null {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const fragment = new URLSearchParams(window.location.hash.slice(1)).get('q');
    void (fragment ? fromFragment(fragment) : Promise.resolve('')).then((found) => setText(found ?? ''));
  }, []);
  return text;
}

async function addressOf(text: string): Promise<string> {
  const url = new URL(window.location.href);
  url.hash = `q=${await toFragment(text)}`;
  return url.href;
}

function Desk({ initial }: { readonly initial: string }) {
  const editor = useRef<EditorHandle>(null);
  const toast = useToast();
  const hunt = useHunt();
  const [range, setRange] = useState(String(7 * DAY));
  const [limit, setLimit] = useState('10000');
  const [showsTables, setShowsTables] = useState(() => window.matchMedia(WIDE).matches);
  const [opened, setOpened] = useState<SavedQuery | null>(null);
  const { state } = hunt;
  const runText = (text: string, offset = 0) => {
    if (text.trim() === '') return;
    hunt.run({ text, offset, limit: Number(limit), back: range === 'all' ? null : Number(range) });
    void addressOf(editor.current?.text() ?? text).then((href) =>
      window.history.replaceState(null, '', href),
    );
  };
  /** What is selected, or the query under the caret. */
  const run = () => {
    const whole = editor.current?.text() ?? '';
    const { text, head } = editor.current?.selection() ?? { text: '', head: 0 };
    if (text.trim() !== '') return runText(text, whole.indexOf(text));
    const part = queryAt(whole, head);
    runText(part.text, part.offset);
  };
  const share = async () => {
    await navigator.clipboard.writeText(await addressOf(editor.current?.text() ?? ''));
    toast({ title: 'Link copied', description: 'It carries the query itself.', tone: 'success' });
  };
  const addCondition = (condition: string) => {
    if (state.is !== 'done') return;
    const next = `${state.text.trimEnd()}\n| where ${condition}`;
    const whole = editor.current?.text() ?? '';
    editor.current?.replace(whole.includes(state.text) ? whole.replace(state.text, () => next) : next);
    runText(next);
  };
  const begin = useEffectEvent(() => runText(initial));
  useEffect(() => begin(), []);
  useShortcuts('Hunting', [
    { keys: 'e', label: 'Go to the query', run: () => editor.current?.insert('') },
    { keys: 't', label: 'Show or hide the tables', run: () => setShowsTables((shown) => !shown) },
  ]);
  const isRunning = state.is === 'running';
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
        <div className="flex flex-wrap items-center gap-2">
          {isRunning ? (
            <Button variant="danger" onClick={hunt.cancel}>
              <Square className="size-3.5" aria-hidden="true" />
              Cancel
            </Button>
          ) : (
            <Button variant="primary" onClick={run} aria-keyshortcuts="Control+Enter Shift+Enter">
              <Play className="size-3.5" aria-hidden="true" />
              Run
            </Button>
          )}
          <Select
            aria-label="Time range"
            className="w-40!"
            options={RANGES}
            value={range}
            onChange={(event) => setRange(event.target.value)}
          />
          <Select
            aria-label="Rows at most"
            className="w-36!"
            options={LIMITS}
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
          <span className="flex-1" />
          <Button variant="ghost" aria-pressed={showsTables} onClick={() => setShowsTables(!showsTables)}>
            <TableProperties className="size-4" aria-hidden="true" />
            Tables
          </Button>
          <SavedQueries
            onOpen={(query) => {
              setOpened(query);
              editor.current?.replace(query.text);
            }}
          />
          <SaveQuery text={() => editor.current?.text() ?? ''} opened={opened} onSaved={setOpened} />
          <Button onClick={() => void share()}>
            <Link2 className="size-4" aria-hidden="true" />
            Copy link
          </Button>
        </div>
        {opened ? (
          <p className="text-muted text-xs">
            <span className="font-medium text-text">{opened.name}</span>
            {opened.description ? `: ${opened.description}` : ''}
          </p>
        ) : null}
        <div className="h-48 shrink-0">
          <Editor initial={initial} onRun={run} handle={editor} />
        </div>
        {state.is === 'idle' ? (
          <p className="text-muted">
            Write a query and run it with Ctrl+Enter. Several queries may stand in one text, with an empty
            line between them: the one under the caret runs.
          </p>
        ) : null}
        {isRunning ? <Skeleton className="min-h-40 flex-1" /> : null}
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
            {state.result.ownTime ? (
              <p className="text-muted text-xs">
                The query names its times itself; the chosen range was not used.
              </p>
            ) : null}
            <Results key={state.text} result={state.result} onCondition={addCondition} />
          </>
        ) : null}
      </div>
    </div>
  );
}
