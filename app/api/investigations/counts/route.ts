import { countInput } from '@/lib/domain/inputs/investigation';
import { countStored } from '@/lib/server/graph/expand';
import { route } from '@/lib/server/route';

/** How many stored alerts, incidents and entities a node of the graph can be expanded to. */
export const GET = route({ permission: 'incident:read', query: countInput }, ({ actor, query }) =>
  countStored(actor, query.node, query),
);
