import { listGraphAlerts, toGraphAlerts } from '@/lib/server/graph-api/alerts';
import { baseUrl, collectionResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { route } from '@/lib/server/route';

const RULES = { defaultTop: 100, maxTop: 1_000, expandable: [] } as const;

/** `GET /security/alerts_v2` */
export const GET = route({ permission: 'incident:read', errors: 'graph' }, async ({ actor, request }) => {
  const options = optionsOf(request, RULES);
  const page = await listGraphAlerts(actor, options);
  const value = await toGraphAlerts(actor, page.rows, baseUrl(request), wantsAllMembers(request));
  return collectionResponse(request, 'security/alerts_v2', value, page, options);
});
