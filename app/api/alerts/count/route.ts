import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { countAlerts } from '@/lib/server/alerts/queries';
import { route } from '@/lib/server/route';

/** How many alerts a filter of the queue matches, exactly. */
export const GET = route({ permission: 'incident:read' }, async ({ actor, request }) => ({
  total: await countAlerts(actor, toAlertFilter(loadAlertParams(request))),
}));
