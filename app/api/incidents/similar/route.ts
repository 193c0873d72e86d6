import { z } from 'zod';
import { similarCounts } from '@/lib/server/incidents/similar-counts';
import { route } from '@/lib/server/route';

const query = z.object({ ids: z.string().max(4_000) });

/** How many incidents are like each of some, and the most alike of them: for the rows that a queue shows. */
export const GET = route({ permission: 'incident:read', query }, ({ actor, query: { ids } }) =>
  similarCounts(actor, ids.split(',').filter(Boolean)),
);
