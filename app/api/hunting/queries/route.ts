import { listQueries } from '@/lib/server/hunting/saved';
import { route } from '@/lib/server/route';

/** Saved queries that the caller may see, without their texts. */
export const GET = route({ permission: 'hunting:read' }, ({ actor }) => listQueries(actor));
