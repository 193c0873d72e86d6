'use client';
import type { Node, NodeProps } from '@xyflow/react';
import { MessageSquareText, Pin } from 'lucide-react';
import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import type { DisplayNode } from './display';
import { NodeMark } from './node-mark';

export type GraphFlowNode = Node<{ readonly node: DisplayNode; readonly isSelected: boolean }, 'thing'>;

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
      <NodeMark node={node} />
      <span className="min-w-0 flex-1 group-data-[lod=far]/graph:invisible">
        <span className="block truncate text-xs leading-4">{node.label}</span>
        <span className="block truncate text-2xs text-muted leading-4">{node.detail}</span>
      </span>
      {node.isPinned ? <Pin className="size-3 shrink-0 text-accent" aria-label="Pinned" /> : null}
      {node.note === null ? null : (
        <MessageSquareText className="size-3.5 shrink-0 text-accent" aria-label="Has a note" />
      )}
    </div>
  );
});
