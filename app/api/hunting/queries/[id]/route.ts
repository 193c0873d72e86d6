import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { getQuery } from '@/lib/server/hunting/saved';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(100) });

/** One saved query, whole. */
export const GET = route({ permission: 'hunting:read', params }, async ({ actor, params: { id } }) => {
  const found = await getQuery(actor, id);
  if (found === null) throw new AppError('notFound', `query ${id}`);
  return found;
});
