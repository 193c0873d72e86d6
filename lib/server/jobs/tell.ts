import 'server-only';
import { EVERY_TARGET } from '@/lib/domain/live';
import type { OutboxInput } from '@/lib/server/outbox/publish';
import type { ChunkContext } from './chunk-context';

/** Jobs of up to so many items are told thing by thing, as if each had been changed alone. */
const TOLD_ONE_BY_ONE = 50;

const AUDITS = `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes,
    reason, request_id)
  SELECT $1, $2, $3, $4, r.action, r.target_type, r.target_id, r.changes, r.reason, $6
  FROM jsonb_to_recordset($5::jsonb)
    AS r(action text, target_type text, target_id text, changes jsonb, reason text)`;

/** Writes the trail of a chunk, last in its transaction: the sealer waits for whoever has begun to. */
export async function writeAudits({ run, tenantId, actor, jobId, audits }: ChunkContext): Promise<void> {
  if (audits.length === 0) return;
  const rows = audits.map(({ action, target, changes = [], reason }) => ({
    action,
    target_type: target.type,
    target_id: target.id,
    changes,
    reason: reason ?? null,
  }));
  const who = [tenantId, actor.kind, actor.id, actor.name];
  await run(AUDITS, [...who, JSON.stringify(rows), `job:${jobId}`]);
}

const EVENTS = `INSERT INTO outbox_event (tenant_id, type, target_id, payload, quiet)
  SELECT $1, r.type, r.target_id, r.payload, r.quiet
  FROM jsonb_to_recordset($2::jsonb) AS r(type text, target_id text, payload jsonb, quiet bool)`;

/**
 * Tells the world of a chunk. A large job tells each kind of change once a chunk, to everybody who shows such things:
 * a hundred thousand events would be a hundred thousand refreshes of every open page, and deliveries to every webhook.
 */
export async function tell(context: ChunkContext, total: number, ends: boolean): Promise<void> {
  const { run, tenantId, jobId, events } = context;
  const told = total > TOLD_ONE_BY_ONE ? gathered(jobId, events) : events;
  const progress: OutboxInput = {
    type: ends ? 'job.ended' : 'job.progress',
    targetId: jobId,
    payload: {},
    quiet: true,
  };
  const rows = [...told, progress].map(({ type, targetId, payload = {}, quiet = false }) => ({
    ...{ type, target_id: targetId, payload, quiet },
  }));
  await run(EVENTS, [tenantId, JSON.stringify(rows)]);
}

/** `incident.updated` of many → one `incident.bulk` that lists them; what is quiet is not listed. */
function gathered(jobId: string, events: readonly OutboxInput[]): readonly OutboxInput[] {
  const byArea = new Map<string, OutboxInput[]>();
  for (const event of events) {
    const area = event.type.split('.', 1)[0] ?? '';
    const group = byArea.get(area);
    if (group) group.push(event);
    else byArea.set(area, [event]);
  }
  return [...byArea].map(([area, group]) => {
    const loud = group.filter((event) => !event.quiet).map((event) => event.payload ?? {});
    // Nobody but browsers is told of alerts one by one either.
    const changes = area === 'alert' ? [] : loud;
    return {
      type: `${area}.bulk`,
      targetId: EVERY_TARGET,
      payload: { jobId, changes },
      quiet: changes.length === 0,
    };
  });
}
