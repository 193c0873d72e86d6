import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunOutcome } from '@/lib/domain/hunting/library';
import { ChildError } from '../../child/client';
import { log } from '../../log';
import { pool } from '../../pg';
import { libraryProcess, refusalsOf } from '../client';

/** Hunts of one run at the same time. */
const AT_ONCE = 2;
const LOOK_MS = 400;

interface Item {
  readonly tenantId: string;
  readonly ownerId: string;
  readonly runId: string;
  readonly position: number;
  readonly text: string | null;
  readonly from: Date | null;
  readonly to: Date;
  readonly maxRows: number;
  readonly timeoutS: number;
}

interface Outcome {
  readonly outcome: RunOutcome;
  readonly rows: number;
  readonly isCut: boolean;
  readonly reason: string;
}

/** People's runs by turns; of each the queries in the order in which they were chosen. */
const NEXT = `SELECT r.tenant_id AS "tenantId", r.owner_id AS "ownerId", r.id AS "runId", i.position, q.text, r."from", r."to",
    r.max_rows AS "maxRows", r.timeout_s AS "timeoutS"
  FROM (SELECT r.* FROM tenant t JOIN hunting_run r ON r.tenant_id = t.id AND r.state = 'running' ORDER BY random() LIMIT 1) r
  LEFT JOIN LATERAL (SELECT * FROM hunting_run_item i WHERE i.tenant_id = r.tenant_id AND i.owner_id = r.owner_id
    AND i.run_id = r.id AND i.outcome = 'waiting' ORDER BY i.position LIMIT $1) i ON TRUE
  LEFT JOIN hunting_query q ON q.tenant_id = i.tenant_id AND q.id = i.query_id`;

const STORE = `UPDATE hunting_run_item SET outcome = $5, rows = $6, is_cut = $7, ms = $8, reason = $9
  WHERE tenant_id = $1 AND owner_id = $2 AND run_id = $3 AND position = $4`;

const END = `UPDATE hunting_run SET state = 'done', ended_at = now()
  WHERE tenant_id = $1 AND owner_id = $2 AND id = $3 AND state = 'running'`;

/** Runs the next queries of one run. @returns whether there were any */
export async function runSome(signal: AbortSignal): Promise<boolean> {
  const { rows } = await pool().query<Omit<Item, 'position'> & { position: number | null }>(NEXT, [AT_ONCE]);
  const [first] = rows;
  if (!first) return false;
  const items = rows.flatMap((row): Item[] =>
    row.position === null ? [] : [{ ...row, position: row.position }],
  );
  if (items.length === 0) {
    await pool().query(END, [first.tenantId, first.ownerId, first.runId]);
    return true;
  }
  const canceled = new AbortController();
  const either = AbortSignal.any([signal, canceled.signal]);
  const work = runTogether(items, either);
  const settled = work.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([settled, sleep(LOOK_MS, false)])))
    if (!(await isWanted(first))) canceled.abort();
  await work;
  return true;
}

const isWanted = async ({ tenantId, ownerId, runId }: Omit<Item, 'position'>): Promise<boolean> =>
  ((
    await pool().query(
      `SELECT 1 FROM hunting_run WHERE tenant_id = $1 AND owner_id = $2 AND id = $3 AND state = 'running'`,
      [tenantId, ownerId, runId],
    )
  ).rowCount ?? 0) > 0;

/** Runs some at the same time; who was taken down by a neighbour runs once more, alone. */
async function runTogether(items: readonly Item[], signal: AbortSignal): Promise<void> {
  const again = await Promise.all(items.map((item) => runOne(item, signal, items.length === 1)));
  for (const item of again.flatMap((one) => one ?? [])) await runOne(item, signal, true);
}

/** @returns the query where it has to run once more */
async function runOne(item: Item, signal: AbortSignal, isAlone: boolean): Promise<Item | null> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  let found = await outcomeOf(item, signal);
  if (found === null) return null;
  if (found === 'gone') {
    // Whoever does not give up in time is killed.
    if (ms() >= item.timeoutS * 1_000) found = tooLong(item);
    else if (isAlone) found = without('failed', 'It needed more memory than it may use.');
    else return item;
  }
  await pool().query(STORE, [
    ...[item.tenantId, item.ownerId, item.runId, item.position],
    ...[found.outcome, found.rows, found.isCut, ms(), found.reason.slice(0, 500)],
  ]);
  return null;
}

const without = (outcome: RunOutcome, reason: string): Outcome => ({
  outcome,
  rows: 0,
  isCut: false,
  reason,
});

const tooLong = ({ timeoutS }: Item): Outcome =>
  without('timeout', `It did not end within ${timeoutS} seconds.`);

/** What came of a query; null where it was let go of, `gone` where its process ended under it. */
async function outcomeOf(item: Item, signal: AbortSignal): Promise<Outcome | 'gone' | null> {
  const { tenantId, text, maxRows, timeoutS, to } = item;
  if (text === null) return without('failed', 'The query was deleted meanwhile.');
  const during = item.from === null ? null : { from: item.from.getTime(), to: to.getTime() };
  try {
    const { rows, truncated } = await libraryProcess.ask(
      'run',
      { tenantId, text, limit: maxRows, during, now: new Date().toISOString() },
      { timeoutMs: timeoutS * 1_000, signal },
    );
    return { outcome: rows.length > 0 ? 'rows' : 'none', rows: rows.length, isCut: truncated, reason: '' };
  } catch (error) {
    if (signal.aborted) return null;
    const [refusal] = refusalsOf(error) ?? [];
    if (refusal) return without('refused', refusal.message);
    const failure = error instanceof ChildError ? error.failure : 'failed';
    if (failure === 'timeout') return tooLong(item);
    if (failure === 'memory') return 'gone';
    log().warn({ err: error }, 'a query of a run failed');
    return without('failed', 'It failed. The log of the portal says why.');
  }
}
