import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isStopping } from '../lifecycle';
import { pool } from '../pg';

const DATABASE_LIMIT_MS = 2_000;

export interface Readiness {
  readonly ready: boolean;
  /** What was looked at and whether it is well. */
  readonly checks: { readonly database: boolean; readonly accepting: boolean };
}

async function databaseAnswers(): Promise<boolean> {
  // The table, not only the connection: a database that was never migrated cannot serve.
  const answer = pool()
    .query('SELECT FROM tenant LIMIT 1')
    .then(() => true)
    .catch(() => false);
  return Promise.race([answer, sleep(DATABASE_LIMIT_MS, false, { ref: false })]);
}

/** Whether this process should get requests: its database answers and it is not shutting down. */
export async function readiness(): Promise<Readiness> {
  const checks = { database: await databaseAnswers().catch(() => false), accepting: !isStopping() };
  return { ready: checks.database && checks.accepting, checks };
}
