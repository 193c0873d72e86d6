import 'server-only';
import { randomUUID } from 'node:crypto';
import {
  type IncidentStatePatch,
  isFirstTouch,
  type Ruling,
  reachesAlerts,
  ruleAlertOf,
  ruleIncident,
} from '@/lib/domain/bulk-rules';
import type { IncidentAction } from '@/lib/domain/jobs';
import { followReopened, followResolved } from '@/lib/server/risk/follow';
import {
  type ChunkContext,
  type ChunkItem,
  collect,
  followOf,
  type ItemResult,
  withDecisions,
} from './chunk-context';
import {
  type AlertRow,
  type AlertWrite,
  type IncidentRow,
  type IncidentTimes,
  type IncidentWrite,
  lockAlertsOf,
  lockIncidents,
  writeAlerts,
  writeIncidents,
} from './rows';
import { beforeOf } from './undo-state';

const ALERT_ACTION: Readonly<Partial<Record<IncidentAction['do'], string>>> = {
  assign: 'alert.assign',
  resolve: 'alert.resolve',
  reopen: 'alert.reopen',
};

interface Ruled {
  readonly item: ChunkItem;
  readonly row: IncidentRow | undefined;
  readonly ruling: Ruling<IncidentStatePatch>;
}

/** Changes the incidents of a chunk, with what follows for their alerts and for the risk of the users in them. */
export async function changeIncidents(
  context: ChunkContext,
  action: IncidentAction,
  items: readonly ChunkItem[],
): Promise<ItemResult[]> {
  const ruled = await rule(context, action, items);
  const reached = ruled.filter(({ ruling }) => ruling.kind === 'change' || goesOn(action, ruling));
  const alerts = await changeAlertsOf(
    context,
    action,
    reached.flatMap(({ row }) => (row ? [row.id] : [])),
  );
  const writes = ruled.flatMap(({ row, ruling }) =>
    row && ruling.kind === 'change' ? [writeOf(context, action, row, ruling.patch)] : [],
  );
  await writeIncidents(context, writes, reachesAlerts(action));
  if (action.do === 'resolve') await addComments(context, action.comment, writes);
  const written = new Map(writes.map((write) => [write.row.id, write]));
  return ruled.map(({ item, row, ruling }): ItemResult => {
    const own = alerts.get(item.targetId) ?? [];
    const write = row ? written.get(row.id) : undefined;
    if (write || own.length > 0) {
      return { position: item.position, outcome: 'changed', before: beforeOf(write, own) };
    }
    return ruling.kind === 'skip'
      ? { position: item.position, outcome: 'skipped', reason: ruling.reason }
      : { position: item.position, outcome: 'same' };
  });
}

/** An incident that has its owner already may have alerts that do not. */
const goesOn = (action: IncidentAction, ruling: Ruling<IncidentStatePatch>): boolean =>
  action.do === 'assign' && ruling.kind === 'same';

async function rule(
  context: ChunkContext,
  action: IncidentAction,
  items: readonly ChunkItem[],
): Promise<Ruled[]> {
  const rows = await lockIncidents(
    context,
    items.map((item) => item.targetId),
  );
  const { byId, decided } = await withDecisions(context, 'incident', items, rows);
  return items.map((item) => {
    const row = byId.get(item.targetId);
    if (!row) return { item, row, ruling: { kind: 'skip', reason: 'gone' } };
    const ruling = ruleIncident(action, row);
    // What somebody made so meanwhile is so already: only what would be overwritten is left alone.
    if (ruling.kind !== 'change' || !decided.has(row.id)) return { item, row, ruling };
    return { item, row, ruling: { kind: 'skip', reason: 'changedMeanwhile' } };
  });
}

function writeOf(
  { now }: ChunkContext,
  action: IncidentAction,
  row: IncidentRow,
  patch: IncidentStatePatch,
): IncidentWrite {
  const at = now.toISOString();
  const times: IncidentTimes = {
    resolvedAt: action.do === 'resolve' ? at : action.do === 'reopen' ? null : row.resolvedAt,
    acknowledgedAt: row.acknowledgedAt ?? (isFirstTouch(patch) ? at : null),
  };
  const reason = action.do === 'reopen' ? { reason: action.reason } : {};
  return { row, patch, times, action: `incident.${action.do}`, ...reason };
}

/** @returns the alerts that were changed, by their incident */
async function changeAlertsOf(
  context: ChunkContext,
  action: IncidentAction,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AlertWrite[]>> {
  const verb = ALERT_ACTION[action.do];
  if (verb === undefined || incidentIds.length === 0) return new Map();
  const rows = await lockAlertsOf(context, incidentIds);
  const writes = rows.flatMap((row): AlertWrite[] => {
    const patch = ruleAlertOf(action, row, row.together);
    return patch === null ? [] : [{ row, patch, action: verb }];
  });
  await writeAlerts(context, writes);
  await followRisk(context, action, writes);
  const byIncident = new Map<string, AlertWrite[]>();
  for (const write of writes) {
    const group = byIncident.get(write.row.incidentId ?? '');
    if (group) group.push(write);
    else byIncident.set(write.row.incidentId ?? '', [write]);
  }
  return byIncident;
}

async function followRisk(
  context: ChunkContext,
  action: IncidentAction,
  writes: readonly AlertWrite[],
): Promise<void> {
  const after: AlertRow[] = writes.map(({ row, patch }) => ({ ...row, ...patch }));
  if (action.do === 'resolve') collect(context, await followResolved(followOf(context), after));
  if (action.do === 'reopen') collect(context, await followReopened(followOf(context), after));
}

const COMMENTS = `INSERT INTO comment (tenant_id, id, target_type, target_id, body, author_id, author_name, created_at)
  SELECT $1, r.id, 'incident', r.target, $3, $4, $5, $6::timestamptz FROM jsonb_to_recordset($2::jsonb) AS r(id text, target text)`;

/** The word that an incident is closed with is a comment on it, as when it is resolved alone. */
async function addComments(
  context: ChunkContext,
  body: string,
  writes: readonly IncidentWrite[],
): Promise<void> {
  if (body === '' || writes.length === 0) return;
  const { run, tenantId, actor, now, audits, events } = context;
  const rows = writes.map(({ row }) => ({ id: randomUUID(), target: row.id }));
  await run(COMMENTS, [tenantId, JSON.stringify(rows), body, actor.id, actor.name, now.toISOString()]);
  for (const { id, target } of rows) {
    audits.push({
      action: 'comment.add',
      target: { type: 'incident', id: target },
      changes: [{ field: 'comment', from: null, to: id }],
    });
    events.push({
      type: 'comment.added',
      targetId: target,
      payload: { targetType: 'incident', targetId: target, commentId: id },
    });
  }
}
