import 'server-only';
import type { RunSql } from './incident-summary';
import { type MergeFields, type MergeUndo, mergeFields, mergeUndo } from './merge-incidents';

export interface UnmergeRequest {
  readonly tenantId: string;
  /** The incident that was merged away. */
  readonly source: string;
  /** The one that holds its alerts now: at the end of its redirects. */
  readonly holder: string;
  readonly by: { readonly id: string; readonly name: string };
}

/**
 * Alerts that came from an incident by a merge and are where merges brought them: $2 source, $3 holder. What a person, or
 * a later link, put there since stays.
 */
const RETURNING = `select distinct a.id from incident_membership m
  join alert a on a.tenant_id = $1 and a.id = m.alert_id and a.incident_id = $3
  where m.tenant_id = $1 and m.from_incident_id = $2 and m.cause = 'merged'
    and m.incident_id = (select redirect_incident_id from incident where tenant_id = $1 and id = $2)
    and not exists (select 1 from incident_membership l where l.tenant_id = $1 and l.alert_id = m.alert_id
      and l.from_at > m.from_at and l.cause not in ('merged', 'unmerged'))`;

/** Ids of the alerts that an unmerge would give back. */
export async function alertsToReturn(
  run: RunSql,
  { tenantId, source, holder }: Pick<UnmergeRequest, 'tenantId' | 'source' | 'holder'>,
): Promise<readonly string[]> {
  const rows = await run<{ id: string }>(`${RETURNING} order by a.id`, [tenantId, source, holder]);
  return rows.map((row) => row.id);
}

/**
 * Gives an incident back what a merge took, by the log of memberships, and forbids its alerts the one that they leave:
 * the engine never puts them together again. The caller holds both incidents locked.
 */
export async function unmergeIncident(
  run: RunSql,
  request: UnmergeRequest,
  alertIds: readonly string[],
): Promise<void> {
  const { tenantId, source, holder, by } = request;
  const merge = await lastMerge(run, tenantId, source);
  await giveBack(run, request, alertIds);
  await forbid(run, tenantId, { alertIds, incidentId: holder, by: by.id });
  if (merge !== null && merge.targetId === holder) await restoreHolder(run, request, merge.undo);
  if (merge !== null) await takeBack(run, request, merge.undo);
  await run(
    `update incident set status = $3, redirect_incident_id = null, version = version + 1, updated_at = now(),
       last_modified_by = $4, system_tags = array_remove(system_tags, 'Redirected') where tenant_id = $1 and id = $2`,
    [tenantId, source, merge?.undo.sourceStatus ?? 'active', by.name],
  );
  if (merge !== null) {
    await run(
      'update incident_merge set undone_at = now(), undone_by = $3 where tenant_id = $1 and id = $2 and undone_at is null',
      [tenantId, merge.id, by.name],
    );
  }
}

interface StoredMerge {
  readonly id: string;
  readonly targetId: string;
  readonly undo: MergeUndo;
}

/** The merge that an incident redirects by; none for one from before merges were kept. */
async function lastMerge(run: RunSql, tenantId: string, source: string): Promise<StoredMerge | null> {
  const [row] = await run<{ id: string; targetId: string; undo: unknown }>(
    `select id, target_id as "targetId", undo from incident_merge where tenant_id = $1 and source_id = $2
       and undone_at is null order by at desc, id limit 1`,
    [tenantId, source],
  );
  const undo = mergeUndo.safeParse(row?.undo);
  return row && undo.success ? { id: row.id, targetId: row.targetId, undo: undo.data } : null;
}

async function giveBack(
  run: RunSql,
  { tenantId, source, holder }: UnmergeRequest,
  alertIds: readonly string[],
): Promise<void> {
  const values = [tenantId, [...alertIds], source];
  await run(
    'update incident_membership set until_at = now() where tenant_id = $1 and alert_id = any($2::text[]) and until_at is null',
    values.slice(0, 2),
  );
  await run(
    `insert into incident_membership (tenant_id, id, incident_id, alert_id, cause, from_incident_id, from_at)
     select $1, gen_random_uuid()::text, $3, id, 'unmerged', $4, now() from unnest($2::text[]) as id`,
    [...values, holder],
  );
  await run('update alert set incident_id = $3 where tenant_id = $1 and id = any($2::text[])', values);
  // Links among what came back go with it.
  await run(
    `update incident_link set incident_id = $3 where tenant_id = $1 and alert_id = any($2::text[])
       and other_alert_id = any($2::text[])`,
    values,
  );
}

/** A person's word: these alerts never join that incident. What was said to the contrary before is taken back. */
export async function forbid(
  run: RunSql,
  tenantId: string,
  word: { readonly alertIds: readonly string[]; readonly incidentId: string; readonly by: string },
): Promise<void> {
  const values = [tenantId, [...word.alertIds], word.incidentId];
  await run(
    `delete from correlation_constraint where tenant_id = $1 and alert_id = any($2::text[]) and incident_id = $3
       and kind = 'require'`,
    values,
  );
  await run(
    `insert into correlation_constraint (tenant_id, kind, alert_id, incident_id, created_by)
     select $1, 'forbid', id, $3, $4 from unnest($2::text[]) as id on conflict do nothing`,
    [...values, word.by],
  );
}

const TAGS = ['customTags', 'systemTags'] as const;
const PAIRS: readonly (readonly (keyof MergeFields)[])[] = [
  ['displayName', 'nameIsCustom'],
  ['severity', 'severityIsCustom'],
  ['assignedTo'],
  ['classification', 'determination'],
  ['status'],
];

/** What the merge gave the holder it gives back, unless somebody changed it since. */
function undoneFields(undo: Pick<MergeUndo, 'before' | 'after'>, now: MergeFields): MergeFields {
  const { before, after } = undo;
  const restored: Record<string, unknown> = { ...now };
  for (const pair of PAIRS) {
    if (pair.every((field) => now[field] === after[field]))
      for (const field of pair) restored[field] = before[field];
  }
  for (const field of TAGS) {
    const brought = after[field].filter((tag) => !before[field].includes(tag));
    restored[field] = now[field].filter((tag) => !brought.includes(tag));
  }
  return { ...now, ...restored };
}

async function restoreHolder(
  run: RunSql,
  { tenantId, holder }: UnmergeRequest,
  undo: MergeUndo,
): Promise<void> {
  const now = await mergeFields(run, tenantId, holder);
  if (now === null) return;
  const fields = undoneFields(undo, now);
  await run(
    `update incident set custom_tags = $3::text[], system_tags = $4::text[], display_name = $5, name_is_custom = $6,
       severity = $7, severity_is_custom = $8, assigned_to = $9, classification = $10, determination = $11, status = $12
      where tenant_id = $1 and id = $2`,
    [
      tenantId,
      holder,
      [...fields.customTags],
      [...fields.systemTags],
      fields.displayName,
      fields.nameIsCustom,
      fields.severity,
      fields.severityIsCustom,
      fields.assignedTo,
      fields.classification,
      fields.determination,
      fields.status,
    ],
  );
}

/** Open work returns to where it was left, and decisions about the source bind the holder no more. */
async function takeBack(
  run: RunSql,
  { tenantId, source, holder }: UnmergeRequest,
  undo: MergeUndo,
): Promise<void> {
  await run(
    'update task set incident_id = $3 where tenant_id = $1 and id = any($2::text[]) and incident_id = $4',
    [tenantId, [...undo.tasks], source, holder],
  );
  await run(
    'update hunt_evidence set incident_id = $3 where tenant_id = $1 and row_key = any($2::text[]) and incident_id = $4',
    [tenantId, [...undo.huntRows], source, holder],
  );
  await run(
    `delete from correlation_constraint c using jsonb_to_recordset($3::jsonb) as u(kind text, "alertId" text)
      where c.tenant_id = $1 and c.incident_id = $2 and c.kind = u.kind and c.alert_id = u."alertId"
        and not exists (select 1 from alert a where a.tenant_id = $1 and a.id = c.alert_id and a.incident_id = $4)`,
    [tenantId, holder, JSON.stringify(undo.constraints), source],
  );
}
