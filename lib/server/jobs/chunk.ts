import 'server-only';
import type { PoolClient } from 'pg';
import type { ItemOutcome, JobState } from '@/lib/domain/job-states';
import { type JobWork, readWork } from '@/lib/domain/jobs';
import { WAKE_SQL } from '@/lib/server/outbox/publish';
import { withTransaction } from '@/lib/server/pg';
import { changeAlerts } from './alert-chunk';
import type { ChunkContext, ChunkItem, ItemResult } from './chunk-context';
import { changeIncidents } from './incident-chunk';
import { tell, writeAudits } from './tell';
import { undoItems } from './undo-chunk';

/** A runner that is not heard of for so long is taken for dead. */
export const LEASE_SECONDS = 10;
/** Alerts that one chunk changes at most, roughly: an incident may have 150. */
const ALERTS_PER_CHUNK = 2_000;

export interface JobKey {
  readonly tenantId: string;
  readonly id: string;
}

interface StoredJob {
  readonly target: string;
  readonly action: unknown;
  readonly state: JobState;
  readonly total: number;
  readonly cursor: number;
  readonly holder: string | null;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
}

const LOCK = `SELECT target, action, state, total, cursor, holder,
    coalesce(CASE WHEN state = 'undoing' THEN undo_actor_kind END, actor_kind) AS "actorKind",
    coalesce(CASE WHEN state = 'undoing' THEN undo_actor_id END, actor_id) AS "actorId",
    coalesce(CASE WHEN state = 'undoing' THEN undo_actor_name END, actor_name) AS "actorName"
  FROM job WHERE tenant_id = $1 AND id = $2 FOR UPDATE`;

/**
 * Items whose turn it is. The outcome is written out: as a parameter that is null it is taken to match next to nothing,
 * and the planner reads all items of a job for every chunk.
 */
const turn = (state: JobState): string =>
  `tenant_id = $1 AND job_id = $2 AND position > $3 AND ${state === 'undoing' ? `outcome = 'changed'` : 'outcome IS NULL'}
      ORDER BY position LIMIT $4`;

/** Next items in order, cut off where their incidents hold many alerts; always at least one. */
const nextIncidents = (state: JobState): string => `SELECT position, "targetId", version, before FROM (
    SELECT t.position, t.target_id AS "targetId", t.version, t.before,
      sum(coalesce(i.alert_count, 0)) OVER (ORDER BY t.position) - coalesce(i.alert_count, 0) AS alerts
    FROM (SELECT * FROM job_item WHERE ${turn(state)}) t
    LEFT JOIN incident i ON i.tenant_id = $1 AND i.id = t.target_id) n
  WHERE alerts < ${ALERTS_PER_CHUNK} ORDER BY position`;
const nextAlerts = (state: JobState): string =>
  `SELECT position, target_id AS "targetId", version, before FROM job_item WHERE ${turn(state)}`;

const STORE_ITEMS = `UPDATE job_item AS t SET outcome = r.outcome, reason = r.reason,
    before = CASE WHEN $4 THEN t.before ELSE r.before END
  FROM jsonb_to_recordset($3::jsonb) AS r(position int, outcome text, reason text, before jsonb)
  WHERE t.tenant_id = $1 AND t.job_id = $2 AND t.position = r.position`;

const STORE_JOB = `UPDATE job SET state = $3, cursor = $4, changed = changed + $5, same = same + $6, skipped = skipped + $7,
    undone = undone + $8, kept = kept + $9, started_at = coalesce(started_at, now()),
    ended_at = CASE WHEN $10 THEN now() END, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}),
    holder = CASE WHEN $10 THEN NULL ELSE holder END
  WHERE tenant_id = $1 AND id = $2`;

/**
 * Does the next items of a job: changes, trail, events and the cursor are one transaction, so that each item is done
 * once, whatever is killed whenever. A runner that lost the job does nothing.
 *
 * @returns how many items were done, and whether more is to do
 */
export function runChunk(
  key: JobKey,
  holder: string,
  size: number,
  options: { readonly giveUp?: boolean } = {},
): Promise<{ readonly done: number; readonly more: boolean }> {
  return withTransaction(async (tx) => {
    const job = (await tx.query<StoredJob>(LOCK, [key.tenantId, key.id])).rows[0];
    if (!job || job.holder !== holder || !hasWork(job.state)) return { done: 0, more: false };
    const items = await nextItems(tx, key, job, size);
    const context = contextOf(tx, key, job);
    const results = options.giveUp ? items.map(givenUp) : await work(context, job, items);
    const last = items.at(-1)?.position ?? job.cursor;
    const ends = items.length === 0 || last >= job.total;
    await store(tx, key, job, results, last, ends);
    await writeAudits(context);
    await tell(context, job.total, ends);
    await tx.query(WAKE_SQL);
    return { done: items.length, more: !ends };
  });
}

const hasWork = (state: JobState): boolean =>
  state === 'queued' || state === 'running' || state === 'undoing';

const givenUp = ({ position }: ChunkItem): ItemResult => ({ position, outcome: 'skipped', reason: 'error' });

async function nextItems(
  tx: PoolClient,
  key: JobKey,
  job: StoredJob,
  size: number,
): Promise<readonly ChunkItem[]> {
  const text = job.target === 'incident' ? nextIncidents(job.state) : nextAlerts(job.state);
  return (await tx.query<ChunkItem>(text, [key.tenantId, key.id, job.cursor, size])).rows;
}

function contextOf(tx: PoolClient, { tenantId, id }: JobKey, job: StoredJob): ChunkContext {
  return {
    run: async (text, values) => (await tx.query(text, [...values])).rows,
    tenantId,
    jobId: id,
    actor: { kind: job.actorKind, id: job.actorId, name: job.actorName },
    now: new Date(),
    audits: [],
    events: [],
  };
}

function work(context: ChunkContext, job: StoredJob, items: readonly ChunkItem[]): Promise<ItemResult[]> {
  const todo: JobWork = readWork(job.target, job.action);
  if (items.length === 0) return Promise.resolve([]);
  if (job.state === 'undoing') return undoItems(context, todo.target, items);
  return todo.target === 'incident'
    ? changeIncidents(context, todo.action, items)
    : changeAlerts(context, todo.action, items);
}

async function store(
  tx: PoolClient,
  { tenantId, id }: JobKey,
  job: StoredJob,
  results: readonly ItemResult[],
  cursor: number,
  ends: boolean,
): Promise<void> {
  const undoing = job.state === 'undoing';
  if (results.length > 0) await tx.query(STORE_ITEMS, [tenantId, id, JSON.stringify(results), undoing]);
  const count = (outcome: ItemOutcome) => results.filter((result) => result.outcome === outcome).length;
  const state = undoing ? (ends ? 'undone' : 'undoing') : ends ? 'done' : 'running';
  const counts = (['changed', 'same', 'skipped', 'undone', 'kept'] as const).map(count);
  await tx.query(STORE_JOB, [tenantId, id, state, cursor, ...counts, ends]);
}
