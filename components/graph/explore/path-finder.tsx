'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox, Input } from '@/components/ui/field';
import { fetchPath, findStartQuery } from '@/lib/client/investigation-query';
import type { PathView } from '@/lib/domain/views/investigation';
import { type DisplayNode, tieWords } from './display';
import { takeOut } from './state';
import type { GraphSession } from './use-graph';

interface End {
  readonly node: string;
  readonly label: string;
}

const OFFERED = 6;

/** The shortest way from the chosen node to another one over stored alerts, put on the table with its reasons. */
export function PathFinder({
  session,
  node,
}: {
  readonly session: GraphSession;
  readonly node: DisplayNode;
}) {
  const heading = useId();
  const [text, setText] = useState('');
  const [crossHubs, setCrossHubs] = useState(false);
  const [isPending, setPending] = useState(false);
  const [found, setFound] = useState<{ readonly end: End; readonly path: PathView } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const ends = useEnds(session, node.id, text);
  const find = async (end: End) => {
    setPending(true);
    setError(null);
    try {
      const path = await fetchPath(node.id, end.node, crossHubs);
      setFound({ end, path });
      if (path.found) {
        session.take(path);
        session.apply((old) => takeOut(old, path.way));
      }
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    } finally {
      setPending(false);
    }
  };
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-1.5">
      <h3 id={heading} className="font-semibold text-sm">
        Way to another one
      </h3>
      <Input
        type="search"
        data-way
        aria-label="Way to: incident, alert or entity"
        placeholder="Name, identifier or #number"
        value={text}
        className="h-7 text-xs"
        onChange={(event) => setText(event.target.value)}
      />
      <Checkbox
        label="Also through hubs"
        checked={crossHubs}
        onChange={(event) => setCrossHubs(event.target.checked)}
      />
      <ul>
        {ends.map((end) => (
          <li key={end.node}>
            <Button
              size="sm"
              variant="ghost"
              className="w-full justify-start"
              pending={isPending}
              onClick={() => void find(end)}
            >
              <span className="truncate">{end.label}</span>
            </Button>
          </li>
        ))}
      </ul>
      {error ? (
        <p role="alert" className="text-high-fg">
          {error}
        </p>
      ) : null}
      {found ? <Way session={session} {...found} /> : null}
    </section>
  );
}

/** Nodes of the graph that are called so, then what is stored. */
function useEnds(session: GraphSession, from: string, text: string): readonly End[] {
  const wanted = useDeferredValue(text.trim());
  const { data = [] } = useQuery(findStartQuery(wanted));
  if (wanted === '') return [];
  const here = session.display.nodes.flatMap(({ id, label, thing }) =>
    thing !== null &&
    thing.kind !== 'seen' &&
    id !== from &&
    label.toLowerCase().includes(wanted.toLowerCase())
      ? [{ node: id, label }]
      : [],
  );
  const known = new Set([from, ...here.map(({ node }) => node)]);
  const stored = data.filter(({ node }) => !known.has(node)).map(({ node, label }) => ({ node, label }));
  return [...here.slice(0, OFFERED), ...stored.slice(0, OFFERED)];
}

function Way({
  session,
  end,
  path,
}: {
  readonly session: GraphSession;
  readonly end: End;
  readonly path: PathView;
}) {
  const labels = new Map(path.things.map(({ id, label }) => [id, label]));
  return (
    <div role="status" className="rounded-md border bg-sunken p-2">
      {path.found ? (
        <>
          <p className="font-medium">
            Way to {end.label}, {path.way.length - 1} steps
          </p>
          <ol className="mt-1 flex flex-col">
            {path.way.map((id, index) => {
              const before = path.way[index - 1];
              const tie = path.ties.find(
                ({ source, target }) =>
                  (source === before && target === id) || (source === id && target === before),
              );
              return (
                <li key={id}>
                  {tie ? <span className="block pl-2 text-muted">↓ {tieWords(tie)}</span> : null}
                  <button
                    type="button"
                    className="break-words text-left hover:underline"
                    onClick={() => session.select(id)}
                  >
                    {labels.get(id) ?? id}
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      ) : (
        <p>No stored alerts lead to {end.label} in ten steps.</p>
      )}
      {path.limits.map((limit) => (
        <p key={limit} className="mt-1 text-muted">
          {limit}
        </p>
      ))}
    </div>
  );
}
