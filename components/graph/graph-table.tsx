import { EntityLink } from '@/components/entities/entity-link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import type { EntityNodeView, GraphView } from '@/lib/domain/views/graph';
import { ENTITY_TYPE_LABEL, humanize, VERDICT_LABEL } from '@/lib/domain/views/labels';

/** The same as the drawing, as a table: each entity, its roles, and the alerts that name it. */
export function GraphTable({ graph }: { readonly graph: GraphView }) {
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const entities = graph.nodes.filter((node): node is EntityNodeView => node.kind === 'entity');
  return (
    <Table label="Entities of the graph and the alerts that name them" className="max-h-[32rem]">
      <THead>
        <TH>Entity</TH>
        <TH>Type</TH>
        <TH>Verdict</TH>
        <TH>Role in alert</TH>
      </THead>
      <tbody>
        {entities.map((node) => (
          <TR key={node.id}>
            <TD>
              <EntityName node={node} />
              {node.detail === null ? null : (
                <span className="block max-w-md truncate font-mono text-2xs text-muted" title={node.detail}>
                  {node.detail}
                </span>
              )}
              {node.hub ? <span className="ml-2 text-muted text-xs">common here, links nothing</span> : null}
            </TD>
            <TD>{ENTITY_TYPE_LABEL[node.type]}</TD>
            <TD>{VERDICT_LABEL[node.verdict]}</TD>
            <TD>
              <ul>
                {graph.edges
                  .filter((edge) => edge.kind === 'evidence' && edge.target === node.id)
                  .map((edge) => (
                    <li key={edge.id}>
                      {edge.kind === 'evidence' ? humanize(edge.role) : ''} in {labels.get(edge.source)}
                    </li>
                  ))}
              </ul>
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

function EntityName({ node }: { readonly node: EntityNodeView }) {
  const [id] = node.entityIds;
  if (node.count > 1 || id === undefined) return <span title={node.names.join(', ')}>{node.label}</span>;
  return <EntityLink entityId={id} type={node.type} name={node.label} />;
}
