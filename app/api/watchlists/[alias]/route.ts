import { z } from 'zod';
import { watchlistAlias, watchlistUploadQuery } from '@/lib/domain/inputs/watchlist';
import { route } from '@/lib/server/route';
import { receiveWatchlist } from '@/lib/server/watchlists/accept';
import { getWatchlist, watchlistId } from '@/lib/server/watchlists/queries';

const Params = z.object({ alias: watchlistAlias });

/** One watchlist with its versions. */
export const GET = route({ permission: 'hunting:read', params: Params }, async ({ actor, params }) =>
  getWatchlist(actor, await watchlistId(actor, params.alias)),
);

/** `PUT /api/watchlists/{alias}`: a CSV file, optionally gzip, that becomes the list or is merged into it. */
export const PUT = route(
  { permission: 'watchlist:write', params: Params, query: watchlistUploadQuery },
  ({ request, requestId, actor, params, query }) =>
    receiveWatchlist({ request, requestId, actor, alias: params.alias, options: query }),
);
