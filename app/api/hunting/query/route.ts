import { huntInput } from '@/lib/domain/inputs/hunting';
import { answerHunt } from '@/lib/server/hunting/queries';
import { route } from '@/lib/server/route';

/** Runs a query; the query ends when whoever asked goes away. */
export const POST = route({ permission: 'hunting:read', body: huntInput }, ({ actor, body, request }) =>
  answerHunt(actor, body, request.signal),
);
