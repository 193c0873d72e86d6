import { huntInput } from '@/lib/domain/inputs/hunting';
import { huntInConsole } from '@/lib/server/hunting/history';
import { route } from '@/lib/server/route';

/** Runs a query; the query ends when whoever asked goes away. */
export const POST = route({ permission: 'hunting:read', body: huntInput }, ({ actor, body, request }) =>
  huntInConsole(actor, body, request.signal),
);
