import { z } from 'zod';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { alertsById, listAlerts } from '@/lib/server/alerts/queries';
import { route } from '@/lib/server/route';

const query = z.looseObject({ shown: z.string().max(4_000).default('') });

/** The alert queue as it is now, and the rows that an open queue shows as they are now. */
export const GET = route(
  { permission: 'incident:read', query },
  async ({ actor, request, query: { shown } }) => {
    const params = loadAlertParams(request);
    const [page, rows] = await Promise.all([
      listAlerts(actor, toAlertFilter(params), params),
      alertsById(actor, shown.split(',').filter(Boolean)),
    ]);
    return { rows: page.rows, shown: rows };
  },
);
