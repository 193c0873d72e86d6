import { z } from 'zod';
import { previewUnmerge } from '@/lib/server/incidents/regroup-preview';
import { route } from '@/lib/server/route';

const params = z.object({ number: z.string().regex(/^\d{1,9}$/) });
const query = z.object({ holder: z.string().min(1).max(200) });

/** What undoing the merge of this incident would give back. */
export const GET = route(
  { permission: 'incident:write', params, query },
  ({ actor, params: { number }, query: { holder } }) => previewUnmerge(actor, number, holder),
);
