'use client';
import { useMemo, useState } from 'react';
import { SeverityBadge } from '@/components/incidents/badges';
import { Button } from '@/components/ui/button';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { type DisplayEdge, type DisplayNode, foundNodes } from './display';
import { NodeMark } from './node-mark';
import type { GraphSession } from './use-graph';

const PAGE = 100;

/** The same as the picture, as a table: each node, what touches it and since when. Choosing a row opens its pane. */
export function GraphList({ session, find }: { readonly session: GraphSession; readonly find: string }) {
  const [size, setSize] = useState(PAGE);
  const { nodes, edges } = session.display;
  const touching = useMemo(() => edgesByNode(edges), [edges]);
  const found = find.trim() === '' ? nodes : foundNodes(nodes, find);
  return (
    <div className="flex flex-col gap-2">
      <Table label="Nodes of the graph" fixed className="max-h-[70dvh]">
        <THead>
          <TH>Node</TH>
          <TH className="w-56">What it is</TH>
          <TH className="hidden w-24 @2xl:table-cell">Touches</TH>
          <TH className="hidden w-44 @4xl:table-cell">First seen in the graph</TH>
          <TH className="hidden w-48 @5xl:table-cell">Note</TH>
        </THead>
        <tbody>
          {found.slice(0, size).map((node) => (
            <Row key={node.id} session={session} node={node} edges={touching.get(node.id) ?? []} />
          ))}
        </tbody>
      </Table>
      {found.length > size ? (
        <Button className="self-center" onClick={() => setSize(size + PAGE)}>
          Show more, {size} of {found.length} are listed
        </Button>
      ) : null}
      {found.length === 0 ? <p className="text-muted">No node is called that.</p> : null}
    </div>
  );
}

function edgesByNode(edges: readonly DisplayEdge[]): ReadonlyMap<string, readonly DisplayEdge[]> {
  const lists = new Map<string, DisplayEdge[]>();
  const add = (id: string, edge: DisplayEdge) => {
    const list = lists.get(id);
    if (list) list.push(edge);
    else lists.set(id, [edge]);
  };
  for (const edge of edges) {
    add(edge.source, edge);
    add(edge.target, edge);
  }
  return lists;
}

interface RowProps {
  readonly session: GraphSession;
  readonly node: DisplayNode;
  readonly edges: readonly DisplayEdge[];
}

function Row({ session, node, edges }: RowProps) {
  const first = edges
    .flatMap(({ ties }) => ties)
    .reduce((least, tie) => Math.min(least, tie.first), Number.POSITIVE_INFINITY);
  const { thing } = node;
  return (
    <TR selected={session.selected === node.id} className={node.isFaded ? 'text-muted' : undefined}>
      <TD>
        <span className="flex min-w-0 items-center gap-2">
          <NodeMark node={node} className="size-6" />
          <button
            type="button"
            data-row-link
            aria-pressed={session.selected === node.id}
            title={node.label}
            className="min-w-0 truncate text-left font-medium hover:underline"
            onClick={() => session.select(node.id)}
          >
            {node.label}
          </button>
        </span>
      </TD>
      <TD className="truncate text-muted">
        {thing?.kind === 'alert' || thing?.kind === 'incident' ? (
          <SeverityBadge severity={thing.severity} />
        ) : null}{' '}
        {node.detail}
        {node.isPinned ? ' · pinned' : ''}
      </TD>
      <TD className="hidden text-muted tabular-nums @2xl:table-cell">
        {edges.length}
        <span className="sr-only"> {edges.length === 1 ? 'node' : 'nodes'}</span>
      </TD>
      <TD className="hidden text-muted @4xl:table-cell">
        {Number.isFinite(first) ? <TimeText value={first} format="short" /> : null}
      </TD>
      <TD className="hidden truncate text-muted @5xl:table-cell" title={node.note ?? undefined}>
        {node.note}
      </TD>
    </TR>
  );
}
