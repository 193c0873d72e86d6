import { X } from 'lucide-react';
import Link from 'next/link';
import { entityHref } from '@/components/entities/entity-link';
import { SeverityBadge } from '@/components/incidents/badges';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import type { GraphEdgeView, GraphNodeView, GraphView } from '@/lib/domain/views/graph';
import { ENTITY_TYPE_LABEL, humanize, VERDICT_LABEL } from '@/lib/domain/views/labels';

export interface GraphDetailProps {
  readonly graph: GraphView;
  readonly node: GraphNodeView;
  /** The side of the frame that the node is not on. */
  readonly side: 'left' | 'right';
  readonly onClose: () => void;
  readonly onFilter?: (entityId: string) => void;
}

/** What the chosen node is, what it touches, and the way to its page. */
export function GraphDetail({ graph, node, side, onClose, onFilter }: GraphDetailProps) {
  const href = hrefOf(node);
  const [entityId] = node.kind === 'entity' && node.count === 1 ? node.entityIds : [];
  return (
    <section
      aria-label="Chosen in the graph"
      aria-live="polite"
      className={cx(
        'absolute inset-x-2 bottom-2 z-10 flex max-h-[70%] flex-col rounded-lg border bg-raised shadow-pop sm:inset-x-auto sm:top-2 sm:bottom-auto sm:max-h-[calc(100%-1rem)] sm:w-72',
        side === 'left' ? 'sm:left-2' : 'sm:right-2',
      )}
    >
      <header className="flex items-start gap-2 border-b py-2 pr-2 pl-3">
        <h3 className="min-w-0 flex-1 break-words py-0.5 font-semibold">{node.label}</h3>
        <Button size="icon" variant="ghost" className="size-7" aria-label="Close" onClick={onClose}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </header>
      <div className="flex flex-col gap-2 overflow-y-auto p-3 text-xs">
        <Facts node={node} />
        <Touching graph={graph} node={node} />
        <div className="flex flex-wrap gap-2">
          {href === null ? null : (
            <Button size="sm" asChild>
              <Link href={href} prefetch={false}>
                {node.kind === 'alert'
                  ? 'Open the alert'
                  : `Open the ${inSentence(ENTITY_TYPE_LABEL[node.type])}`}
              </Link>
            </Button>
          )}
          {onFilter && entityId !== undefined ? (
            <Button size="sm" onClick={() => onFilter(entityId)}>
              Only its alerts
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** `Account` → `account`; `IP address` stays. */
const inSentence = (label: string): string =>
  label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

function Facts({ node }: { readonly node: GraphNodeView }) {
  if (node.kind === 'alert') {
    return (
      <p className="flex flex-wrap items-center gap-2 text-muted">
        <SeverityBadge severity={node.severity} />
        <TimeText value={node.firstActivity} />
        {node.count > 1 ? `${node.count} alerts of this kind` : ''}
      </p>
    );
  }
  return (
    <>
      <p className="text-muted">
        {ENTITY_TYPE_LABEL[node.type]} · verdict: {VERDICT_LABEL[node.verdict].toLowerCase()}
        {node.hub ? ' · common here, links nothing' : ''}
      </p>
      {node.detail === null ? null : <p className="break-words font-mono text-2xs">{node.detail}</p>}
      {node.count > 1 ? (
        <p className="break-words text-muted">
          {node.names.join(', ')}
          {node.count > node.names.length ? ` and ${node.count - node.names.length} more` : ''}
        </p>
      ) : null}
    </>
  );
}

/** The other ends of the node's edges, links between alerts with their score. */
function Touching({ graph, node }: { readonly graph: GraphView; readonly node: GraphNodeView }) {
  const labels = new Map(graph.nodes.map((other) => [other.id, other.label]));
  const lines = graph.edges
    .filter((edge) => edge.source === node.id || edge.target === node.id)
    .sort((a, b) => strength(b) - strength(a))
    .map((edge) => ({
      id: edge.id,
      what: edge.kind === 'link' ? `Linked, ${edge.score.toFixed(2)}` : humanize(edge.role),
      other: labels.get(edge.source === node.id ? edge.target : edge.source) ?? '',
    }));
  return (
    <ul className="flex flex-col gap-1">
      {lines.map(({ id, what, other }) => (
        <li key={id} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2">
          <span className="text-muted">{what}</span>
          <span className="break-words">{other}</span>
        </li>
      ))}
    </ul>
  );
}

/** Evidence before links, links from the strongest to the weakest. */
const strength = (edge: GraphEdgeView): number => (edge.kind === 'link' ? edge.score : Number.MAX_VALUE);

/** Where a node leads; a folded node stands for many things and leads nowhere. */
function hrefOf(node: GraphNodeView): string | null {
  if (node.count > 1) return null;
  const [id] = node.kind === 'alert' ? node.alertIds : node.entityIds;
  if (id === undefined) return null;
  return node.kind === 'alert' ? `/alerts/${encodeURIComponent(id)}` : entityHref(node.type, id);
}
