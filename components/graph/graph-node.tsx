'use client';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Bell } from 'lucide-react';
import { EntityIcon } from '@/components/incidents/badges';
import type { EvidenceVerdict } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import type { GraphNodeView } from '@/lib/domain/views/graph';
import { ENTITY_TYPE_LABEL, SEVERITY_LABEL } from '@/lib/domain/views/labels';

export type FlowNode = Node<{ readonly node: GraphNodeView }, 'thing'>;

const SEVERITY_CLASS: Readonly<Record<Severity, string>> = {
  informational: 'bg-info-bg text-info-fg',
  low: 'bg-low-bg text-low-fg',
  medium: 'bg-medium-bg text-medium-fg',
  high: 'bg-high-bg text-high-fg',
};

const VERDICT_CLASS: Readonly<Record<EvidenceVerdict, string>> = {
  unknown: 'text-muted',
  suspicious: 'text-medium-fg',
  malicious: 'text-high-fg',
  noThreatsFound: 'text-success-fg',
};

/** A node: an alert in the colour of its severity, or an entity with the icon of its type. */
export function GraphNode({ data: { node }, selected }: NodeProps<FlowNode>) {
  const isAlert = node.kind === 'alert';
  return (
    <div
      title={node.label}
      className={`flex h-11 w-[184px] items-center gap-2 rounded-md border px-2 text-xs ${
        isAlert ? SEVERITY_CLASS[node.severity] : 'bg-surface text-text'
      } ${selected ? 'border-accent ring-2 ring-accent' : 'border-line'} ${!isAlert && node.hub ? 'border-dashed opacity-80' : ''}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      {isAlert ? (
        <Bell className="size-3.5 shrink-0" aria-hidden="true" />
      ) : (
        <span className={VERDICT_CLASS[node.verdict]}>
          <EntityIcon type={node.type} />
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 break-words leading-tight">{node.label}</span>
        <span className="sr-only">
          , {isAlert ? `alert, ${SEVERITY_LABEL[node.severity]}` : ENTITY_TYPE_LABEL[node.type]}
        </span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
    </div>
  );
}
