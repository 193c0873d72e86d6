import { z } from 'zod';
import { findIncidents } from '@/lib/server/incidents/regroup-preview';
import { route } from '@/lib/server/route';

const params = z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) });
const query = z.object({ q: z.string().max(200).default('') });

/** Open incidents beside this one, by number or a part of the name. */
export const GET = route(
  { permission: 'incident:read', params, query },
  ({ actor, params: { number }, query: { q } }) => findIncidents(actor, q, number),
);
