import type { TableName } from '@/lib/domain/tables';
import { DEMO_ORIGIN, setDemo } from '@/lib/server/demo/state';
import { accept } from '@/lib/server/ingest/accept';
import { closeSession, getSession, openSession } from '@/lib/server/ingest/sessions';
import { pool } from '@/lib/server/pg';
import { generateHistory } from '@/prisma/demo';
import { ProgressLine } from '../lib/progress';

/** The demo company is the same on every machine; only the moment at which it ends differs. */
export const DEMO_SEED = 20_261_121;

/**
 * Sends thirty days of the demo company through ingest, as a source would: one import session, told in the order of
 * its event times as if it had been live.
 */
export async function ingestHistory(tenantId: string, anchor: number): Promise<void> {
  const sessionId = await openSession(tenantId, {
    name: 'demo company',
    mode: 'replay',
    origin: DEMO_ORIGIN,
  });
  const progress = new ProgressLine('demo company: sending', 1);
  let rows = 0;
  for (const chunk of generateHistory({ seed: DEMO_SEED, anchor })) {
    await send(tenantId, sessionId, chunk.table, chunk.rows);
    rows += chunk.rows.length;
    progress.show(Math.min(1, rows / 320_000), `${rows} rows`);
  }
  progress.end(`${rows} rows`);
  await closeSession(tenantId, sessionId);
  await setDemo(pool(), tenantId, { present: true, paused: false, streamedTo: anchor });
  await follow(tenantId, sessionId);
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
async function follow(tenantId: string, sessionId: string): Promise<void> {
  const progress = new ProgressLine('demo company: detecting', 1);
  for (;;) {
    const session = await getSession(tenantId, sessionId);
    if (session.state === 'failed') throw new Error(`the demo company could not be told: ${session.error}`);
    if (session.state === 'closed') return progress.end(`${session.total} events`);
    if (session.total > 0)
      progress.show(session.cursor / session.total, `${session.cursor} of ${session.total} events`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
