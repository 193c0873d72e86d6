import { countInput } from '@/lib/domain/inputs/investigation';
import { requireNode } from '@/lib/server/graph/expand';
import { lakeCounts } from '@/lib/server/graph/lake';
import { route } from '@/lib/server/route';

/** How much telemetry names beside a node of the graph, by question. */
export const GET = route({ permission: 'entity:read', query: countInput }, ({ actor, query }) =>
  lakeCounts(actor, requireNode(query.node), query, query.only),
);
