import { z } from 'zod';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { incidentNeighbours } from '@/lib/server/incidents/list';
import { route } from '@/lib/server/route';

const params = z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Previous and next incident in the queue that this one was opened from. */
export const GET = route({ permission: 'incident:read', params }, ({ actor, request, params: { number } }) =>
  incidentNeighbours(actor, toIncidentFilter(loadIncidentParams(request)), number),
);
