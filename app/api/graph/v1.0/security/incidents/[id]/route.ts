import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { getGraphIncident, incidentRules, toGraphIncidents } from '@/lib/server/graph-api/incidents';
import { baseUrl, entityResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string() });

/** `GET /security/incidents/{id}` */
export const GET = route(
  { permission: 'incident:read', errors: 'graph', params },
  async ({ actor, request, params: { id } }) => {
    const options = optionsOf(request, incidentRules(true));
    const row = await getGraphIncident(actor, id);
    if (row === null) throw new AppError('notFound', `incident ${id}`);
    const isExpanded = options.expand.includes('alerts');
    const [value] = await toGraphIncidents(
      actor,
      [row],
      baseUrl(request),
      wantsAllMembers(request),
      isExpanded,
    );
    return entityResponse(request, 'security/incidents', value ?? {}, options);
  },
);
