import { route } from '@/lib/server/route';
import { listOf, listParams } from '../../list-route';

/** How many rows a filter matches, and how many are in each group. */
export const GET = route({ permission: 'portal:read', params: listParams }, ({ actor, params, request }) => {
  const { list, query } = listOf(actor, params, request);
  return list.count(actor, query);
});
