import { route } from '@/lib/server/route';
import { listOf, listParams } from '../../list-route';

/** A block of a list: the rows after (or before) a cursor. */
export const GET = route({ permission: 'portal:read', params: listParams }, ({ actor, params, request }) => {
  const { list, query } = listOf(actor, params, request);
  return list.rows(actor, query);
});
