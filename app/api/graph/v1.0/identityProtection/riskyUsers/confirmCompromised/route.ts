import { actOnRiskyUsers, userIdsBody } from '@/lib/server/graph-api/risk-actions';
import { route } from '@/lib/server/route';

/** `POST /identityProtection/riskyUsers/confirmCompromised` */
export const POST = route(
  { permission: 'risk:remediate', errors: 'graph', body: userIdsBody },
  async ({ actor, requestId, body }) => {
    await actOnRiskyUsers(actor, requestId, 'confirmCompromised', body.userIds);
    return new Response(null, { status: 204 });
  },
);
