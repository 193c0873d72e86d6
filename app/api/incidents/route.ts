import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { listIncidents } from '@/lib/server/incidents/queries';
import { route } from '@/lib/server/route';

/** A block of the queue: the rows after (or before) a cursor. */
export const GET = route({ permission: 'incident:read' }, async ({ actor, request }) => {
  const params = loadIncidentParams(request);
  const { rows, next } = await listIncidents(actor, toIncidentFilter(params), params);
  return { rows, next };
});
