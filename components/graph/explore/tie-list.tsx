'use client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeText } from '@/components/ui/time-text';
import { tieRowsQuery } from '@/lib/client/investigation-query';
import type { Tie } from '@/lib/domain/investigation';
import { type DisplayEdge, type DisplayNode, isFromLake, tieWords } from './display';
import type { GraphSession } from './use-graph';

const LISTED = 30;

export interface TieListProps {
  readonly session: GraphSession;
  readonly node: DisplayNode;
}

/** What holds the node: the other end, in which words, when, and the rows behind it. */
export function TieList({ session, node }: TieListProps) {
  const heading = useId();
  const [all, setAll] = useState(false);
  const edges = session.display.edges.filter(
    ({ source, target }) => source === node.id || target === node.id,
  );
  const labels = new Map(session.display.nodes.map(({ id, label }) => [id, label]));
  if (edges.length === 0) return <p className="text-muted">Nothing in the graph touches it in this time.</p>;
  const shown = all ? edges : edges.slice(0, LISTED);
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-1 font-semibold text-sm">
        Touches {edges.length}
      </h3>
      <ul className="flex flex-col gap-1.5">
        {shown.map((edge) => {
          const other = edge.source === node.id ? edge.target : edge.source;
          return (
            <li key={edge.id}>
              <button
                type="button"
                className="block w-full break-words text-left font-medium hover:underline"
                onClick={() => session.select(other)}
              >
                {labels.get(other)}
              </button>
              <EdgeReasons edge={edge} session={session} />
            </li>
          );
        })}
      </ul>
      {edges.length > shown.length ? (
        <Button size="sm" variant="ghost" className="mt-1" onClick={() => setAll(true)}>
          Show all {edges.length}
        </Button>
      ) : null}
    </section>
  );
}

const REASONS = 4;

function EdgeReasons({ edge, session }: { readonly edge: DisplayEdge; readonly session: GraphSession }) {
  return (
    <ul className="text-muted">
      {edge.ties.slice(0, REASONS).map((tie) => (
        <li key={tie.id}>
          {tieWords(tie)}, <TimeText value={tie.first} format="short" />
          {tie.last - tie.first > 60_000 ? (
            <>
              {' '}
              to <TimeText value={tie.last} format="short" />
            </>
          ) : null}
          {isFromLake(tie) ? <TieRows tie={tie} session={session} /> : null}
        </li>
      ))}
      {edge.ties.length > REASONS ? <li>and {edge.ties.length - REASONS} more of the kind</li> : null}
    </ul>
  );
}

/** The newest rows of telemetry behind a tie, asked for when somebody wants them. */
function TieRows({ tie, session }: { readonly tie: Tie; readonly session: GraphSession }) {
  const [isOpen, setOpen] = useState(false);
  const window = { since: Math.floor(tie.first), until: Math.ceil(tie.last) + 1 };
  const { data, error, isPending } = useQuery({ ...tieRowsQuery(tie, window), enabled: isOpen });
  const name = session.state.things.get(tie.target)?.label ?? '';
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-accent">
        Rows<span className="sr-only"> that tie it to {name}</span>
      </summary>
      {isOpen && isPending ? <Skeleton className="my-1 h-10" /> : null}
      {error ? (
        <p role="alert" className="text-high-fg">
          {error.message}
        </p>
      ) : null}
      {data?.rows.length === 0 ? <p>The rows are in the lake no longer.</p> : null}
      <ul className="flex max-h-72 flex-col gap-2 overflow-y-auto py-1">
        {data?.rows.map((row) => (
          <li key={`${row.table}:${row.rowId}`} className="rounded-sm border bg-sunken p-1.5">
            <p className="font-medium text-text">
              {row.table} · <TimeText value={row.time} />
            </p>
            <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-2">
              {row.fields.slice(0, 14).map(({ name: field, value }) => (
                <div key={field} className="contents">
                  <dt className="truncate" title={field}>
                    {field}
                  </dt>
                  <dd className="break-words text-text">{value.slice(0, 200)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </details>
  );
}
