import { z } from 'zod';
import { findStart } from '@/lib/server/graph/start';
import { route } from '@/lib/server/route';

const query = z.object({ q: z.string().max(200) });

/** Incidents and entities by what people call them: places to begin a graph at. */
export const GET = route({ permission: 'incident:read', query }, ({ actor, query: { q } }) =>
  findStart(actor, q),
);
