import 'server-only';
import type { QueryCheck } from '@/lib/domain/views/library';
import { ChildError } from '../../child/client';
import { log } from '../../log';
import { pool } from '../../pg';
import { libraryProcess } from '../client';

const AT_ONCE = 20;
const TIMEOUT_MS = 20_000;

interface Unchecked {
  readonly tenantId: string;
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

const NEXT = `SELECT q.tenant_id AS "tenantId", q.id, q.version, q.text FROM tenant t
  CROSS JOIN LATERAL (SELECT * FROM hunting_query q WHERE q.tenant_id = t.id AND q.state = 'waiting' ORDER BY q.id LIMIT $1) q
  LIMIT $1`;

const STORE = `UPDATE hunting_query SET state = $4, tables = $5, findings = $6, checked_at = now()
  WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 'waiting'`;

/** Checks the next queries that are not checked. @returns whether there were any */
export async function checkSome(signal: AbortSignal): Promise<boolean> {
  const { rows } = await pool().query<Unchecked>(NEXT, [AT_ONCE]);
  for (const query of rows) {
    const found = await checkOne(query, signal);
    if (found === null) return false;
    await pool().query(STORE, [
      ...[query.tenantId, query.id, query.version, found.state],
      ...[found.tables, JSON.stringify(found.findings)],
    ]);
  }
  return rows.length > 0;
}

/** One that brings its process down is told so, and never tried for ever. */
async function checkOne(
  { tenantId, text }: Unchecked,
  signal: AbortSignal,
): Promise<(Omit<QueryCheck, 'state'> & { readonly state: string }) | null> {
  const ask = () =>
    libraryProcess.ask(
      'check',
      { tenantId, text, now: new Date().toISOString() },
      { timeoutMs: TIMEOUT_MS, signal },
    );
  try {
    // What took the process down may have been the query before: a fresh one tells.
    return await ask().catch((error: unknown) => {
      if (signal.aborted) throw error;
      return ask();
    });
  } catch (error) {
    if (signal.aborted) return null;
    log().warn({ err: error }, 'a query could not be checked');
    const message =
      error instanceof ChildError && error.failure === 'timeout'
        ? 'The check took too long.'
        : error instanceof ChildError && error.failure === 'memory'
          ? 'The check needed too much memory.'
          : 'The check failed. The log of the portal says why.';
    return { state: 'failed', tables: [], findings: [{ code: 'TL000', message, hint: '', line: 0 }] };
  }
}
