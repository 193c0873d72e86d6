import { huntTables } from '@/lib/server/hunting/queries';
import { route } from '@/lib/server/route';

/** Every table that can be hunted in, with its columns and how many rows it has. */
export const GET = route({ permission: 'hunting:read' }, ({ actor }) => huntTables(actor));
