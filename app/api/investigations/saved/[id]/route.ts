import { z } from 'zod';
import { graphVersion } from '@/lib/server/graph/saved';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(200) });

/**
 * The newest version of a saved graph, for whoever has one open; null when it is not there any longer, which is
 * an answer here and no error.
 */
export const GET = route({ permission: 'incident:read', params }, ({ actor, params: { id } }) =>
  graphVersion(actor, id),
);
