import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { entityResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { getGraphRiskyUser, RISKY_USER_RULES, toGraphRiskyUser } from '@/lib/server/graph-api/risky-users';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string() });

/** `GET /identityProtection/riskyUsers/{id}` */
export const GET = route(
  { permission: 'risk:read', errors: 'graph', params },
  async ({ actor, request, params: { id } }) => {
    const options = optionsOf(request, RISKY_USER_RULES);
    const row = await getGraphRiskyUser(actor, id);
    if (row === null) throw new AppError('notFound', `risky user ${id}`);
    const value = toGraphRiskyUser(row, wantsAllMembers(request));
    return entityResponse(request, 'identityProtection/riskyUsers', value, options);
  },
);
