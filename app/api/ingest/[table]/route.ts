import { z } from 'zod';
import { isTableName, type TableName } from '@/lib/domain/tables';
import { receiveRows } from '@/lib/server/ingest/receive';
import { route } from '@/lib/server/route';

const Params = z.object({
  table: z.custom<TableName | 'auto'>(
    (name) => typeof name === 'string' && (name === 'auto' || isTableName(name)),
    'no such table',
  ),
});
const Query = z.object({ session: z.uuid().optional() });

/** `POST /api/ingest/{table}`: NDJSON, a JSON array, an export container or CSV, optionally gzip. Answers 202 once every row is durable. */
export const POST = route(
  { scope: 'ingest', params: Params, query: Query },
  ({ request, actor, params, query }) => receiveRows(actor, request, params.table, query.session),
);
