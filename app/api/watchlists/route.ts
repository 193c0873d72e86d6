import { route } from '@/lib/server/route';
import { listWatchlists } from '@/lib/server/watchlists/queries';

/** Every watchlist. */
export const GET = route({ permission: 'hunting:read' }, ({ actor }) => listWatchlists(actor));
