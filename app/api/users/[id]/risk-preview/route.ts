import { z } from 'zod';
import { RISK_ACTIONS } from '@/lib/domain/views/risk';
import { previewRisk } from '@/lib/server/risk/preview';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(200) });
const query = z.object({ action: z.enum(RISK_ACTIONS) });

/** Before → after of everything that an action on this user's risk would change. Changes nothing. */
export const GET = route(
  { permission: 'risk:remediate', params, query },
  ({ actor, params: { id }, query: { action } }) => previewRisk(actor, { userId: id, action }),
);
