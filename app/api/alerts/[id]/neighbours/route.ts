import { z } from 'zod';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { alertNeighbours } from '@/lib/server/alerts/list';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(200) });

/** Previous and next alert in the queue that this one was opened from. */
export const GET = route({ permission: 'incident:read', params }, ({ actor, request, params: { id } }) =>
  alertNeighbours(actor, toAlertFilter(loadAlertParams(request)), id),
);
