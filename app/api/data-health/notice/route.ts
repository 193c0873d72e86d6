import { silentSources } from '@/lib/server/data-health/queries';
import { route } from '@/lib/server/route';

/** What every page says of data that does not arrive. */
export const GET = route({ permission: 'settings:read' }, ({ actor }) => silentSources(actor));
