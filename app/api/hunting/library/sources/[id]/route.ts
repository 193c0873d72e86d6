import { z } from 'zod';
import { sourceNotes } from '@/lib/server/hunting/library/queries';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(100) });

/** What the last import of a source left out, with the reasons. */
export const GET = route({ permission: 'hunting:read', params }, ({ actor, params: { id } }) =>
  sourceNotes(actor, id),
);
