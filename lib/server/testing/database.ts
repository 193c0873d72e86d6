import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closePrisma } from '@/lib/server/db';
import { changeEnv } from '@/lib/server/env';
import { closePool } from '@/lib/server/pg';
import { type TestCluster, withDatabase } from './cluster';

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

export interface TestDatabase {
  /** URL of the application role, as the portal connects. */
  readonly appUrl: string;
  /** URL of the role that owns the tables. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testCluster').adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const OBJECT_IN_USE = '55006';

/**
 * Ends our connections to a database and drops it. Not WITH (FORCE), which is refused while autovacuum is at work there:
 * that is not ours to end, but the plain drop asks it to leave and waits. Nobody may come back in between: what listens
 * connects again by itself. Who was on the way in already is not listed before they have arrived, but keeps the drop
 * waiting: they are the ones that are ended in another round.
 */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  let isInUse = true;
  while (isInUse) {
    await client.query(
      "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [name],
    );
    isInUse = await client.query(`DROP DATABASE IF EXISTS ${name}`).then(
      () => false,
      (error: pg.DatabaseError) => {
        if (error.code === OBJECT_IN_USE) return true;
        throw error;
      },
    );
  }
}

/** A database of its own, migrated and empty: a clone of the template, about 35 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, appUrl, template } = inject('testCluster');
  const name = `tl_test_${randomBytes(8).toString('hex')}`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return {
    appUrl: withDatabase(appUrl, name),
    adminUrl: withDatabase(adminUrl, name),
    drop: () => asAdmin((client) => dropDatabase(client, name)),
  };
}

/**
 * For the top of a test file: gives the file a database and a data folder of its own, points `env()`, `prisma()` and
 * `pool()` at them, and takes both away after the last test. Read the returned object inside tests only.
 */
export function testDatabase(): { appUrl: string; adminUrl: string; dataDir: string } {
  const context = { appUrl: '', adminUrl: '', dataDir: '' };
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
    context.appUrl = database.appUrl;
    context.adminUrl = database.adminUrl;
    context.dataDir = mkdtempSync(path.join(tmpdir(), 'throughline-test-'));
    changeEnv({
      DATABASE_URL: database.appUrl,
      DATABASE_ADMIN_URL: database.adminUrl,
      THROUGHLINE_DATA: context.dataDir,
    });
  });
  afterAll(async () => {
    await closePrisma();
    await closePool();
    await database?.drop();
    if (context.dataDir) rmSync(context.dataDir, { recursive: true, force: true });
  });
  return context;
}
