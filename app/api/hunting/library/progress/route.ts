import { libraryProgress } from '@/lib/server/hunting/library/queries';
import { route } from '@/lib/server/route';

/** How far checks and the caller's run are. */
export const GET = route({ permission: 'hunting:read' }, ({ actor }) => libraryProgress(actor));
