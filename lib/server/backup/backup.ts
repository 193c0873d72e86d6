import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { absolutePath } from '../lake/paths';
import { copyOut } from '../postgres/copy';
import { copyMeasured, measure, sync } from './files';
import { BackupError, type BackupFile, FORMAT, MANIFEST, type Manifest } from './manifest';

const PIN_MS = 10 * 60_000;
const RENEW_MS = 60_000;

/**
 * Tables about files of this very data folder; the migration history, which has its own place in the manifest; and the
 * counters, which the triggers of a restored database count anew as its rows come in.
 */
const LEFT_OUT = ['_prisma_migrations', 'lake_pin', 'lake_file', 'tally', 'tally_delta'];

interface TableShape {
  readonly table: string;
  readonly columns: string[];
}

export interface BackupOptions {
  /** Role that may read every table. */
  readonly adminUrl: string;
  readonly dataDir: string;
  /** Folder of the backup: absent or empty. */
  readonly folder: string;
  readonly progress?: (text: string) => void;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Tables of the portal with the columns that hold data of their own. */
export async function listTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
       AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> ALL($1)
     GROUP BY c.relname ORDER BY c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

const quoted = (name: string) => pg.escapeIdentifier(name);
export const copyTarget = ({ table, columns }: TableShape) =>
  `${quoted(table)} (${columns.map(quoted).join(', ')})`;

async function dumpTable(
  client: pg.Client,
  shape: TableShape,
  folder: string,
): Promise<Manifest['tables'][number]> {
  const relative = `tables/${shape.table}.copy.gz`;
  const target = path.join(folder, relative);
  const meter = measure();
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${quoted(shape.table)}`);
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  await pipeline(
    copyOut(client, `COPY ${copyTarget(shape)} TO STDOUT`),
    createGzip({ level: 4 }),
    meter.through,
    output,
  );
  await sync(target);
  return { ...shape, path: relative, rows: Number(rows[0]?.count ?? 0), ...meter.result() };
}

/** Files that the rows of this snapshot name: segments of the lake, watchlists, and inbox batches too large for their row. */
async function filesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ path: string }>(
    `SELECT path FROM lake_segment
     UNION SELECT path FROM watchlist_version WHERE path IS NOT NULL
     UNION SELECT rejects_path FROM watchlist_version WHERE rejects_path IS NOT NULL
     UNION SELECT staged_path FROM inbox_batch WHERE staged_path IS NOT NULL
     UNION SELECT events_path FROM inbox_batch WHERE events_path IS NOT NULL ORDER BY path`,
  );
  return rows.map((row) => row.path);
}

/**
 * Keeps garbage collection from the files while they are copied. The grace period of garbage collection covers the
 * moment between snapshot and pin. The pin runs out by itself if this process is killed.
 */
async function pinFiles(url: string, paths: readonly string[]): Promise<() => Promise<void>> {
  const client = await connect(url);
  const id = `backup-${randomUUID()}`;
  const until = `clock_timestamp() + ${PIN_MS} * interval '1 millisecond'`;
  await client.query(
    `INSERT INTO lake_pin (id, tenant_id, paths, expires_at) VALUES ($1, '', $2, ${until})`,
    [id, paths],
  );
  const renew = () =>
    client.query(`UPDATE lake_pin SET expires_at = ${until} WHERE id = $1`, [id]).catch(() => {});
  const timer = setInterval(renew, RENEW_MS);
  return async () => {
    clearInterval(timer);
    await client.query('DELETE FROM lake_pin WHERE id = $1', [id]);
    await client.end();
  };
}

async function copyFiles(
  paths: readonly string[],
  { dataDir, folder, progress }: BackupOptions,
): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const relative of paths) {
    const target = path.join(folder, 'files', relative);
    files.push({ path: relative, ...(await copyMeasured(absolutePath(dataDir, relative), target)) });
    progress?.(`files: ${files.length} of ${paths.length}`);
  }
  return files;
}

async function readState(client: pg.Client): Promise<Pick<Manifest, 'migrations' | 'sequences'>> {
  const migrations = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY 1',
  );
  // Sequences are outside of snapshots; a value that is too high only leaves a gap.
  const sequences = await client.query<{ name: string; value: string }>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return { migrations: migrations.rows, sequences: sequences.rows };
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = path.join(folder, `${MANIFEST}.partial`);
  await writeFile(draft, `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
  await sync(draft);
  await rename(draft, path.join(folder, MANIFEST));
}

/**
 * Writes state and lake, as they are at one moment, to a folder, while the portal works on: every table from one
 * REPEATABLE READ snapshot, then the files that this snapshot names.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  const { adminUrl, folder, progress } = options;
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new BackupError(`${folder} is not empty`);
  await mkdir(path.join(folder, 'tables'), { recursive: true, mode: 0o700 });
  const client = await connect(adminUrl);
  let unpin: (() => Promise<void>) | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const paths = await filesOf(client);
    const createdAt = new Date().toISOString();
    unpin = await pinFiles(adminUrl, paths);
    const tables: Manifest['tables'] = [];
    for (const shape of await listTables(client)) {
      progress?.(`table ${shape.table}`);
      tables.push(await dumpTable(client, shape, folder));
    }
    const state = await readState(client);
    await client.query('COMMIT');
    const files = await copyFiles(paths, options);
    const manifest = { format: FORMAT, createdAt, ...state, tables, files } as const;
    await writeManifest(folder, manifest);
    return manifest;
  } finally {
    await unpin?.();
    await client.end();
  }
}
