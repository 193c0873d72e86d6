import { getLibrary } from '@/lib/server/hunting/library/queries';
import { route } from '@/lib/server/route';

/** Every saved query that the caller may see, with what is known of each. */
export const GET = route({ permission: 'hunting:read' }, ({ actor }) => getLibrary(actor));
