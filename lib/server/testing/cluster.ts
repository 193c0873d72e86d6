import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { isAlive, withFileLock } from '@/lib/server/postgres/lock';
import { migrate, readMigrations } from '@/lib/server/postgres/migrate';

/** What a test file needs to clone its database: the template's name and a role that may create databases. */
export interface TestCluster {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly template: string;
}

/** Nothing here outlives the run, so nothing waits for the disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

const TEMPLATE_PREFIX = 'tl_template_';

export const withDatabase = (url: string, name: string) => {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
};

/** The migrated template, named by the content of the migrations; templates of older content are dropped. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const migrations = readMigrations();
  const content = createHash('sha256').update(migrations.map(({ checksum }) => checksum).join());
  const template = `${TEMPLATE_PREFIX}${content.digest('hex').slice(0, 16)}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [TEMPLATE_PREFIX],
    );
    const present = rows.map((row) => row.datname);
    if (!present.includes(template)) {
      const draft = `tl_draft_${template.slice(TEMPLATE_PREFIX.length)}`;
      await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${draft}`);
      await migrate(withDatabase(adminUrl, draft), migrations);
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
    for (const old of present.filter((name) => name !== template)) {
      await client
        .query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(old)} WITH (FORCE)`)
        .catch(() => {});
    }
    return template;
  } finally {
    await client.end();
  }
}

const runsFolder = (dir: string) => path.join(dir, 'runs');

function liveRuns(dir: string): number {
  const pids = readdirSync(runsFolder(dir)).map(Number);
  for (const pid of pids.filter((id) => !isAlive(id))) rmSync(path.join(runsFolder(dir), String(pid)));
  return pids.filter(isAlive).length;
}

/**
 * Starts or joins the PostgreSQL of the tests. Several runs may share it: each is registered by its process id and the
 * last to leave stops the server.
 */
export async function joinTestCluster(dir: string): Promise<TestCluster> {
  return withFileLock(path.join(dir, 'runs.lock'), async () => {
    const { adminUrl, appUrl } = await startPostgres({ dir, settings: SETTINGS });
    mkdirSync(runsFolder(dir), { recursive: true });
    writeFileSync(path.join(runsFolder(dir), String(process.pid)), '');
    return { adminUrl, appUrl, template: await ensureTemplate(adminUrl) };
  });
}

export async function leaveTestCluster(dir: string): Promise<void> {
  await withFileLock(path.join(dir, 'runs.lock'), async () => {
    rmSync(path.join(runsFolder(dir), String(process.pid)), { force: true });
    if (liveRuns(dir) === 0) await stopPostgres({ dir });
  });
}
