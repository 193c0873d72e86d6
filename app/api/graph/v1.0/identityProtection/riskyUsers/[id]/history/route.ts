import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { collectionResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { getGraphRiskyUser, graphRiskHistory, RISKY_USER_RULES } from '@/lib/server/graph-api/risky-users';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string() });

/** `GET /identityProtection/riskyUsers/{id}/history` */
export const GET = route(
  { permission: 'risk:read', errors: 'graph', params },
  async ({ actor, request, params: { id } }) => {
    const options = optionsOf(request, RISKY_USER_RULES);
    const row = await getGraphRiskyUser(actor, id);
    if (row === null) throw new AppError('notFound', `risky user ${id}`);
    const value = await graphRiskHistory(actor, row, wantsAllMembers(request));
    const resource = `identityProtection/riskyUsers('${encodeURIComponent(id)}')/history`;
    return collectionResponse(
      request,
      resource,
      value,
      { skipToken: null, count: options.count ? value.length : null },
      options,
    );
  },
);
