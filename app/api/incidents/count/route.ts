import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { countGroups } from '@/lib/server/incidents/facets';
import { route } from '@/lib/server/route';

/** How many incidents a filter matches, and how many are in each group. */
export const GET = route({ permission: 'incident:read' }, ({ actor, request }) => {
  const params = loadIncidentParams(request);
  return countGroups(actor, toIncidentFilter(params), params.group);
});
