'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { History as HistoryIcon, Play } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeText } from '@/components/ui/time-text';
import { historyQuery } from '@/lib/client/hunting';
import type { HuntRunRow } from '@/lib/domain/views/hunting';
import { duration } from './statistics';

interface HistoryProps {
  /** Puts a query into the editor. */
  readonly onOpen: (text: string) => void;
  /** The same, and runs it. */
  readonly onRun: (text: string) => void;
}

/** What one ran before, for oneself alone. */
export function History({ onOpen, onRun }: HistoryProps) {
  const [isOpen, setOpen] = useState(false);
  const then = (act: (text: string) => void) => (text: string) => {
    setOpen(false);
    act(text);
  };
  return (
    <Popover
      label="History"
      open={isOpen}
      onOpenChange={setOpen}
      className="w-[min(36rem,calc(100vw-1.5rem))]"
      trigger={
        <Button variant="ghost">
          <HistoryIcon className="size-4" aria-hidden="true" />
          History
        </Button>
      }
    >
      <RunList onOpen={then(onOpen)} onRun={then(onRun)} />
    </Popover>
  );
}

function RunList({ onOpen, onRun }: HistoryProps) {
  const [typed, setTyped] = useState('');
  const history = useInfiniteQuery(historyQuery(useDeferredValue(typed.trim())));
  const runs = history.data?.pages.flatMap((page) => page.runs) ?? [];
  return (
    <div className="flex flex-col gap-2 p-3">
      <Input
        type="search"
        aria-label="Find in the history"
        placeholder="Words of a query"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {history.isPending ? <Skeleton className="h-24" /> : null}
      {history.isError ? <p className="text-muted text-xs">The history could not be read.</p> : null}
      {history.isSuccess && runs.length === 0 ? (
        <p className="text-muted text-xs">
          {typed.trim() === ''
            ? 'Nothing yet. What you run is kept for 90 days, for you alone.'
            : 'No query that you ran holds this.'}
        </p>
      ) : null}
      <ul className="max-h-96 overflow-y-auto">
        {runs.map((run) => (
          <RunLine key={run.id} {...{ run, onOpen, onRun }} />
        ))}
      </ul>
      {history.hasNextPage ? (
        <Button size="sm" pending={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Earlier
        </Button>
      ) : null}
    </div>
  );
}

function RunLine({ run, onOpen, onRun }: HistoryProps & { readonly run: HuntRunRow }) {
  return (
    <li className="flex items-center gap-1 border-b last:border-b-0">
      <button
        type="button"
        title={run.text.slice(0, 2_000)}
        onClick={() => onOpen(run.text)}
        className="min-w-0 flex-1 rounded-sm px-1.5 py-1.5 text-left hover:bg-hover"
      >
        <span className="line-clamp-2 break-all font-mono text-xs">{run.text}</span>
        <span className="block text-2xs text-muted">
          <TimeText value={run.at} format="short" /> · {outcome(run)} · {duration(run.durationMs)}
        </span>
      </button>
      <Button
        size="icon"
        variant="ghost"
        aria-label="Run it again"
        title="Run it again"
        onClick={() => onRun(run.text)}
      >
        <Play className="size-3.5" aria-hidden="true" />
      </Button>
    </li>
  );
}

function outcome({ state, rowCount, truncated }: HuntRunRow): string {
  if (state === 'refused') return 'not run: the query has errors';
  if (state === 'failed') return 'failed';
  if (state === 'canceled') return 'canceled';
  const rows = rowCount ?? 0;
  return `${truncated ? 'the first ' : ''}${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}
