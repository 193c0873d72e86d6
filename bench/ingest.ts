import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { env } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { copyRows, prepareCopy } from './lib/copy-rows';
import { inProcess, prepareFile, type SenderResult, type Slice, send } from './lib/load';
import { type Ground, newGround, type Portal, startPortal } from './lib/portal';
import { type Usage, watchProcesses } from './lib/processes';
import { atLeast, atMost, plain, type Report } from './lib/report';

/**
 * Sign-ins of the full schema over HTTP, detection on, until the last one is sealed in the lake; measured against bare
 * `JSON.parse` of the same bytes and against PostgreSQL's COPY of the same rows, in the same run.
 */

const ROWS = 200_000;
/** Largest body that a portal takes by default, less a little. */
const BODY_BYTES = 30 * 1024 * 1024;
const IN_FLIGHT = 3;
const LOAD = { users: 5_000, step: 18, seed: 7 };
const WAIT_LIMIT_MS = 15 * 60_000;
const POLL_MS = 50;
const CORES = 2;
/** What the portal learns from before the clock starts: code is compiled, files are open. */
const WARM_ROWS = 2_000;

interface Prepared {
  readonly file: string;
  readonly copyFile: string;
  readonly slices: readonly Slice[];
  readonly bytes: number;
}

interface Measured {
  readonly seconds: number;
  readonly sent: SenderResult;
  readonly usage: Usage;
}

export async function benchIngest(): Promise<Report> {
  const ground = await newGround('ingest');
  try {
    const prepared = await prepare();
    const before = await parseAll(prepared);
    const portal = await startPortal(ground);
    let measured: Measured;
    try {
      await warmUp(ground, portal);
      measured = await ingest(ground, portal, prepared);
      await verify(ground.tenantId);
    } finally {
      await portal.stop();
    }
    const after = await parseAll(prepared);
    const copyText = await copyRows(ground.cluster.adminUrl, prepared.copyFile, 'text');
    const copyJson = await copyRows(ground.cluster.adminUrl, prepared.copyFile, 'jsonb');
    return report(prepared, measured, faster(before, after), copyText, copyJson);
  } finally {
    await ground.leave();
  }
}

async function prepare(): Promise<Prepared> {
  const file = path.join(env().dataDir, 'bench.ndjson');
  const copyFile = path.join(env().dataDir, 'bench.copy');
  const load = { ...LOAD, from: Date.now() - ROWS * LOAD.step };
  const prepared = prepareFile(file, load, ROWS, BODY_BYTES);
  await prepareCopy(file, copyFile);
  return { file, copyFile, ...prepared };
}

interface Parsed {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const parseAll = ({ file }: Prepared): Promise<Parsed> =>
  inProcess<{ file: string }, Parsed>('./parser.ts', { file });

/** The stricter of the two yardsticks: before the run and after it. */
const faster = (a: Parsed, b: Parsed): Parsed => (a.seconds < b.seconds ? a : b);

/** Rows of other users and of a day before, so that nothing of the measured load is known when the clock starts. */
async function warmUp(ground: Ground, portal: Portal): Promise<void> {
  const file = path.join(env().dataDir, 'warm.ndjson');
  const load = { users: 200, from: Date.now() - 86_400_000, step: 100, seed: 99 };
  const { slices } = prepareFile(file, load, WARM_ROWS, BODY_BYTES);
  await send({ url: portal.url, token: portal.token, table: 'SigninLogs', file, slices, inFlight: 1 });
  await allSealed(ground.tenantId, WARM_ROWS);
  rmSync(file);
}

async function ingest(ground: Ground, portal: Portal, { file, slices }: Prepared): Promise<Measured> {
  const endWatch = watchProcesses(portal.pid, ground.postmaster);
  const started = performance.now();
  const sent = await send({
    url: portal.url,
    token: portal.token,
    table: 'SigninLogs',
    file,
    slices,
    inFlight: IN_FLIGHT,
  });
  await allSealed(ground.tenantId, ROWS + WARM_ROWS);
  return { seconds: (performance.now() - started) / 1000, sent, usage: endWatch() };
}

/** Waits until so many rows are in the lake's catalog and the inbox is empty. */
async function allSealed(tenantId: string, rows: number): Promise<void> {
  const limit = performance.now() + WAIT_LIMIT_MS;
  for (;;) {
    const found = await pool().query<{ sealed: number; waiting: number }>(
      `select (select coalesce(sum(row_count), 0)::float8 from lake_segment where tenant_id = $1) as sealed,
         (select count(*)::int from inbox_batch where tenant_id = $1) as waiting`,
      [tenantId],
    );
    const state = found.rows[0];
    if (state && state.sealed >= rows && state.waiting === 0) return;
    if (performance.now() > limit) throw new Error(`not sealed in time: ${JSON.stringify(state)}`);
    await sleep(POLL_MS);
  }
}

/** Every row must have been accepted once and seen by the engine; anything else is no measurement. */
async function verify(tenantId: string): Promise<void> {
  const found = await pool().query<{ accepted: number; duplicates: number; dead: number }>(
    `select sum(accepted)::float8 as accepted, sum(duplicates)::float8 as duplicates, sum(dead_lettered)::float8 as dead
       from batch_receipt where tenant_id = $1 and state = 'sealed'`,
    [tenantId],
  );
  const { accepted, duplicates, dead } = found.rows[0] ?? {};
  if (accepted !== ROWS + WARM_ROWS || duplicates !== 0 || dead !== 0)
    throw new Error(`accepted ${accepted}, duplicates ${duplicates}, dead letters ${dead}`);
}

function report(
  { bytes }: Prepared,
  { seconds, sent, usage }: Measured,
  parse: Parsed,
  copyText: number,
  copyJson: number,
): Report {
  return {
    title: `ingest: ${ROWS} full-schema sign-ins over HTTP, detection on, until sealed`,
    figures: [
      plain('row size', `${Math.round(bytes / ROWS)} bytes`),
      plain('ingest until sealed', `${seconds.toFixed(1)} s`),
      plain('rows per second', Math.round(ROWS / seconds).toString()),
      plain('JSON.parse of the same bytes', `${parse.seconds.toFixed(2)} s`),
      atLeast('JSON.parse ÷ ingest', parse.seconds / seconds, 0.15),
      plain('COPY of the same rows (text)', `${copyText.toFixed(1)} s`),
      plain('COPY of the same rows (jsonb)', `${copyJson.toFixed(1)} s`),
      atLeast('COPY (text) ÷ ingest', copyText / seconds, 0.2),
      atLeast('COPY (jsonb) ÷ ingest', copyJson / seconds, 0.2),
      atMost('memory without PostgreSQL', usage.peakBytes / 1e9, 1.5, 'GB', 2),
      plain('our processor time', `${usage.ourCpu.toFixed(1)} s`),
      plain("PostgreSQL's processor time", `${usage.postgresCpu.toFixed(1)} s`),
      plain("load generator's processor time", `${sent.cpuSeconds.toFixed(1)} s`),
      plain("JSON.parse's processor time", `${parse.cpuSeconds.toFixed(2)} s`),
      plain(
        'JSON.parse ÷ ingest, were both cores free',
        (parse.cpuSeconds / ((usage.ourCpu + usage.postgresCpu + sent.cpuSeconds) / CORES)).toFixed(3),
      ),
      plain('bodies refused for a while', String(sent.refusals)),
    ],
  };
}
