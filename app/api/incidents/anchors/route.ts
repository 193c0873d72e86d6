import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { queueAnchors } from '@/lib/server/incidents/queries';
import { route } from '@/lib/server/route';

/** Cursors of every 50th row of the queue, for a jump into its middle. */
export const GET = route({ permission: 'incident:read' }, ({ actor, request }) =>
  queueAnchors(actor, toIncidentFilter(loadIncidentParams(request))),
);
