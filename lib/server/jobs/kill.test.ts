import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '@/bench/lib/random';
import type { Actor } from '@/lib/domain/permissions';
import { inheritedEnv } from '@/lib/server/env';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { bundle } from '@/scripts/lib/bundle';
import { createJob, undoJob } from './commands';
import { getJob } from './queries';

const db = testDatabase();
const T = 'contoso';
const INCIDENTS = 1_200;
const ALERTS = 2 * INCIDENTS;
const PROGRAMS = path.resolve(`.throughline-test/jobs-${process.pid}`);
let analyst: Actor;

beforeAll(async () => {
  await bundle({ child: 'lib/server/jobs/testing/loop-child.ts' }, PROGRAMS);
  await makeTenant(T);
  analyst = await makeActor(T, 'analyst');
  await pool().query(
    `INSERT INTO incident (tenant_id, id, number, display_name, severity, status, first_activity, last_activity, alert_count,
       active_alert_count, custom_tags)
     SELECT $1, 'i-' || n, n, 'Incident ' || n, 'low', (array['active', 'inProgress'])[1 + n % 2], now(), now(), 2, 2, '{}'
     FROM generate_series(1, $2::int) AS n`,
    [T, INCIDENTS],
  );
  await pool().query(
    `INSERT INTO alert (tenant_id, id, key, repeat_key, detector_id, service_source, detection_source, domain, title,
       description, severity, tactic, techniques, contains_alert_ids, status, first_activity, last_activity, incident_id)
     SELECT $1, 'a-' || n, 'a-' || n, 'a-' || n, 'test', 'thirdParty', 'test', 'identity', 'Alert ' || n, '', 'low',
       'Impact', '{}', '{}', 'new', now(), now(), 'i-' || (1 + n / 2) FROM generate_series(0, $2::int - 1) AS n`,
    [T, ALERTS],
  );
});
afterAll(() => rmSync(PROGRAMS, { recursive: true, force: true }));

const random = new Random(7);

/** One life of a runner, ended after some time unless it ends by itself. @returns whether it was killed */
function live(killAfter: number): Promise<boolean> {
  const child = spawn(process.execPath, [path.join(PROGRAMS, 'child.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: inheritedEnv({ DATABASE_URL: db.appUrl, THROUGHLINE_DATA: db.dataDir }),
  });
  child.stdout.on('data', () => setTimeout(() => child.kill('SIGKILL'), killAfter));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === null || code === 0) resolve(signal !== null);
      else reject(new Error(`the runner ended with ${code}`));
    });
  });
}

/** Runs a job to its end through kills. @returns how often a runner died with the job half done */
async function runThroughKills(id: string, end: string): Promise<number> {
  let patience = 1;
  for (let kills = 0; ; kills += 1) {
    const killed = await live(patience * (150 + random.int(500)));
    const job = await getJob(analyst, id);
    if (job?.state === end) return kills;
    expect(killed, `${job?.state} and the runner ended by itself`).toBe(true);
    // On a busy machine no chunk may fit into a life: lives get longer until one does.
    patience *= 1.15;
  }
}

const count = async (text: string): Promise<number> =>
  Number((await pool().query<{ n: string }>(text)).rows[0]?.n);

it('does and undoes each item once, whatever moment the runner is killed in', async () => {
  const ids = Array.from({ length: INCIDENTS }, (_, n) => `i-${n + 1}`);
  const { id } = await createJob(analyst, null, {
    action: { do: 'resolve', classification: 'falsePositive', determination: 'other', comment: 'Noise.' },
    selection: { target: 'incident', ids },
  });
  expect(await runThroughKills(id, 'done')).toBeGreaterThan(2);
  expect(await getJob(analyst, id)).toMatchObject({ changed: INCIDENTS, same: 0, skipped: 0 });
  const done = `status = 'resolved' AND classification = 'falsePositive' AND version = 2`;
  expect(await count(`SELECT count(*) AS n FROM incident WHERE ${done} AND active_alert_count = 0`)).toBe(
    INCIDENTS,
  );
  expect(await count(`SELECT count(*) AS n FROM alert WHERE ${done}`)).toBe(ALERTS);
  expect(await count(`SELECT count(*) AS n FROM comment`)).toBe(INCIDENTS);
  for (const [action, things] of [
    ['incident.resolve', INCIDENTS],
    ['alert.resolve', ALERTS],
  ] as const) {
    const entries = `FROM audit_entry WHERE action = '${action}'`;
    expect(await count(`SELECT count(*) AS n ${entries}`)).toBe(things);
    expect(await count(`SELECT count(DISTINCT target_id) AS n ${entries}`)).toBe(things);
  }

  await undoJob(analyst, null, id);
  expect(await runThroughKills(id, 'undone')).toBeGreaterThan(2);
  expect(await getJob(analyst, id)).toMatchObject({ undone: INCIDENTS, kept: 0 });
  for (const status of ['active', 'inProgress']) {
    const back = `status = '${status}' AND classification = 'unknown' AND version = 3 AND active_alert_count = 2`;
    expect(await count(`SELECT count(*) AS n FROM incident WHERE ${back}`)).toBe(INCIDENTS / 2);
  }
  const back = `status = 'new' AND classification = 'unknown' AND version = 3`;
  expect(await count(`SELECT count(*) AS n FROM alert WHERE ${back}`)).toBe(ALERTS);
});
