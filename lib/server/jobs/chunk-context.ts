import 'server-only';
import type { ItemOutcome, ItemReason } from '@/lib/domain/job-states';
import type { AuditInput } from '@/lib/server/audit/with-audit';
import type { RunSql } from '@/lib/server/engine/incident-summary';
import type { OutboxInput } from '@/lib/server/outbox/publish';
import type { Followed } from '@/lib/server/risk/follow';

/** Who a job acts for. */
export interface JobActor {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** What the work on one chunk has: its transaction, who and when, and what it collects for the end of it. */
export interface ChunkContext {
  readonly run: RunSql;
  readonly tenantId: string;
  readonly jobId: string;
  readonly actor: JobActor;
  readonly now: Date;
  readonly audits: AuditInput[];
  readonly events: OutboxInput[];
}

/** An item whose turn it is. */
export interface ChunkItem {
  readonly position: number;
  readonly targetId: string;
  readonly version: number;
  readonly before: unknown;
}

export interface ItemResult {
  readonly position: number;
  readonly outcome: ItemOutcome;
  readonly reason?: ItemReason;
  readonly before?: unknown;
}

export function collect({ audits, events }: ChunkContext, followed: Followed): void {
  audits.push(...followed.audits);
  events.push(...followed.events);
}

/** The context of the rules that alerts and users' risk share. */
export const followOf = ({ run, tenantId, actor, now }: ChunkContext) => ({
  run,
  tenantId,
  actorName: actor.name,
  now,
});

const TOUCHED = `SELECT t.id FROM jsonb_to_recordset($2::jsonb) AS t(id text, version int)
  WHERE EXISTS (SELECT FROM audit_entry e WHERE e.tenant_id = $1 AND e.target_type = $3 AND e.target_id = t.id
    AND jsonb_array_length(e.changes) > 1 AND EXISTS (SELECT FROM jsonb_array_elements(e.changes) c
      WHERE c->>'field' = 'version' AND (c->>'to')::int > t.version))`;

/**
 * Which of these things a person decided something about after the version that was seen. What the engine alone
 * changed takes nothing away from a decision, here as for the commands on one thing.
 */
export async function decidedSince(
  { run, tenantId }: Pick<ChunkContext, 'run' | 'tenantId'>,
  type: 'incident' | 'alert',
  seen: readonly { readonly id: string; readonly seen: number; readonly version: number }[],
): Promise<ReadonlySet<string>> {
  const moved = seen
    .filter((item) => item.version !== item.seen)
    .map((item) => ({ id: item.id, version: item.seen }));
  if (moved.length === 0) return new Set();
  const rows = await run<{ id: string }>(TOUCHED, [tenantId, JSON.stringify(moved), type]);
  return new Set(rows.map((row) => row.id));
}

/** The rows of a chunk by id, and which of them a person decided something about since they were selected. */
export async function withDecisions<R extends { readonly id: string; readonly version: number }>(
  context: ChunkContext,
  type: 'incident' | 'alert',
  items: readonly ChunkItem[],
  rows: readonly R[],
): Promise<{ readonly byId: ReadonlyMap<string, R>; readonly decided: ReadonlySet<string> }> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const seen = items.flatMap((item) => {
    const row = byId.get(item.targetId);
    return row ? [{ id: row.id, seen: item.version, version: row.version }] : [];
  });
  return { byId, decided: await decidedSince(context, type, seen) };
}
