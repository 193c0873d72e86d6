import 'server-only';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { AppError } from '../errors';
import { pool, withTransaction } from '../pg';

/** `history`: rows over 24 h old are quiet and tagged. `replay`: told as if it had been live (the demo tenant). */
export type SessionMode = 'history' | 'replay';

export interface SessionInfo {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly mode: SessionMode;
  readonly state: 'open' | 'closing' | 'detecting' | 'closed' | 'failed';
  readonly rows: number;
  readonly duplicates: number;
  readonly deadLetters: number;
  readonly cursor: number;
  readonly total: number;
  readonly error: string | null;
  readonly summary: unknown;
}

const COLUMNS = `id, name, origin, mode, state, rows::float8 as rows, duplicates::float8 as duplicates,
  dead_letters::float8 as "deadLetters", cursor::float8 as cursor, total::float8 as total, error, summary`;

/** Opens an import session: its rows wait until it closes, and are then told in the order of their event times. */
export async function openSession(
  tenantId: string,
  options: { readonly name: string; readonly mode?: SessionMode; readonly origin?: string },
): Promise<string> {
  const id = randomUUID();
  await pool().query(
    'insert into ingest_session (tenant_id, id, name, mode, origin) values ($1, $2, $3, $4, $5)',
    [tenantId, id, options.name, options.mode ?? 'history', options.origin ?? ''],
  );
  return id;
}

/** An open session of this name, so that an interrupted import goes on where it stopped. */
export async function findOpenSession(tenantId: string, name: string): Promise<SessionInfo | undefined> {
  const found = await pool().query<SessionInfo>(
    `select ${COLUMNS} from ingest_session where tenant_id = $1 and name = $2 and state = 'open' order by created_at limit 1`,
    [tenantId, name],
  );
  return found.rows[0];
}

/** @throws AppError `notFound` */
export async function getSession(tenantId: string, id: string): Promise<SessionInfo> {
  const found = await pool().query<SessionInfo>(
    `select ${COLUMNS} from ingest_session where tenant_id = $1 and id = $2`,
    [tenantId, id],
  );
  const session = found.rows[0];
  if (!session)
    throw new AppError('notFound', `there is no import session ${id}`, {
      userText: `there is no import session ${id}`,
    });
  return session;
}

/** @throws AppError `conflict` when the session takes no rows any more */
export async function requireOpenSession(tenantId: string, id: string): Promise<SessionInfo> {
  const session = await getSession(tenantId, id);
  if (session.state !== 'open') throw notOpen(id, session.state);
  return session;
}

/**
 * Holds a session open for the length of a transaction: who closes it waits, so no row gets in behind the others.
 *
 * @throws AppError `conflict` when the session takes no rows any more
 */
export async function holdOpen(tx: PoolClient, tenantId: string, id: string): Promise<void> {
  const found = await tx.query<{ state: string }>(
    'select state from ingest_session where tenant_id = $1 and id = $2 for share',
    [tenantId, id],
  );
  const state = found.rows[0]?.state ?? 'gone';
  if (state !== 'open') throw notOpen(id, state);
}

const notOpen = (id: string, state: string): AppError =>
  new AppError('conflict', `import session ${id} is ${state}`, {
    userText: `import session ${id} is ${state}`,
  });

/** Closes a session: from here on its rows are sorted, detected and correlated. Closing twice changes nothing. */
export async function closeSession(tenantId: string, id: string): Promise<void> {
  await withTransaction(async (tx) => {
    const closed = await tx.query(
      `update ingest_session set state = 'closing' where tenant_id = $1 and id = $2 and state = 'open'`,
      [tenantId, id],
    );
    if (closed.rowCount === 0) await getSession(tenantId, id);
    await tx.query("select pg_notify('throughline_inbox', $1)", [tenantId]);
  });
}
