import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { libraryQuery } from '@/lib/server/hunting/library/queries';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(100) });

/** One saved query with all that is known of it. */
export const GET = route({ permission: 'hunting:read', params }, async ({ actor, params: { id } }) => {
  const found = await libraryQuery(actor, id);
  if (found === null) throw new AppError('notFound', `query ${id}`);
  return found;
});
