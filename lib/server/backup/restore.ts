import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { absolutePath, INBOX, LAKE } from '../lake/paths';
import { copyIn } from '../postgres/copy';
import { migrate, readMigrations } from '../postgres/migrate';
import { copyTarget, listTables } from './backup';
import { copyMeasured, hashFile } from './files';
import { BackupError, type BackupFile, type Manifest, readManifest } from './manifest';

export interface RestoreOptions {
  /** Role that owns the tables. */
  readonly adminUrl: string;
  readonly dataDir: string;
  /** Folder of the backup. */
  readonly folder: string;
  readonly progress?: (text: string) => void;
}

const holdsFiles = (folder: string) => existsSync(folder) && readdirSync(folder).length > 0;

/** Refuses to restore over anything: telemetry in the data folder, or rows in the database. */
async function requireEmpty(client: pg.Client, dataDir: string): Promise<void> {
  for (const name of [LAKE, INBOX]) {
    const folder = path.join(dataDir, name);
    if (holdsFiles(folder)) throw new BackupError(`the data folder is not empty: ${folder}`);
  }
  for (const { table } of await listTables(client)) {
    const { rowCount } = await client.query(`SELECT FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
    if (rowCount) throw new BackupError(`the database is not empty: table ${table} has rows`);
  }
}

/** The migrations that the backup was made with, from this version's own: a backup of a newer version is refused. */
function migrationsOf({ migrations }: Manifest) {
  const ours = new Map(readMigrations().map((migration) => [migration.name, migration]));
  return migrations.map(({ name, checksum }) => {
    const migration = ours.get(name);
    if (migration?.checksum !== checksum) {
      throw new BackupError(
        `the backup was made by another version of Throughline: migration ${name} differs`,
      );
    }
    return migration;
  });
}

function requireSame(file: BackupFile, found: { bytes: number; sha256: string }): void {
  if (found.sha256 !== file.sha256)
    throw new BackupError(`${file.path} is damaged: its SHA-256 is not the manifest's`);
}

async function restoreFiles(
  files: readonly BackupFile[],
  { dataDir, folder, progress }: RestoreOptions,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const target = absolutePath(dataDir, file.path);
    requireSame(file, await copyMeasured(path.join(folder, 'files', file.path), target));
    progress?.(`files: ${index + 1} of ${files.length}`);
  }
}

async function restoreTable(
  client: pg.Client,
  table: Manifest['tables'][number],
  folder: string,
): Promise<void> {
  const rows = createGunzip();
  const read = pipeline(createReadStream(path.join(folder, table.path)), rows);
  await Promise.all([read, copyIn(client, `COPY ${copyTarget(table)} FROM STDIN`, rows)]);
  const { rows: counted } = await client.query<{ count: string }>(
    `SELECT count(*) FROM ${pg.escapeIdentifier(table.table)}`,
  );
  if (Number(counted[0]?.count) !== table.rows)
    throw new BackupError(`table ${table.table} has not all its rows`);
}

async function restoreTables(client: pg.Client, manifest: Manifest, options: RestoreOptions): Promise<void> {
  await client.query('BEGIN');
  try {
    for (const table of manifest.tables) {
      options.progress?.(`table ${table.table}`);
      await restoreTable(client, table, options.folder);
    }
    for (const { name, value } of manifest.sequences) {
      await client.query('SELECT setval($1::regclass, $2)', [`public.${pg.escapeIdentifier(name)}`, value]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * Brings a backup back into an empty data folder and an empty database; anything else is refused. Every file is checked
 * against the manifest. When it fails, what it wrote is taken away again.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { adminUrl, dataDir, folder } = options;
  const manifest = readManifest(folder);
  const migrations = migrationsOf(manifest);
  for (const table of manifest.tables) requireSame(table, await hashFile(path.join(folder, table.path)));
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await requireEmpty(client, dataDir);
    await migrate(adminUrl, migrations);
    try {
      await restoreFiles(manifest.files, options);
      await restoreTables(client, manifest, options);
    } catch (error) {
      for (const name of [LAKE, INBOX]) await rm(path.join(dataDir, name), { recursive: true, force: true });
      throw error;
    }
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  await migrate(adminUrl);
  return manifest;
}
