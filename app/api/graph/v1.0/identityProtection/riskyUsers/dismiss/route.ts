import { actOnRiskyUsers, userIdsBody } from '@/lib/server/graph-api/risk-actions';
import { route } from '@/lib/server/route';

/** `POST /identityProtection/riskyUsers/dismiss` */
export const POST = route(
  { permission: 'risk:remediate', errors: 'graph', body: userIdsBody },
  async ({ actor, requestId, body }) => {
    await actOnRiskyUsers(actor, requestId, 'dismiss', body.userIds);
    return new Response(null, { status: 204 });
  },
);
