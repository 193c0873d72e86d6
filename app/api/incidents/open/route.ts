import { z } from 'zod';
import { findIncidents } from '@/lib/server/incidents/regroup-preview';
import { route } from '@/lib/server/route';

const query = z.object({ q: z.string().max(200).default('') });

/** Open incidents by number or a part of the name, the latest first. */
export const GET = route({ permission: 'incident:read', query }, ({ actor, query: { q } }) =>
  findIncidents(actor, q, null),
);
