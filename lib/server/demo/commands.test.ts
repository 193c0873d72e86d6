import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { accept } from '@/lib/server/ingest/accept';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { attackRows } from '@/lib/server/testing/attack-load';
import { testDatabase } from '@/lib/server/testing/database';
import { DECISIONS } from '@/lib/server/testing/decisions';
import { signedIn } from '@/lib/server/testing/people';
import { TestEngine } from '@/lib/server/testing/pipeline';
import { pauseDemo, removeDemoData } from './commands';

testDatabase();
let admin: Actor;
let analyst: Actor;
beforeAll(async () => {
  await ensureTenant();
  admin = (await signedIn('demo-admin', ['admin'])).actor;
  analyst = (await signedIn('demo-analyst', ['analyst'])).actor;
});

async function send(rows: readonly object[], origin: string): Promise<void> {
  const body = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
  const chunks = (async function* () {
    yield body;
  })();
  await accept({ tenantId: 'default', table: 'SigninLogs', body: chunks, origin, receivedAt: Date.now() });
  await new TestEngine().drain();
}

const decisions = async (): Promise<unknown> => (await pool().query(DECISIONS)).rows[0];
const rowsOf = async (table: string): Promise<number> =>
  Number((await pool().query(`select count(*) as n from ${table} where origin = 'demo'`)).rows[0]?.n);

it('takes the demo company away with everything learnt from it, and nothing else', async () => {
  const rows = attackRows(900, Date.now() - 20 * 86_400_000);
  await send(rows, '');
  const before = await decisions();
  await send(rows, 'demo');
  expect(await rowsOf('alert')).toBeGreaterThan(0);
  expect(await rowsOf('engine_state')).toBeGreaterThan(0);
  await expect(removeDemoData(analyst, 'r0')).rejects.toMatchObject({ code: 'forbidden' });
  await removeDemoData(admin, 'r1');
  for (const table of [
    'alert',
    'incident',
    'entity',
    'entity_identifier',
    'engine_state',
    'ingest_keys',
    'inbox_batch',
    'risky_user',
    'source_health',
  ]) {
    expect([table, await rowsOf(table)]).toEqual([table, 0]);
  }
  expect(await decisions()).toEqual(before);
  const audit = await pool().query("select action from audit_entry where action = 'demo.remove'");
  expect(audit.rowCount).toBe(1);
});

it('pauses for administrators only', async () => {
  await expect(pauseDemo(analyst, 'r2', true)).rejects.toMatchObject({ code: 'forbidden' });
  await pauseDemo(admin, 'r3', true);
  const setting = await pool().query("select value->>'paused' as paused from setting where key = 'demo'");
  expect(setting.rows[0]?.paused).toBe('true');
});
