import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { getGraphAlert, toGraphAlerts } from '@/lib/server/graph-api/alerts';
import { baseUrl, entityResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string() });
const RULES = { defaultTop: 1, maxTop: 1, expandable: [] } as const;

/** `GET /security/alerts_v2/{id}` */
export const GET = route(
  { permission: 'incident:read', errors: 'graph', params },
  async ({ actor, request, params: { id } }) => {
    const options = optionsOf(request, RULES);
    const row = await getGraphAlert(actor, id);
    if (row === null) throw new AppError('notFound', `alert ${id}`);
    const [value] = await toGraphAlerts(actor, [row], baseUrl(request), wantsAllMembers(request));
    return entityResponse(request, 'security/alerts_v2', value ?? {}, options);
  },
);
