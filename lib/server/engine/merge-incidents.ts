import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RunSql } from './incident-summary';

/** Which incident goes into which, and whose decision that is. */
export interface MergeRequest {
  readonly tenantId: string;
  readonly source: string;
  readonly target: string;
  /** `Correlation`, or the person. */
  readonly by: string;
}

/** The target's fields that a merge may change. */
const mergedFields = z.object({
  customTags: z.array(z.string()),
  systemTags: z.array(z.string()),
  displayName: z.string(),
  nameIsCustom: z.boolean(),
  assignedTo: z.string().nullable(),
  classification: z.string(),
  determination: z.string(),
  severity: z.string(),
  severityIsCustom: z.boolean(),
  status: z.string(),
});
export type MergeFields = z.infer<typeof mergedFields>;

/** What a merge changed beside memberships, which have a log of their own. */
export const mergeUndo = z.object({
  sourceStatus: z.string(),
  before: mergedFields,
  after: mergedFields,
  constraints: z.array(z.object({ kind: z.string(), alertId: z.string() })),
  tasks: z.array(z.string()),
  /** Keys of the rows of hunts; none for merges from before there were any. */
  huntRows: z.array(z.string()).default([]),
});
export type MergeUndo = z.infer<typeof mergeUndo>;

const fieldsOf = (i: string): string =>
  `coalesce(${i}.custom_tags, '{}') as "customTags", coalesce(${i}.system_tags, '{}') as "systemTags",
   ${i}.display_name as "displayName", ${i}.name_is_custom as "nameIsCustom", ${i}.assigned_to as "assignedTo",
   ${i}.classification, ${i}.determination, ${i}.severity, ${i}.severity_is_custom as "severityIsCustom", ${i}.status`;

/** The fields of an incident that a merge may change, as they are. */
export async function mergeFields(run: RunSql, tenantId: string, id: string): Promise<MergeFields | null> {
  const [row] = await run<MergeFields>(
    `select ${fieldsOf('i')} from incident i where i.tenant_id = $1 and i.id = $2`,
    [tenantId, id],
  );
  return row ?? null;
}

/**
 * Moves everything of one incident into another, which the caller holds locked: the source redirects from now on and
 * keeps its comments and audit. What it changed is kept, so that `unmergeIncident` can undo it.
 *
 * @returns how many alerts moved
 */
export async function mergeIncidents(run: RunSql, request: MergeRequest): Promise<number> {
  const { tenantId, source, target } = request;
  const key = [tenantId, source, target];
  const before = await mergeFields(run, tenantId, target);
  const gone = await mergeFields(run, tenantId, source);
  if (before === null || gone === null) return 0;
  const moved = await moveAll(run, key);
  await run('update incident_link set incident_id = $3 where tenant_id = $1 and incident_id = $2', key);
  const [after] = await run<MergeFields>(TAKE_OVER, key);
  // Who kept an alert out of the one keeps it out of both; open work goes with the alerts.
  const constraints = await run<{ kind: string; alertId: string }>(
    `insert into correlation_constraint (tenant_id, kind, alert_id, incident_id, created_by, created_at)
     select tenant_id, kind, alert_id, $3, created_by, created_at from correlation_constraint
      where tenant_id = $1 and incident_id = $2 on conflict do nothing returning kind, alert_id as "alertId"`,
    key,
  );
  const tasks = await run<{ id: string }>(
    'update task set incident_id = $3 where tenant_id = $1 and incident_id = $2 returning id',
    key,
  );
  // A row that both have stays where it is: the page shows one of them. One that was taken away there is there again.
  await run(
    `delete from hunt_evidence t where t.tenant_id = $1 and t.incident_id = $3 and t.removed_at is not null
       and exists (select 1 from hunt_evidence e where e.tenant_id = $1 and e.incident_id = $2 and e.row_key = t.row_key
         and e.removed_at is null)`,
    key,
  );
  const huntRows = await run<{ key: string }>(
    `update hunt_evidence e set incident_id = $3 where e.tenant_id = $1 and e.incident_id = $2 and e.removed_at is null
       and not exists (select 1 from hunt_evidence t where t.tenant_id = $1 and t.incident_id = $3 and t.row_key = e.row_key)
     returning e.row_key as key`,
    key,
  );
  await run(
    `update incident set status = 'redirected', redirect_incident_id = $3, alert_count = 0, active_alert_count = 0,
       system_tags = array_append(array_remove(coalesce(system_tags, '{}'), 'Redirected'), 'Redirected'), updated_at = now(),
       last_modified_by = $4, version = version + 1 where tenant_id = $1 and id = $2`,
    [...key, request.by],
  );
  await remember(run, request, {
    sourceStatus: gone.status,
    before,
    after: after ?? before,
    constraints: [...constraints],
    tasks: tasks.map((task) => task.id),
    huntRows: huntRows.map((row) => row.key),
  });
  return moved;
}

/** Membership is a log of intervals: one ends, the next begins, in one statement for all alerts. */
async function moveAll(run: RunSql, key: readonly string[]): Promise<number> {
  await run(
    `update incident_membership set until_at = now() where tenant_id = $1 and until_at is null
       and alert_id in (select id from alert where tenant_id = $1 and incident_id = $2)`,
    key.slice(0, 2),
  );
  await run(
    `insert into incident_membership (tenant_id, id, incident_id, alert_id, cause, from_incident_id, from_at)
     select $1, gen_random_uuid()::text, $3, id, 'merged', $2, now() from alert where tenant_id = $1 and incident_id = $2`,
    key,
  );
  const moved = await run<{ id: string }>(
    'update alert set incident_id = $3 where tenant_id = $1 and incident_id = $2 returning id',
    key,
  );
  return moved.length;
}

/** What a person set on either stays; where both set something, the target's. */
const TAKE_OVER = `update incident t set custom_tags = array(select distinct unnest(coalesce(t.custom_tags, '{}') || coalesce(s.custom_tags, '{}')) order by 1),
    system_tags = array(select distinct unnest(coalesce(t.system_tags, '{}') || coalesce(s.system_tags, '{}')) order by 1),
    display_name = case when s.name_is_custom and not t.name_is_custom then s.display_name else t.display_name end,
    name_is_custom = t.name_is_custom or s.name_is_custom,
    assigned_to = coalesce(t.assigned_to, s.assigned_to),
    classification = case when t.classification = 'unknown' then s.classification else t.classification end,
    determination = case when t.determination = 'unknown' and t.classification in ('unknown', s.classification) then s.determination else t.determination end,
    severity = case when s.severity_is_custom and not t.severity_is_custom then s.severity else t.severity end,
    severity_is_custom = t.severity_is_custom or s.severity_is_custom,
    status = case when t.status = 'active' then s.status else t.status end,
    acknowledged_at = least(t.acknowledged_at, s.acknowledged_at), version = t.version + 1
  from incident s where t.tenant_id = $1 and t.id = $3 and s.tenant_id = $1 and s.id = $2
  returning ${fieldsOf('t')}`;

async function remember(
  run: RunSql,
  { tenantId, source, target, by }: MergeRequest,
  undo: MergeUndo,
): Promise<void> {
  await run(
    `insert into incident_merge (tenant_id, id, source_id, target_id, undo, merged_by, at)
     values ($1, $2, $3, $4, $5::jsonb, $6, now())`,
    [tenantId, randomUUID(), source, target, JSON.stringify(undo), by],
  );
}
