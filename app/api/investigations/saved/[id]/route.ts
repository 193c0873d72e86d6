import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { graphVersion } from '@/lib/server/graph/saved';
import { route } from '@/lib/server/route';

const params = z.object({ id: z.string().min(1).max(200) });

/** The newest version of a saved graph, for whoever has an older one open. */
export const GET = route({ permission: 'incident:read', params }, async ({ actor, params: { id } }) => {
  const found = await graphVersion(actor, id);
  if (found === null) throw new AppError('notFound', `graph ${id}`);
  return found;
});
