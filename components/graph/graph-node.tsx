'use client';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { cx } from '@/components/ui/cx';
import type { EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import type { AlertNodeView, EntityNodeView, GraphNodeView } from '@/lib/domain/views/graph';
import { ENTITY_TYPE_LABEL, humanize, SEVERITY_LABEL } from '@/lib/domain/views/labels';
import { groupOf, ROLE_GROUP_CLASS } from './roles';

export type FlowNode = Node<
  { readonly node: GraphNodeView; readonly role: EvidenceRole; readonly dimmed: boolean },
  'thing'
>;

const SEVERITY_STRIPE: Readonly<Record<Severity, string>> = {
  informational: 'bg-info-fg',
  low: 'bg-low-fg',
  medium: 'bg-medium-fg',
  high: 'bg-high-fg',
};

/** A node: an alert with a stripe in the colour of its severity, or an entity with its icon in the colour of its role. */
export function GraphNode({ data: { node, role, dimmed }, selected }: NodeProps<FlowNode>) {
  return (
    <div
      title={node.kind === 'entity' && node.detail !== null ? `${node.label}\n${node.detail}` : node.label}
      className={cx(
        'flex size-full items-center gap-2 overflow-hidden rounded-md border bg-surface pr-2 text-text transition-opacity',
        selected ? 'border-accent ring-1 ring-accent' : 'border-line-strong/50',
        node.kind === 'entity' && node.hub && 'border-dashed',
        dimmed && 'opacity-35',
      )}
    >
      <Handle id="in" type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      {node.kind === 'alert' ? <AlertBody node={node} /> : <EntityBody node={node} role={role} />}
      <Handle id="out" type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
      <Handle id="link" type="source" position={Position.Left} isConnectable={false} className="opacity-0" />
    </div>
  );
}

function AlertBody({ node }: { readonly node: AlertNodeView }) {
  return (
    <>
      <span aria-hidden="true" className={`h-full w-1 shrink-0 ${SEVERITY_STRIPE[node.severity]}`} />
      <span className="line-clamp-2 min-w-0 flex-1 break-words text-xs leading-4">
        {node.label}
        <span className="sr-only">, alert, {SEVERITY_LABEL[node.severity]}</span>
      </span>
    </>
  );
}

function EntityBody({ node, role }: { readonly node: EntityNodeView; readonly role: EvidenceRole }) {
  return (
    <>
      <span
        className={`ml-2 flex size-7 shrink-0 items-center justify-center rounded-sm ${ROLE_GROUP_CLASS[groupOf(role)]}`}
      >
        <EntityIcon type={node.type} className="size-4" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-xs leading-4">{node.label}</span>
        <span className="block truncate text-2xs text-muted leading-4">
          {ENTITY_TYPE_LABEL[node.type]}
          {role === 'unknown' ? '' : ` · ${humanize(role).toLowerCase()}`}
          {node.hub ? ' · common here' : ''}
          {node.detail === null ? '' : ` · ${node.detail}`}
        </span>
      </span>
    </>
  );
}
