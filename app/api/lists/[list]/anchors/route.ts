import { route } from '@/lib/server/route';
import { listOf, listParams } from '../../list-route';

/** Cursors of every 50th row of a list, for a jump into its middle. */
export const GET = route({ permission: 'portal:read', params: listParams }, ({ actor, params, request }) => {
  const { list, query } = listOf(actor, params, request);
  return list.anchors(actor, query);
});
