import 'server-only';
import { pool } from '../pg';

/** Files of an import that were read to their end: a resumed import leaves them out. */
export async function finishedFiles(tenantId: string, sessionId: string): Promise<Set<string>> {
  const found = await pool().query<{ files: string[] | null }>(
    `select summary->'files' as files from ingest_session where tenant_id = $1 and id = $2`,
    [tenantId, sessionId],
  );
  return new Set(found.rows[0]?.files ?? []);
}

export async function rememberFile(tenantId: string, sessionId: string, file: string): Promise<void> {
  await pool().query(
    `update ingest_session set summary = jsonb_set(coalesce(summary, '{}'), '{files}',
       coalesce(summary->'files', '[]') || to_jsonb($3::text)) where tenant_id = $1 and id = $2`,
    [tenantId, sessionId, file],
  );
}
