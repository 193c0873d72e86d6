import { z } from 'zod';
import { route } from '@/lib/server/route';
import { search } from '@/lib/server/search/queries';

/** What a text names among incidents, alerts and entities; of these only what the caller may see. */
export const GET = route(
  { permission: 'portal:read', query: z.object({ q: z.string().max(500) }) },
  ({ actor, query }) => search(actor, query.q),
);
