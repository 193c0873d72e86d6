import { z } from 'zod';
import { watchlistAlias } from '@/lib/domain/inputs/watchlist';
import { route } from '@/lib/server/route';
import { watchlistId } from '@/lib/server/watchlists/queries';
import { rejectsFile } from '@/lib/server/watchlists/rejects';

/** The rows of an upload that could not be read, as a CSV file: line, reason, text. */
export const GET = route(
  {
    permission: 'hunting:read',
    params: z.object({ alias: watchlistAlias }),
    query: z.object({ version: z.coerce.number().int().min(1) }),
  },
  async ({ actor, params, query }) =>
    rejectsFile(actor, await watchlistId(actor, params.alias), params.alias, query.version),
);
