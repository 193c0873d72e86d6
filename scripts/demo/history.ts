import type { TableName } from '@/lib/domain/tables';
import { DEMO_ORIGIN, setDemo } from '@/lib/server/demo/state';
import { accept } from '@/lib/server/ingest/accept';
import { closeSession, getSession, openSession } from '@/lib/server/ingest/sessions';
import { pool } from '@/lib/server/pg';
import { generateHistory } from '@/prisma/demo';

/** The demo company is the same on every machine; only the moment at which it ends differs. */
export const DEMO_SEED = 20_261_121;

/**
 * Sends thirty days of the demo company through ingest, as a source would: one import session, told in the order of
 * its event times as if it had been live.
 */
export async function ingestHistory(
  tenantId: string,
  anchor: number,
  progress: (text: string) => void,
): Promise<number> {
  const sessionId = await openSession(tenantId, {
    name: 'demo company',
    mode: 'replay',
    origin: DEMO_ORIGIN,
  });
  let rows = 0;
  for (const chunk of generateHistory({ seed: DEMO_SEED, anchor })) {
    await send(tenantId, sessionId, chunk.table, chunk.rows);
    rows += chunk.rows.length;
    progress(`${rows} rows sent`);
  }
  await closeSession(tenantId, sessionId);
  await setDemo(pool(), tenantId, { present: true, paused: false, streamedTo: anchor });
  return follow(tenantId, sessionId, progress);
}

async function send(
  tenantId: string,
  sessionId: string,
  table: TableName,
  rows: readonly object[],
): Promise<void> {
  await accept({
    tenantId,
    table,
    body: ndjson(rows),
    origin: DEMO_ORIGIN,
    sessionId,
    receivedAt: Date.now(),
  });
}

export async function* ndjson(rows: readonly object[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
}

/** Shows detection and correlation at work until the last row was told. */
async function follow(
  tenantId: string,
  sessionId: string,
  progress: (text: string) => void,
): Promise<number> {
  for (;;) {
    const session = await getSession(tenantId, sessionId);
    if (session.state === 'failed') throw new Error(`the demo company could not be told: ${session.error}`);
    if (session.state === 'closed') return session.total;
    if (session.total > 0)
      progress(`${Math.floor((100 * session.cursor) / session.total)} % of ${session.total} events`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
