import { z } from 'zod';
import { listRuns } from '@/lib/server/hunting/history';
import { route } from '@/lib/server/route';

const query = z.object({ q: z.string().max(200).default(''), after: z.string().max(2_000).default('') });

/** What the caller ran in the console, the latest first. */
export const GET = route({ permission: 'hunting:read', query }, ({ actor, query: { q, after } }) =>
  listRuns(actor, { q, after }),
);
