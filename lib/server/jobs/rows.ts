import 'server-only';
import type { AlertState, AlertStatePatch, IncidentState, IncidentStatePatch } from '@/lib/domain/bulk-rules';
import { changesOf } from '@/lib/server/audit/changes';
import { versionChange } from '@/lib/server/stale';
import type { ChunkContext } from './chunk-context';

/** An incident as a chunk found it, locked. */
export interface IncidentRow extends IncidentState {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly historical: boolean;
  readonly resolvedAt: string | null;
  readonly acknowledgedAt: string | null;
}

/** An alert as a chunk found it, locked. */
export interface AlertRow extends AlertState {
  readonly id: string;
  readonly incidentId: string | null;
  readonly version: number;
  readonly historical: boolean;
  /** Resolved in the moment in which its incident was. */
  readonly together: boolean;
}

/** What follows from a change of an incident and is not told in the trail. */
export interface IncidentTimes {
  readonly resolvedAt: string | null;
  readonly acknowledgedAt: string | null;
}

const INCIDENTS = `SELECT id, number, version, historical, status, classification, determination, assigned_to AS "assignedTo",
    coalesce(custom_tags, '{}') AS "customTags", resolving_comment AS "resolvingComment",
    resolved_at::text AS "resolvedAt", acknowledged_at::text AS "acknowledgedAt"
  FROM incident WHERE tenant_id = $1 AND id = ANY($2::text[]) ORDER BY id FOR UPDATE`;

const ALERT_COLUMNS = `a.id, a.incident_id AS "incidentId", a.version, a.historical, a.status, a.classification, a.determination,
    a.assigned_to AS "assignedTo"`;

/** By incident first: everybody who locks alerts has locked their incident before. */
const ALERTS_OF = `SELECT ${ALERT_COLUMNS}, (i.resolved_at IS NOT NULL AND a.status = 'resolved' AND a.updated_at = i.resolved_at) AS together
  FROM alert a JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
  WHERE a.tenant_id = $1 AND a.incident_id = ANY($2::text[]) ORDER BY a.incident_id, a.id FOR UPDATE OF a`;

const ALERTS = `SELECT ${ALERT_COLUMNS}, false AS together FROM alert a
  WHERE a.tenant_id = $1 AND a.id = ANY($2::text[]) ORDER BY a.incident_id, a.id FOR UPDATE`;

const LOCK_INCIDENTS_OF = `SELECT id FROM incident WHERE tenant_id = $1 AND id IN (
  SELECT incident_id FROM alert WHERE tenant_id = $1 AND id = ANY($2::text[])) ORDER BY id FOR UPDATE`;

type Read = Pick<ChunkContext, 'run' | 'tenantId'>;

export const lockIncidents = ({ run, tenantId }: Read, ids: readonly string[]) =>
  run<IncidentRow>(INCIDENTS, [tenantId, [...ids]]);

export const lockAlertsOf = ({ run, tenantId }: Read, incidentIds: readonly string[]) =>
  run<AlertRow>(ALERTS_OF, [tenantId, [...incidentIds]]);

/** Incident before alert, as every command locks. */
export async function lockAlerts({ run, tenantId }: Read, ids: readonly string[]) {
  await run(LOCK_INCIDENTS_OF, [tenantId, [...ids]]);
  return run<AlertRow>(ALERTS, [tenantId, [...ids]]);
}

export interface IncidentWrite {
  readonly row: IncidentRow;
  readonly patch: IncidentStatePatch;
  readonly times: IncidentTimes;
  readonly action: string;
  readonly reason?: string;
}

export interface AlertWrite {
  readonly row: AlertRow;
  readonly patch: AlertStatePatch;
  readonly action: string;
}

/** How many alerts of an incident still ask for work: kept on it for the queue. */
const OPEN_ALERTS = `(SELECT count(*) FROM alert a WHERE a.tenant_id = $1 AND a.incident_id = i.id AND a.visible
    AND a.status <> 'resolved')`;

const WRITE_INCIDENTS = `UPDATE incident AS i SET status = r.status, classification = r.classification,
    determination = r.determination, assigned_to = r.assigned_to, custom_tags = r.custom_tags,
    resolving_comment = r.resolving_comment, resolved_at = r.resolved_at, acknowledged_at = r.acknowledged_at,
    active_alert_count = CASE WHEN $5 THEN ${OPEN_ALERTS} ELSE i.active_alert_count END,
    version = i.version + 1, updated_at = $3::timestamptz, last_modified_by = $4
  FROM jsonb_to_recordset($2::jsonb) AS r(id text, status text, classification text, determination text,
    assigned_to text, custom_tags text[], resolving_comment text, resolved_at timestamptz, acknowledged_at timestamptz)
  WHERE i.tenant_id = $1 AND i.id = r.id`;

/**
 * Writes changed incidents in one statement, each with its entry in the trail and its event.
 * @param recount whether their alerts changed before, so that the open ones are to be counted again
 */
export async function writeIncidents(
  context: ChunkContext,
  writes: readonly IncidentWrite[],
  recount: boolean,
): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ row, patch, times }) => {
    const after = { ...row, ...patch, ...times };
    return {
      id: row.id,
      status: after.status,
      classification: after.classification,
      determination: after.determination,
      assigned_to: after.assignedTo,
      custom_tags: after.customTags,
      resolving_comment: after.resolvingComment,
      resolved_at: after.resolvedAt,
      acknowledged_at: after.acknowledgedAt,
    };
  });
  const { run, tenantId, now, actor } = context;
  await run(WRITE_INCIDENTS, [tenantId, JSON.stringify(rows), now.toISOString(), actor.name, recount]);
  for (const write of writes) tellIncident(context, write);
}

function tellIncident({ audits, events }: ChunkContext, { row, patch, action, reason }: IncidentWrite): void {
  const { id, number, version, historical } = row;
  const changes = changesOf(plain(row), plain(patch));
  const because = reason === undefined ? {} : { reason };
  audits.push({
    action,
    target: { type: 'incident', id },
    changes: [...changes, versionChange(version)],
    ...because,
  });
  const told = changes.map((change) => ({ ...change }));
  events.push({
    type: 'incident.updated',
    targetId: id,
    payload: { id, number, action, changes: told },
    quiet: historical,
  });
}

const WRITE_ALERTS = `UPDATE alert AS a SET status = r.status, classification = r.classification,
    determination = r.determination, assigned_to = r.assigned_to, version = a.version + 1, updated_at = $3::timestamptz
  FROM jsonb_to_recordset($2::jsonb) AS r(id text, status text, classification text, determination text, assigned_to text)
  WHERE a.tenant_id = $1 AND a.id = r.id`;

/** Writes changed alerts in one statement, each with its entry in the trail and its event. */
export async function writeAlerts(context: ChunkContext, writes: readonly AlertWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ row, patch }) => {
    const { status, classification, determination, assignedTo } = { ...row, ...patch };
    return { id: row.id, status, classification, determination, assigned_to: assignedTo };
  });
  const { run, tenantId, now, audits, events } = context;
  await run(WRITE_ALERTS, [tenantId, JSON.stringify(rows), now.toISOString()]);
  for (const { row, patch, action } of writes) {
    const { id, incidentId, version, historical } = row;
    const changes = changesOf(plain(row), plain(patch));
    audits.push({ action, target: { type: 'alert', id }, changes: [...changes, versionChange(version)] });
    const told = changes.map((change) => ({ ...change }));
    events.push({
      type: 'alert.updated',
      targetId: id,
      payload: { id, incidentId, changes: told },
      quiet: historical,
    });
  }
}

/** Counts the open alerts of these incidents again. */
export async function refreshActiveCounts({ run, tenantId }: Read, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await run(
    `UPDATE incident AS i SET active_alert_count = ${OPEN_ALERTS} WHERE i.tenant_id = $1 AND i.id = ANY($2::text[])`,
    [tenantId, [...ids]],
  );
}

/** The properties that the trail tells, as JSON has them. */
function plain(state: IncidentStatePatch | AlertStatePatch) {
  const known = [
    'status',
    'classification',
    'determination',
    'assignedTo',
    'customTags',
    'resolvingComment',
  ] as const;
  const values: Record<string, string | string[] | null> = {};
  for (const field of known) {
    const value = (state as IncidentStatePatch)[field];
    if (value !== undefined) values[field] = typeof value === 'object' && value !== null ? [...value] : value;
  }
  return values;
}
