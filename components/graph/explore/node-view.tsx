'use client';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Bell, Layers, MessageSquareText, Pin, ShieldAlert } from 'lucide-react';
import { memo } from 'react';
import { EntityIcon } from '@/components/incidents/badges';
import { cx } from '@/components/ui/cx';
import type { Severity } from '@/lib/domain/severity';
import { ROLE_GROUP_CLASS } from '../roles';
import type { DisplayNode } from './display';

export type GraphFlowNode = Node<{ readonly node: DisplayNode; readonly isSelected: boolean }, 'thing'>;

const SEVERITY_MARK: Readonly<Record<Severity, string>> = {
  informational: 'bg-info-mark',
  low: 'bg-low-mark',
  medium: 'bg-medium-mark',
  high: 'bg-high-mark',
};

/**
 * A node of the picture. Far away (the frame says so in `data-lod`) only its coloured square and its outline are
 * drawn: words that cannot be read cost as much as those that can.
 */
export const NodeView = memo(function NodeView({ data: { node, isSelected } }: NodeProps<GraphFlowNode>) {
  return (
    <div
      title={node.label}
      data-node={node.id}
      className={cx(
        'flex size-full items-center gap-2 overflow-hidden rounded-md border bg-surface pr-2 text-text',
        isSelected ? 'border-accent ring-2 ring-accent' : 'border-line-strong/60',
        node.isHub && 'border-dashed',
        node.count > 1 && 'shadow-[3px_3px_0_-1px_var(--surface),3px_3px_0_0_var(--line-strong)]',
        node.isFaded && 'opacity-40',
      )}
    >
      <Handle id="in" type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      <Handle id="side" type="source" position={Position.Left} isConnectable={false} className="opacity-0" />
      <NodeMark node={node} />
      <span className="min-w-0 flex-1 group-data-[lod=far]/graph:invisible">
        <span className="block truncate text-xs leading-4">{node.label}</span>
        <span className="block truncate text-2xs text-muted leading-4">{node.detail}</span>
      </span>
      {node.isPinned ? <Pin className="size-3 shrink-0 text-accent" aria-label="Pinned" /> : null}
      {node.note === null ? null : (
        <MessageSquareText className="size-3.5 shrink-0 text-accent" aria-label="Has a note" />
      )}
      <Handle id="out" type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
    </div>
  );
});

/** The coloured square: severity of alerts and incidents, the part that an entity plays. */
export function NodeMark({
  node,
  className = 'ml-2',
}: {
  readonly node: DisplayNode;
  readonly className?: string;
}) {
  const { thing, of } = node;
  if (of === 'alert' || of === 'incident') {
    const severity = thing?.kind === 'alert' || thing?.kind === 'incident' ? thing.severity : null;
    const Icon = of === 'alert' ? Bell : ShieldAlert;
    return (
      <span
        className={cx(
          'relative flex size-7 shrink-0 items-center justify-center rounded-sm bg-neutral-bg text-neutral-fg',
          className,
        )}
      >
        {severity === null ? null : (
          <span
            aria-hidden="true"
            className={cx('absolute inset-y-0 left-0 w-1 rounded-l-sm', SEVERITY_MARK[severity])}
          />
        )}
        <Icon className="size-4" aria-hidden="true" />
      </span>
    );
  }
  return (
    <span
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-sm',
        ROLE_GROUP_CLASS[node.role ?? 'other'],
        className,
      )}
    >
      {node.count > 1 ? (
        <Layers className="size-4" aria-hidden="true" />
      ) : (
        <EntityIcon type={of} className="size-4" />
      )}
    </span>
  );
}
