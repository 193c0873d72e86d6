import { tieRowsInput } from '@/lib/domain/inputs/investigation';
import { requireNode } from '@/lib/server/graph/expand';
import { rowsOfTie } from '@/lib/server/graph/lake';
import { route } from '@/lib/server/route';

/** The newest rows of telemetry behind a tie of the graph. */
export const GET = route({ permission: 'entity:read', query: tieRowsInput }, ({ actor, query }) =>
  rowsOfTie(actor, {
    name: requireNode(query.source),
    other: requireNode(query.target),
    kind: query.kind,
    range: query,
  }),
);
