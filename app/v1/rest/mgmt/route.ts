import { kustoInput } from '@/lib/domain/inputs/hunting';
import { kustoError, toVersion1 } from '@/lib/server/hunting/kusto';
import { showCommand } from '@/lib/server/hunting/show';
import { route } from '@/lib/server/route';

/** Kusto's management endpoint: `.show` of the schema. Nothing can be changed by a command. */
export const POST = route({ permission: 'hunting:read', body: kustoInput, errors: 'graph' }, ({ body }) => {
  const table = showCommand(body.csl);
  if (table) return toVersion1(table);
  const message =
    'Supported commands: .show version, databases, tables, table T cslschema, database schema [as json].';
  return Response.json(kustoError('BadRequest_CommandNotSupported', message), { status: 400 });
});
