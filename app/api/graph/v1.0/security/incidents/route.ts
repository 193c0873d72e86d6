import { incidentRules, listGraphIncidents, toGraphIncidents } from '@/lib/server/graph-api/incidents';
import { baseUrl, collectionResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { route } from '@/lib/server/route';

/** `GET /security/incidents` */
export const GET = route({ permission: 'incident:read', errors: 'graph' }, async ({ actor, request }) => {
  const isExpanded = optionsOf(request, incidentRules(false)).expand.includes('alerts');
  const options = optionsOf(request, incidentRules(isExpanded));
  const page = await listGraphIncidents(actor, options);
  const value = await toGraphIncidents(
    actor,
    page.rows,
    baseUrl(request),
    wantsAllMembers(request),
    isExpanded,
  );
  return collectionResponse(request, 'security/incidents', value, page, options);
});
