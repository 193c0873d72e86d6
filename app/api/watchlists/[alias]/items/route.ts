import { z } from 'zod';
import { watchlistAlias, watchlistItemsQuery } from '@/lib/domain/inputs/watchlist';
import { route } from '@/lib/server/route';
import { findItems, watchlistId } from '@/lib/server/watchlists/queries';

/** Items of a watchlist a page at a time, those that hold a text where one is given. */
export const GET = route(
  { permission: 'hunting:read', params: z.object({ alias: watchlistAlias }), query: watchlistItemsQuery },
  async ({ actor, params, query }) => findItems(actor, await watchlistId(actor, params.alias), query),
);
