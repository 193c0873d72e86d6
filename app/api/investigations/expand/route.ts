import { expandInput } from '@/lib/domain/inputs/investigation';
import { expand } from '@/lib/server/graph/expand';
import { route } from '@/lib/server/route';

/** What a node is tied to by one kind. A POST that changes nothing: what the graph holds is too long for an address. */
export const POST = route({ permission: 'incident:read', body: expandInput }, ({ actor, body }) =>
  expand(actor, body),
);
