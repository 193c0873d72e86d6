import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { giveToPostgres, letPostgresThrough, runPostgres } from './binaries';
import { withFileLock } from './lock';
import {
  APP_ROLE,
  DATABASE,
  dataFolder,
  newSecrets,
  OWNER_ROLE,
  readSecrets,
  rememberedCluster,
  type Secrets,
  superuserUrl,
  writeSecrets,
} from './secrets';

/** Where a cluster is and how it is reached. URLs point at the database `throughline`. */
export interface Cluster {
  /** Role that owns the tables and may create databases; not a superuser. */
  readonly adminUrl: string;
  /** Role of the portal: rows only, audit entries insert-only. */
  readonly appUrl: string;
  readonly port: number;
  /** True when the server was running already. */
  readonly reused: boolean;
}

export interface ClusterOptions {
  /** Holds `data/`, `secrets.json` and `server.log`; made when absent. */
  readonly dir: string;
  /** Preferred port; without it the remembered one, else a free one. */
  readonly port?: number;
  /** Fail when the remembered port is taken, instead of moving: others know the address already. */
  readonly keepPort?: boolean;
  /** Extra `-c` settings, e.g. fsync off for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const START_ATTEMPTS = 20;

const SETTINGS = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: '100',
  // After a kill, sync the file system instead of opening every file: recovery 0.2 s instead of 12 s.
  recovery_init_sync_method: 'syncfs',
} as const;

async function withSuperuser<T>(secrets: Secrets, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: superuserUrl(secrets),
    connectionTimeoutMillis: 1500,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** True when our own cluster answers on its port. Another cluster there is someone else's: not ours to use. */
async function isRunning(dir: string, secrets: Secrets): Promise<boolean> {
  try {
    const folder = await withSuperuser(secrets, async (client) => {
      const { rows } = await client.query<{ folder: string }>(
        `SELECT current_setting('data_directory') AS folder`,
      );
      return rows[0]?.folder;
    });
    return folder !== undefined && path.resolve(folder) === dataFolder(dir);
  } catch {
    return false;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** A pid file whose process is not PostgreSQL (the id was given to another program) would keep the server down. */
function dropStalePidFile(data: string): void {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0] ?? '';
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return;
  if (!existsSync(commandLine) || !readFileSync(commandLine, 'utf8').includes('postgres'))
    rmSync(file, { force: true });
}

function initialise(dir: string, secrets: Secrets): void {
  const data = dataFolder(dir);
  const passwordFile = path.join(path.resolve(dir), 'initdb.password');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  giveToPostgres(data);
  letPostgresThrough(path.resolve(dir), path.dirname(path.resolve(dir)));
  writeFileSync(passwordFile, `${secrets.superuser}\n`, { mode: 0o600 });
  giveToPostgres(passwordFile);
  try {
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const auth = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const { status, stderr } = runPostgres('initdb', [
      '-D',
      data,
      ...auth,
      '-E',
      'UTF8',
      ...locale,
      '--no-instructions',
    ]);
    if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Roles and database; safe to repeat, so that a start that was killed half-way is finished by the next one. */
async function createRoles(secrets: Secrets): Promise<void> {
  await withSuperuser(secrets, async (client) => {
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const roles = new Set(rows.map((row) => row.rolname));
    const literal = (text: string) => client.escapeLiteral(text);
    if (!roles.has(OWNER_ROLE))
      await client.query(`CREATE ROLE ${OWNER_ROLE} LOGIN CREATEDB PASSWORD ${literal(secrets.owner)}`);
    if (!roles.has(APP_ROLE))
      await client.query(`CREATE ROLE ${APP_ROLE} LOGIN PASSWORD ${literal(secrets.app)}`);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  });
}

async function launch(dir: string, secrets: Secrets, extra: Readonly<Record<string, string>>): Promise<void> {
  const data = dataFolder(dir);
  const flags = Object.entries({ ...SETTINGS, ...extra }).map(([name, value]) => `-c ${name}=${value}`);
  const serverOptions = `-p ${secrets.port} -h 127.0.0.1 -k '' ${flags.join(' ')}`;
  for (let attempt = 0; !(await isRunning(dir, secrets)); attempt++) {
    if (attempt >= START_ATTEMPTS)
      throw new Error(`PostgreSQL did not start: see ${path.join(data, 'server.log')}`);
    dropStalePidFile(data);
    const log = path.join(data, 'server.log');
    const { status } = runPostgres(
      'pg_ctl',
      ['start', '-w', '-t', '120', '-D', data, '-l', log, '-o', serverOptions],
      true,
    );
    if (status !== 0) await sleep(500);
  }
}

/**
 * Starts the cluster of a folder, or joins it when it runs already (also when the process that started it was killed).
 * Makes it on the first call: random passwords in a 0600 file, an owner role for migrations, an application role.
 * First start about 1 s, later 0.2 s.
 */
export async function startPostgres({
  dir,
  port,
  keepPort = false,
  settings = {},
}: ClusterOptions): Promise<Cluster> {
  return withFileLock(path.join(dir, 'start.lock'), async () => {
    const known = readSecrets(dir);
    const secrets = known ?? newSecrets(port ?? (await freePort()));
    if (!known) writeSecrets(dir, secrets);
    const reused = await isRunning(dir, secrets);
    if (!reused) {
      secrets.port = await usablePort(secrets.port, keepPort ? secrets.port : port);
      writeSecrets(dir, secrets);
      if (!existsSync(path.join(dataFolder(dir), 'PG_VERSION'))) initialise(dir, secrets);
      await launch(dir, secrets, settings);
    }
    if (!reused || !keepPort) await createRoles(secrets);
    const remembered = rememberedCluster(dir);
    if (!remembered) throw new Error(`the cluster in ${dir} is not readable`);
    return { ...remembered, reused };
  });
}

async function usablePort(remembered: number, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if (!(await isFree(wanted))) throw new Error(`port ${wanted} is in use by another program`);
    return wanted;
  }
  return (await isFree(remembered)) ? remembered : freePort();
}

/** Stops the cluster of a folder and waits; transactions in flight are rolled back. False when none was running. */
export async function stopPostgres({ dir }: { dir: string }): Promise<boolean> {
  return withFileLock(path.join(dir, 'start.lock'), async () => {
    const data = dataFolder(dir);
    if (!existsSync(path.join(data, 'postmaster.pid'))) return false;
    return runPostgres('pg_ctl', ['stop', '-w', '-m', 'fast', '-D', data], true).status === 0;
  });
}
