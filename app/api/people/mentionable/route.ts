import { z } from 'zod';
import { mentionable } from '@/lib/server/mentions';
import { route } from '@/lib/server/route';

const query = z.object({ q: z.string().max(100).default('') });

/** People whom a comment may name, by a part of the name. */
export const GET = route({ permission: 'incident:read', query }, ({ actor, query: { q } }) =>
  mentionable(actor, q),
);
