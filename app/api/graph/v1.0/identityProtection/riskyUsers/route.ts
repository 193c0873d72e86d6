import { collectionResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { listGraphRiskyUsers, RISKY_USER_RULES, toGraphRiskyUser } from '@/lib/server/graph-api/risky-users';
import { route } from '@/lib/server/route';

/** `GET /identityProtection/riskyUsers` */
export const GET = route({ permission: 'risk:read', errors: 'graph' }, async ({ actor, request }) => {
  const options = optionsOf(request, RISKY_USER_RULES);
  const page = await listGraphRiskyUsers(actor, options);
  const isAll = wantsAllMembers(request);
  const value = page.rows.map((row) => toGraphRiskyUser(row, isAll));
  return collectionResponse(request, 'identityProtection/riskyUsers', value, page, options);
});
