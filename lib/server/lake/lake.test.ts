import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, dayNumber } from '@/lib/core/time';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { compact, compactionJobs } from './compact';
import type { LakeContext } from './context';
import { copyEvidence, startOfEvidence } from './evidence';
import { collectGarbage, collectOrphans } from './gc';
import { applyRetention, forgetDone } from './retention';
import { sealGroup, waitingGroups } from './seal';
import { processedBatch } from './testing/fixtures';
import { openLake, sealedRows } from './testing/lake';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
const SIGN_INS = { tenantId: 't1', table: 'SigninLogs', origin: '' };
let lake: LakeContext;

const parquetFiles = (): string[] =>
  (readdirSync(path.join(db.dataDir, 'lake'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.parquet'),
  );

async function age(): Promise<void> {
  await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
}

beforeAll(async () => {
  lake = await openLake(db.dataDir);
});
beforeEach(async () => {
  await pool().query(
    'TRUNCATE inbox_batch, batch_receipt, lake_segment, lake_file, lake_pin, alert_row, ingest_keys',
  );
});
afterEach(async () => {
  await pool().query(`DELETE FROM lake_segment`);
});

describe('sealing', () => {
  it('moves rows into one segment per day and leaves a sealed receipt', async () => {
    const first = await processedBatch(db.dataDir, {
      rows: [
        {
          time: NOON,
          principal: 'b@x.com',
          UserPrincipalName: 'B@x.com',
          TimeGenerated: '2026-03-10T12:00:00Z',
        },
        { time: NOON + DAY, principal: 'a@x.com', UserPrincipalName: 'a@x.com' },
      ],
    });
    await processedBatch(db.dataDir, {
      keep: 'inline',
      rows: [{ time: NOON + 0.125, principal: 'c@x.com' }],
    });
    expect(await waitingGroups()).toMatchObject([{ ...SIGN_INS, rows: 3 }]);
    expect(await sealGroup(lake, SIGN_INS)).toBe(2);

    const rows = await sealedRows(lake, 'SigninLogs');
    expect(rows.map((row) => [row._principal, row._time])).toEqual([
      ['b@x.com', '2026-03-10 12:00:00'],
      ['c@x.com', '2026-03-10 12:00:00.000125'],
      ['a@x.com', '2026-03-11 12:00:00'],
    ]);
    const segments = await pool().query(
      'SELECT day, row_count, min_principal, max_principal, path FROM lake_segment ORDER BY day',
    );
    expect(segments.rows).toMatchObject([
      { day: dayNumber(NOON), row_count: 2, min_principal: 'b@x.com', max_principal: 'c@x.com' },
      { day: dayNumber(NOON) + 1, row_count: 1 },
    ]);
    expect(segments.rows[0]?.path).toMatch(/^lake\/t1\/SigninLogs\/2026-03-10\/[0-9a-f-]+\.parquet$/);
    expect((await pool().query('SELECT 1 FROM inbox_batch')).rowCount).toBe(0);
    expect((await pool().query('SELECT DISTINCT state FROM batch_receipt')).rows).toEqual([
      { state: 'sealed' },
    ]);
    const left = await pool().query('SELECT path, state FROM lake_file');
    expect(left.rows).toEqual([{ path: `inbox/t1/2026-01-01/${first}.staged.ndjson`, state: 'garbage' }]);
  });

  it('stores each value by its type and keeps what does not fit, as it was written', async () => {
    await processedBatch(db.dataDir, {
      rows: [
        {
          time: NOON,
          overflow: { NewColumn: 'kept' },
          DurationMs: 'not a number',
          IsRisky: 'True',
          IsInteractive: { a: null },
          CreatedDateTime: '2026-03-10T14:00:00.1234567+02:00',
          TimeGenerated: 'yesterday',
          LocationDetails: '{"city":"Oslo"}',
          Status: { errorCode: 0 },
          UserAgent: "it's",
        },
        { time: NOON + 1, DurationMs: 1.5, CreatedDateTime: '3/10/2026, 2:05:06.789 PM' },
        { time: NOON + 2, DurationMs: '42', TimeGenerated: '2026-03-10T12:00:00.002Z' },
      ],
    });
    await sealGroup(lake, SIGN_INS);
    const [wrong, fraction, right] = await sealedRows(lake, 'SigninLogs');
    expect(wrong).toMatchObject({
      DurationMs: null,
      IsRisky: true,
      IsInteractive: null,
      CreatedDateTime: '2026-03-10 12:00:00.123456',
      TimeGenerated: '2026-03-10 12:00:00',
      LocationDetails: '{"city":"Oslo"}',
      UserAgent: "it's",
    });
    expect(JSON.parse(String(wrong?._overflow))).toEqual({
      NewColumn: 'kept',
      DurationMs: 'not a number',
      IsInteractive: { a: null },
      CreatedDateTime: '2026-03-10T14:00:00.1234567+02:00',
      TimeGenerated: 'yesterday',
    });
    expect(JSON.parse(String(fraction?._overflow))).toEqual({ DurationMs: 1.5 });
    expect(fraction?.CreatedDateTime).toBe('2026-03-10 14:05:06.789');
    expect(right).toMatchObject({ DurationMs: '42', _overflow: null });
  });

  it('leaves duplicates out, and takes a batch of nothing but duplicates away', async () => {
    const rows = [{ time: NOON }, { time: NOON + 1 }, { time: NOON + 2 }];
    const id = await processedBatch(db.dataDir, { rows, dropped: [1] });
    await processedBatch(db.dataDir, { rows: rows.slice(0, 1), dropped: [0] });
    expect(await sealGroup(lake, SIGN_INS)).toBe(2);
    expect((await sealedRows(lake, 'SigninLogs')).map((row) => row._rowId)).toEqual([`${id}:0`, `${id}:2`]);
  });

  it('believes its own columns when a source names a column like them, or names one twice', async () => {
    const line = `{"_rowId":"$batch:0","_time":${NOON},"_principal":"p","_ingestedAt":${NOON},"_origin":"","UserId":"first","UserId":"second","_rowId":"forged","_origin":"forged"}`;
    const id = await processedBatch(db.dataDir, { rows: [{ time: NOON }] }, line);
    await sealGroup(lake, SIGN_INS);
    expect(await sealedRows(lake, 'SigninLogs')).toMatchObject([
      { _rowId: `${id}:0`, _origin: '', UserId: 'first' },
    ]);
  });

  it('does not let a batch that cannot be read hold up the others, nor lose it', async () => {
    const bad = await processedBatch(db.dataDir, { rows: [{ time: NOON }] }, '{"_rowId": broken');
    const good = await processedBatch(db.dataDir, { rows: [{ time: NOON }] });
    expect(await sealGroup(lake, SIGN_INS)).toBe(1);
    expect((await sealedRows(lake, 'SigninLogs')).map((row) => row._batch)).toEqual([good]);
    const left = await pool().query('SELECT id, attempts, error FROM inbox_batch');
    expect(left.rows).toMatchObject([{ id: bad, attempts: 1 }]);
    expect(left.rows[0]?.error).toBeTruthy();
  });

  it('writes nothing for a tenant or a table that cannot be a folder', async () => {
    for (const wrong of [
      { tenantId: '../t1' },
      { tenantId: 't1/..' },
      { table: '../../etc' },
      { table: 'NoSuchTable' },
    ]) {
      const spec = { tenantId: 't1', table: 'SigninLogs', ...wrong };
      await processedBatch(db.dataDir, { rows: [{ time: NOON }], keep: 'inline', ...spec });
      expect(await sealGroup(lake, { ...spec, origin: '' })).toBe(0);
      const noted = await pool().query<{ error: string }>(
        'SELECT error FROM inbox_batch ORDER BY seq DESC LIMIT 1',
      );
      expect(noted.rows[0]?.error).toContain('not allowed in a lake path');
    }
    expect((await pool().query('SELECT 1 FROM lake_segment')).rowCount).toBe(0);
  });
});

describe('compaction', () => {
  it('merges the segments of a day into one sorted by principal and time', async () => {
    const at = (minute: number, principal: string) => ({
      time: NOON + minute * 60_000,
      principal,
      UserAgent: `${minute}`,
    });
    for (const rows of [[at(5, 'b'), at(1, 'a')], [at(2, 'b')], [at(0, 'c')]]) {
      await processedBatch(db.dataDir, { rows });
      await sealGroup(lake, SIGN_INS);
    }
    expect(await compactionJobs(5)).toEqual([]);
    await age();
    const [job] = await compactionJobs(5);
    expect(job?.segments).toHaveLength(3);
    if (job) expect(await compact(lake, job)).toBe(true);

    const segments = await pool().query('SELECT row_count, compacted, path FROM lake_segment');
    expect(segments.rows).toMatchObject([{ row_count: 4, compacted: true }]);
    const rows = await sealedRows(lake, 'SigninLogs');
    expect(rows.map((row) => row._principal)).toEqual(['c', 'a', 'b', 'b']);
    await age();
    expect(await compactionJobs(5)).toEqual([]);
    // The old segments' files stay until garbage collection, which leaves exactly what the catalog shows.
    expect(parquetFiles().length).toBeGreaterThan(1);
    await collectGarbage(lake);
    expect(parquetFiles().map((file) => `lake/${file}`)).toContain(segments.rows[0]?.path);
  });

  it('gives up when another process replaced one of the segments meanwhile', async () => {
    for (let n = 0; n < 2; n++) {
      await processedBatch(db.dataDir, { rows: [{ time: NOON + n, principal: 'p' }] });
      await sealGroup(lake, SIGN_INS);
    }
    await age();
    const [job] = await compactionJobs(1);
    if (!job) throw new Error('no job');
    await compact(lake, job);
    await expect(compact(lake, job)).rejects.toThrow('replaced meanwhile');
    expect(await sealedRows(lake, 'SigninLogs')).toHaveLength(2);
  });
});

describe('retention', () => {
  it('counts from arrival and keeps later arrivals of the same segment', async () => {
    const old = Date.UTC(2020, 0, 1);
    await processedBatch(db.dataDir, { rows: [{ time: old, principal: 'early' }], receivedAt: NOON });
    await processedBatch(db.dataDir, {
      rows: [{ time: old, principal: 'late' }],
      receivedAt: NOON + 5 * DAY,
    });
    await sealGroup(lake, SIGN_INS);
    await pool().query(
      `INSERT INTO ingest_keys (tenant_id, origin, table_name, day, keys) VALUES ('t1', '', 'SigninLogs', $1, 'k')`,
      [dayNumber(old)],
    );
    const keys = async () => (await pool().query('SELECT 1 FROM ingest_keys')).rowCount;

    expect(await applyRetention(lake, 30, NOON + 30 * DAY)).toBe(0);
    expect(await applyRetention(lake, 30, NOON + 32 * DAY)).toBe(1);
    expect((await sealedRows(lake, 'SigninLogs')).map((row) => row._principal)).toEqual(['late']);
    expect(await keys()).toBe(1);
    await applyRetention(lake, 30, NOON + 37 * DAY);
    expect((await pool().query('SELECT 1 FROM lake_segment')).rowCount).toBe(0);
    expect(await keys()).toBe(0);
  });

  it('keeps each table for its own time where somebody chose one', async () => {
    const keep = async (value: object) => {
      await pool().query("DELETE FROM setting WHERE key = 'retention'");
      await pool().query("INSERT INTO setting (tenant_id, key, value) VALUES ('t1', 'retention', $1)", [
        value,
      ]);
    };
    const stored = async () => (await pool().query('SELECT 1 FROM lake_segment')).rowCount;
    await processedBatch(db.dataDir, { rows: [{ time: NOON }], receivedAt: NOON });
    await sealGroup(lake, SIGN_INS);
    await keep({ days: 10, tables: { SigninLogs: 60 } });
    await applyRetention(lake, 30, NOON + 50 * DAY);
    expect(await stored()).toBe(1);
    await keep({ days: 60, tables: { AuditLogs: 5 } });
    await applyRetention(lake, 30, NOON + 50 * DAY);
    expect(await stored()).toBe(1);
    await keep({ days: 60, tables: { SigninLogs: 5 } });
    await applyRetention(lake, 30, NOON + 50 * DAY);
    expect(await stored()).toBe(0);
    await pool().query("DELETE FROM setting WHERE key = 'retention'");
  });

  it('drops keys of a day that is gone while newer rows of the table keep coming', async () => {
    const old = Date.UTC(2020, 0, 1);
    await processedBatch(db.dataDir, { rows: [{ time: old }], receivedAt: NOON });
    await sealGroup(lake, SIGN_INS);
    await processedBatch(db.dataDir, { rows: [{ time: NOON + 40 * DAY }], receivedAt: NOON + 40 * DAY });
    for (const day of [dayNumber(old), dayNumber(NOON + 40 * DAY)])
      await pool().query(
        `INSERT INTO ingest_keys (tenant_id, origin, table_name, day, keys) VALUES ('t1', '', 'SigninLogs', $1, 'k')`,
        [day],
      );
    await applyRetention(lake, 30, NOON + 40 * DAY);
    const left = await pool().query('SELECT day FROM ingest_keys');
    expect(left.rows).toEqual([{ day: dayNumber(NOON + 40 * DAY) }]);
  });

  it('forgets receipts with their rows, and what is done after a month', async () => {
    const batch = await processedBatch(db.dataDir, { rows: [{ time: NOON }], receivedAt: NOON });
    await sealGroup(lake, SIGN_INS);
    await pool().query(
      `INSERT INTO rate_window VALUES ('k', to_timestamp($1::float8 / 1000), 1), ('k', to_timestamp($2::float8 / 1000), 1)`,
      [NOON, NOON + 40 * DAY],
    );
    await pool().query('UPDATE batch_receipt SET received_at = to_timestamp($1::float8 / 1000)', [NOON]);
    await forgetDone(90, NOON + 41 * DAY);
    expect((await pool().query('SELECT 1 FROM rate_window')).rowCount).toBe(1);
    expect((await pool().query('SELECT 1 FROM batch_receipt WHERE id = $1', [batch])).rowCount).toBe(1);
    await forgetDone(90, NOON + 91 * DAY);
    expect((await pool().query('SELECT 1 FROM batch_receipt WHERE id = $1', [batch])).rowCount).toBe(0);
  });

  it('has copied the rows behind alerts before, wherever their batch is', async () => {
    const sealed = await processedBatch(db.dataDir, { rows: [{ time: NOON, UserAgent: 'sealed' }] });
    await sealGroup(lake, SIGN_INS);
    const waiting = await processedBatch(db.dataDir, {
      rows: [{ time: NOON, UserAgent: 'waiting\u0000' }],
      keep: 'inline',
    });
    // The alert is a day after its first row: the row is found by its batch's receipt.
    await pool().query(
      `INSERT INTO alert_row (tenant_id, alert_id, row_id, table_name, time)
       SELECT 't1', 'a1', row_id, 'SigninLogs', to_timestamp($2::float8 / 1000) FROM unnest($1::text[]) AS row_id`,
      [[`${sealed}:0`, `${waiting}:0`, 'gone:0'], NOON + DAY],
    );
    expect(await copyEvidence(lake, startOfEvidence())).toBe(2);
    const { rows } = await pool().query(
      'SELECT row, time FROM alert_row ORDER BY row_id = $1 DESC, row_id = $2 DESC',
      [`${sealed}:0`, `${waiting}:0`],
    );
    expect(rows).toMatchObject([
      { row: { UserAgent: 'sealed', _time: NOON }, time: new Date(NOON) },
      { row: { UserAgent: 'waiting\ufffd' } },
      { row: null },
    ]);
  });
});

describe('garbage collection', () => {
  it('waits for the grace period and for pins', async () => {
    await processedBatch(db.dataDir, { rows: [{ time: NOON }] });
    await sealGroup(lake, SIGN_INS);
    const { rows } = await pool().query<{ path: string }>('SELECT path FROM lake_segment');
    const file = rows[0]?.path ?? '';
    await pool().query(`INSERT INTO lake_pin VALUES ('pin', 't1', $1, now() + interval '1 hour')`, [[file]]);
    await pool().query(`INSERT INTO lake_file (path, tenant_id, state) VALUES ($1, 't1', 'garbage')`, [file]);
    await collectGarbage({ ...lake, graceMs: 60_000 });
    await collectGarbage(lake);
    expect(existsSync(path.join(db.dataDir, file))).toBe(true);
    await pool().query(`UPDATE lake_pin SET expires_at = now() - interval '1 second'`);
    await collectGarbage({ ...lake, graceMs: 60_000 });
    expect(existsSync(path.join(db.dataDir, file))).toBe(true);
    await collectGarbage(lake);
    expect(existsSync(path.join(db.dataDir, file))).toBe(false);
    expect((await pool().query('SELECT 1 FROM lake_file')).rowCount).toBe(0);
  });

  it('removes files without a row, but none that a row names', async () => {
    await processedBatch(db.dataDir, { rows: [{ time: NOON }] });
    await sealGroup(lake, SIGN_INS);
    const waiting = await processedBatch(db.dataDir, { rows: [{ time: NOON }] });
    const folder = path.join(db.dataDir, 'lake/t1/SigninLogs/2026-03-10');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'orphan.parquet'), '');
    expect(await collectOrphans(lake)).toBe(0);
    expect(await collectOrphans(lake, -1)).toBeGreaterThan(0);
    expect(existsSync(path.join(folder, 'orphan.parquet'))).toBe(false);
    expect(existsSync(path.join(db.dataDir, `inbox/t1/2026-01-01/${waiting}.staged.ndjson`))).toBe(true);
    expect(await sealedRows(lake, 'SigninLogs')).toHaveLength(1);
  });
});
