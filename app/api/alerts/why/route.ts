import { z } from 'zod';
import { AppError } from '@/lib/server/errors';
import { whyLinked } from '@/lib/server/incidents/why';
import { route } from '@/lib/server/route';

const query = z.object({ a: z.string().min(1).max(200), b: z.string().min(1).max(200) });

/** Why two alerts are linked or not: `a` is an alert, `b` an alert or the number of an incident. */
export const GET = route({ permission: 'incident:read', query }, async ({ actor, query: { a, b } }) => {
  const why = await whyLinked(actor, a, b);
  if (why === null) {
    throw new AppError('notFound', 'no pair of alerts', {
      userText: 'There is no other alert by this name.',
    });
  }
  return why;
});
