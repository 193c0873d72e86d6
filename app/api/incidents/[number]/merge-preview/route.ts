import { z } from 'zod';
import { previewMerge } from '@/lib/server/incidents/regroup-preview';
import { route } from '@/lib/server/route';

const params = z.object({ number: z.string().regex(/^\d{1,9}$/) });
const query = z.object({ into: z.string().min(1).max(200) });

/** What merging this incident into another one would make. */
export const GET = route(
  { permission: 'incident:write', params, query },
  ({ actor, params: { number }, query: { into } }) => previewMerge(actor, number, into),
);
