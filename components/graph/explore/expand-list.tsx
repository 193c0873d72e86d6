'use client';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId } from 'react';
import { cx } from '@/components/ui/cx';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeText } from '@/components/ui/time-text';
import { lakeCountsQuery, storedCountsQuery } from '@/lib/client/investigation-query';
import { type ExpandKind, isLakeKind } from '@/lib/domain/investigation';
import { type ExpandCount, LAKE_KIND_LABEL, LAKE_KINDS_OF } from '@/lib/domain/views/investigation';
import type { DisplayNode, NodeOf } from './display';
import { manyOf } from './display';
import type { GraphSession } from './use-graph';

export interface ExpandListProps {
  readonly session: GraphSession;
  readonly node: DisplayNode;
}

/** What the node can be expanded by, each with how many there are. Arrow keys go through it. */
export function ExpandList({ session, node }: ExpandListProps) {
  const heading = useId();
  const stored = useQuery({
    ...storedCountsQuery(node.id, session.range),
    enabled: node.thing?.kind !== 'seen',
  });
  const questions = node.of === 'alert' || node.of === 'incident' ? 0 : (LAKE_KINDS_OF[node.of]?.length ?? 0);
  const asksLake = questions > 0;
  return (
    <section aria-labelledby={heading} onKeyDown={moveFocus} data-expand-list>
      <h3 id={heading} className="mb-1 font-semibold text-sm">
        Expand
      </h3>
      {node.thing?.kind === 'seen' ? null : (
        <>
          {stored.isPending ? <Waiting rows={3} /> : null}
          {stored.isError ? <Failed text={stored.error.message} /> : null}
          <Kinds session={session} node={node} counts={stored.data?.counts ?? []} />
          {stored.data?.counts.length === 0 ? (
            <p className="text-muted">No stored alert names it in this time.</p>
          ) : null}
        </>
      )}
      {asksLake ? (
        <>
          <h4 className="mt-3 mb-1 text-muted">
            Telemetry, <TimeText value={session.window.since} format="short" /> to{' '}
            <TimeText value={session.window.until} format="short" />
          </h4>
          <LakeKinds session={session} node={node} only={[]} rows={questions} round={1} />
        </>
      ) : null}
    </section>
  );
}

/** What is not counted in one round is asked for in the next, so that the first numbers are there at once. */
const ROUNDS = 4;

interface LakeKindsProps extends ExpandListProps {
  readonly only: readonly ExpandKind[];
  readonly rows: number;
  readonly round: number;
}

function LakeKinds({ session, node, only, rows, round }: LakeKindsProps) {
  const { data, error, isPending } = useQuery(lakeCountsQuery(node.id, session.window, only));
  if (isPending) return <Waiting rows={rows} />;
  if (error) return <Failed text={error.message} />;
  const missing = data.counts.filter(({ total }) => total === null).map(({ kind }) => kind);
  const goesOn = missing.length > 0 && round < ROUNDS;
  const from = data.window?.since ?? session.window.since;
  return (
    <>
      <Kinds
        session={session}
        node={node}
        counts={goesOn ? data.counts.filter(({ total }) => total !== null) : data.counts}
      />
      {from > session.window.since ? (
        <p className="text-muted">
          There are too many rows: these are counted from <TimeText value={from} format="short" /> on.
        </p>
      ) : null}
      {goesOn ? (
        <LakeKinds session={session} node={node} only={missing} rows={missing.length} round={round + 1} />
      ) : null}
    </>
  );
}

function Kinds({ session, node, counts }: ExpandListProps & { readonly counts: readonly ExpandCount[] }) {
  return (
    <ul className="flex flex-col">
      {counts.map(({ kind, total, isCapped }) => {
        const isPending = session.pending === `${node.id}|${kind}`;
        return (
          <li key={kind}>
            <button
              type="button"
              data-expand={kind}
              // Not `disabled`: the focus stays on what was just asked for.
              aria-disabled={total === 0 || session.pending !== null}
              aria-busy={isPending || undefined}
              onClick={() => {
                if (total !== 0 && session.pending === null) void session.expand(node.id, kind);
              }}
              className={cx(
                'flex min-h-7 w-full items-center gap-2 rounded-sm px-2 text-left text-sm hover:bg-hover focus-visible:bg-hover',
                total === 0 && 'text-muted',
                isPending && 'animate-pulse',
              )}
            >
              <span className="min-w-0 flex-1">{kindWords(kind)}</span>
              <span className="text-muted tabular-nums">{countWords(total, isCapped)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const countWords = (total: number | null, isCapped: boolean): string =>
  total === null ? 'not counted' : `${total.toLocaleString('en-US')}${isCapped ? '+' : ''}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The menu's words for a kind: "Alerts", "Devices in the same alerts". */
function kindWords(kind: ExpandKind): string {
  if (isLakeKind(kind)) return LAKE_KIND_LABEL[kind];
  if (kind === 'alerts') return 'Alerts';
  if (kind === 'incidents') return 'Incidents';
  if (kind === 'linked') return 'Linked alerts';
  return `${capital(manyOf(kind.slice('with:'.length) as NodeOf, 2).slice(2))} in its alerts`;
}

function Waiting({ rows }: { readonly rows: number }) {
  return (
    <div role="status" aria-label="Counting" className="flex flex-col gap-2 py-1.5">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} className="h-4" />
      ))}
    </div>
  );
}

const Failed = ({ text }: { readonly text: string }) => (
  <p role="alert" className="text-high-fg">
    {text} What is stored is not affected.
  </p>
);

const STEP: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEP[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-expand]')];
  const here = buttons.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  buttons[Math.min(Math.max(here + step, 0), buttons.length - 1)]?.focus();
}
