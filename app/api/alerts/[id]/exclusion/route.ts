import { z } from 'zod';
import { previewExclusion } from '@/lib/server/exclusions/back-test';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(200) });
/** Keys of conditions, by comma; without any: the proposed ones. */
const query = z.object({ keys: z.string().max(4_000).optional() });

/** What an exclusion made from this alert may be about, and what it would have kept quiet in the last 30 days. */
export const GET = route(
  { permission: 'alert:write', params, query },
  ({ actor, params: { id }, query: { keys } }) =>
    previewExclusion(actor, id, keys === undefined ? null : keys.split(',').filter(Boolean)),
);
