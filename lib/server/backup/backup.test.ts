import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collectGarbage } from '../lake/gc';
import { pool } from '../pg';
import { createTestDatabase, testDatabase } from '../testing/database';
import { backup } from './backup';
import { MANIFEST } from './manifest';
import { restore } from './restore';

const context = testDatabase();
const temporary: string[] = [];
const folder = () => {
  const made = mkdtempSync(path.join(tmpdir(), 'throughline-backup-'));
  temporary.push(made);
  return made;
};
afterEach(() => {
  for (const made of temporary.splice(0)) rmSync(made, { recursive: true, force: true });
});

const AWKWARD = 'tab\t, newline\n, back\\slash, \\N, quote", NULL, ✓';
const segment = (name: string) => `lake/t/SigninLogs/2026-01-01/${name}.parquet`;

function writeData(relative: string, content: string): void {
  const target = path.join(context.dataDir, relative);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

async function addSegment(content: string): Promise<string> {
  const file = segment(`${randomUUID()}-1`);
  writeData(file, content);
  await pool().query(
    `INSERT INTO lake_segment (tenant_id, id, table_name, day, path, row_count, byte_count, min_time, max_time,
       min_principal, max_principal, min_ingested)
     VALUES ('t', $1, 'SigninLogs', 20454, $2, 1, $3, now(), now(), '', '', now())`,
    [randomUUID(), file, content.length],
  );
  return file;
}

/** All rows of all tables as text, in a fixed order: two databases are equal when these are. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('_prisma_migrations', 'lake_pin', 'lake_file', 'tally', 'tally_delta') ORDER BY 1`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    all[name] = rows.map(({ row }) => row);
  }
  await client.end();
  return all;
}

beforeAll(async () => {
  await pool().query(`INSERT INTO tenant (id, name) VALUES ('t', $1)`, [AWKWARD]);
  await pool().query(
    `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
     SELECT 't', 'user', 'u', 'U', 'test', 'incident', n::text, jsonb_build_array($1::text) FROM generate_series(1, 50) n`,
    [AWKWARD],
  );
  await pool().query(
    `INSERT INTO inbox_batch (tenant_id, id, table_name, staged, row_count, byte_count, request_id, dropped_lines, staged_path)
     VALUES ('t', 'b', 'SigninLogs', $1, 1, 1, 'r', '{1,2}', 'inbox/t/2026-01-01/b.staged.ndjson')`,
    [Buffer.from([0, 1, 255, 92, 10])],
  );
  writeData('inbox/t/2026-01-01/b.staged.ndjson', '{"a":1}\n');
  await addSegment('first segment');
});

describe('backup and restore', () => {
  it('bring back every row, every file and the sequences', async () => {
    const made = path.join(folder(), 'backup');
    const target = await createTestDatabase();
    const dataDir = folder();
    try {
      await backup({ adminUrl: context.adminUrl, dataDir: context.dataDir, folder: made });
      await restore({ adminUrl: target.adminUrl, dataDir, folder: made });
      expect(await contents(target.adminUrl)).toEqual(await contents(context.adminUrl));
      const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      expect(
        files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).sort(),
      ).toEqual(['first segment', '{"a":1}\n']);
      const client = new pg.Client({ connectionString: target.appUrl });
      await client.connect();
      const next = await client.query(
        `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
         VALUES ('t', 'user', 'u', 'U', 'test', 'incident', 'x', '[]') RETURNING seq`,
      );
      await client.end();
      expect(Number(next.rows[0].seq)).toBe(51);
    } finally {
      await target.drop();
    }
  });

  it('hold one moment: what is written, compacted and collected meanwhile changes nothing', async () => {
    const made = path.join(folder(), 'backup');
    const old = await addSegment('to be compacted');
    const before = await contents(context.adminUrl);
    let disturbed: Promise<unknown> | undefined;
    const disturb = async () => {
      // Compaction: the segment is replaced, its file becomes garbage and is old enough to go.
      await pool().query(`INSERT INTO tenant (id, name) VALUES ('later', 'later')`);
      await pool().query('DELETE FROM lake_segment WHERE path = $1', [old]);
      await pool().query(
        `INSERT INTO lake_file (path, tenant_id, state, at) VALUES ($1, 't', 'garbage', now() - interval '1 day')`,
        [old],
      );
      const lake = { dataDir: context.dataDir, graceMs: 0 } as Parameters<typeof collectGarbage>[0];
      await collectGarbage(lake);
    };
    await backup({
      adminUrl: context.adminUrl,
      dataDir: context.dataDir,
      folder: made,
      progress: () => {
        disturbed ??= disturb();
      },
    });
    await disturbed;
    const target = await createTestDatabase();
    const dataDir = folder();
    try {
      await restore({ adminUrl: target.adminUrl, dataDir, folder: made });
      expect(await contents(target.adminUrl)).toEqual(before);
      expect(readFileSync(path.join(dataDir, old), 'utf8')).toBe('to be compacted');
    } finally {
      await target.drop();
    }
    // Once the pin is gone, the garbage goes.
    await collectGarbage({ dataDir: context.dataDir, graceMs: 0 } as Parameters<typeof collectGarbage>[0]);
    expect(existsSync(path.join(context.dataDir, old))).toBe(false);
  });

  it('refuse to write over anything', async () => {
    const made = path.join(folder(), 'backup');
    await backup({ adminUrl: context.adminUrl, dataDir: context.dataDir, folder: made });
    await expect(
      backup({ adminUrl: context.adminUrl, dataDir: context.dataDir, folder: made }),
    ).rejects.toThrow('is not empty');
    await expect(restore({ adminUrl: context.adminUrl, dataDir: folder(), folder: made })).rejects.toThrow(
      'the database is not empty',
    );
    const target = await createTestDatabase();
    try {
      await expect(
        restore({ adminUrl: target.adminUrl, dataDir: context.dataDir, folder: made }),
      ).rejects.toThrow('the data folder is not empty');
    } finally {
      await target.drop();
    }
  });

  it('notice damage and leave nothing behind', async () => {
    const made = path.join(folder(), 'backup');
    const { files, tables } = await backup({
      adminUrl: context.adminUrl,
      dataDir: context.dataDir,
      folder: made,
    });
    const target = await createTestDatabase();
    const dataDir = folder();
    const empty = await contents(target.adminUrl);
    const attempt = () => restore({ adminUrl: target.adminUrl, dataDir, folder: made });
    try {
      const file = path.join(made, 'files', files[0]?.path ?? '');
      const intact = readFileSync(file);
      writeFileSync(file, 'damaged');
      await expect(attempt()).rejects.toThrow('is damaged');
      writeFileSync(file, intact);
      const table = path.join(made, tables[0]?.path ?? '');
      rmSync(table);
      await expect(attempt()).rejects.toThrow('is damaged');
      rmSync(path.join(made, MANIFEST));
      await expect(attempt()).rejects.toThrow('no finished backup');
      expect(await contents(target.adminUrl)).toEqual(empty);
      expect(readdirSync(dataDir)).toEqual([]);
    } finally {
      await target.drop();
    }
  });
});
