import { Cpu, TriangleAlert } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { ProcessNodeView, ProcessTreeView } from '@/lib/domain/views/chain';

/** Parents above children, the alert's own process marked; what no row told is said. */
export function ProcessTree({ tree }: { readonly tree: ProcessTreeView }) {
  return (
    <div className="p-4">
      {tree.parentUnseen ? (
        <p className="mb-1 text-muted text-xs">
          Parent not seen: no row in the lake tells who started the first of these.
        </p>
      ) : null}
      <ul aria-label="Process tree" className="flex flex-col gap-1">
        {tree.roots.map((root) => (
          <Node key={root.id} node={root} />
        ))}
      </ul>
    </div>
  );
}

function Node({ node }: { readonly node: ProcessNodeView }) {
  const hasMore = node.children.length > 0 || node.moreChildren > 0;
  return (
    <li className="min-w-0">
      <Line node={node} />
      {hasMore ? (
        <ul className="mt-1 ml-2 flex flex-col gap-1 border-l pl-3 sm:ml-3 sm:pl-4">
          {node.children.map((child) => (
            <Node key={child.id} node={child} />
          ))}
          {node.moreChildren > 0 ? (
            <li className="py-0.5 text-muted text-xs">
              +{node.moreChildren} more started by {node.name}
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  );
}

function Line({ node }: { readonly node: ProcessNodeView }) {
  const Icon = node.isAlert ? TriangleAlert : Cpu;
  return (
    <div
      className={cx(
        'flex min-w-0 flex-wrap items-baseline gap-x-2 rounded-md px-2 py-1',
        node.isAlert && 'bg-high-bg/60 ring-1 ring-high-fg/40',
      )}
    >
      <Icon
        className={cx('size-3.5 shrink-0 self-center', node.isAlert ? 'text-high-fg' : 'text-muted')}
        aria-hidden="true"
      />
      <span className="font-medium">{node.name}</span>
      {node.isAlert ? <ToneBadge tone="high">This alert</ToneBadge> : null}
      {node.seen === 'named' ? <Badge>start not seen</Badge> : null}
      <span className="text-muted text-xs">
        {[node.processId === null ? null : `process ${node.processId}`, node.account]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
      {node.startedAt === null ? null : (
        <span className="ml-auto whitespace-nowrap text-muted text-xs">
          <TimeText value={new Date(node.startedAt).toISOString()} />
        </span>
      )}
      {node.commandLine === null ? null : (
        <details className="min-w-0 basis-full">
          <summary className="cursor-pointer truncate font-mono text-muted text-xs">
            {node.commandLine}
          </summary>
          <p className="whitespace-pre-wrap break-all font-mono text-xs">{node.commandLine}</p>
          {node.path === null ? null : <p className="break-all font-mono text-muted text-xs">{node.path}</p>}
        </details>
      )}
    </div>
  );
}
