import 'server-only';
import type { AlertStatePatch } from '@/lib/domain/bulk-rules';
import type { ItemReason, JobTarget } from '@/lib/domain/job-states';
import { followAlertChanges } from './alert-chunk';
import { type ChunkContext, type ChunkItem, decidedSince, type ItemResult } from './chunk-context';
import {
  type AlertRow,
  type AlertWrite,
  type IncidentRow,
  type IncidentWrite,
  lockAlerts,
  lockIncidents,
  writeAlerts,
  writeIncidents,
} from './rows';
import { type AlertBefore, type Before, type IncidentBefore, readBefore } from './undo-state';

interface Undoing {
  readonly item: ChunkItem;
  readonly before: Before;
  readonly reason: ItemReason | null;
  readonly row: IncidentRow | undefined;
}

/** Gives the items of a chunk back what they were, where nobody decided anything about them since. */
export async function undoItems(
  context: ChunkContext,
  target: JobTarget,
  items: readonly ChunkItem[],
): Promise<ItemResult[]> {
  const undoing = target === 'incident' ? await judgeIncidents(context, items) : items.map(alone);
  const free = undoing.filter(({ reason }) => reason === null);
  const restored = await restoreAlerts(
    context,
    free.flatMap(({ before }) => before.alerts),
  );
  const writes = free.flatMap(({ row, before }) =>
    row && before.incident ? [incidentWrite(context, row, before.incident.state)] : [],
  );
  // Their open alerts were counted again with the alerts.
  await writeIncidents(context, writes, false);
  return undoing.map(({ item: { position }, before, reason }): ItemResult => {
    if (reason !== null) return { position, outcome: 'kept', reason };
    // An incident is back when its own values are; of alerts alone, at least one has to be.
    const isBack = before.incident !== null || before.alerts.some(({ id }) => restored.has(id));
    return isBack
      ? { position, outcome: 'undone' }
      : { position, outcome: 'kept', reason: 'changedMeanwhile' };
  });
}

const alone = (item: ChunkItem): Undoing => ({
  item,
  before: readBefore(item.before),
  reason: null,
  row: undefined,
});

async function judgeIncidents(context: ChunkContext, items: readonly ChunkItem[]): Promise<Undoing[]> {
  const rows = await lockIncidents(
    context,
    items.map((item) => item.targetId),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const read = items.map((item) => ({ ...alone(item), row: byId.get(item.targetId) }));
  const seen = read.flatMap(({ row, before }) =>
    row && before.incident ? [{ id: row.id, seen: before.incident.version, version: row.version }] : [],
  );
  const decided = await decidedSince(context, 'incident', seen);
  return read.map((one) => {
    const { row } = one;
    if (!row) return { ...one, reason: 'gone' };
    if (row.status === 'redirected') return { ...one, reason: 'merged' };
    return decided.has(row.id) ? { ...one, reason: 'changedMeanwhile' } : one;
  });
}

function incidentWrite({ now }: ChunkContext, row: IncidentRow, before: IncidentBefore): IncidentWrite {
  const { resolvedAt, acknowledgedAt, ...patch } = before;
  // Resolved anew, now: the alerts that close with it carry the same moment, and a later reopening finds them by it.
  const closes = patch.status === 'resolved' && row.status !== 'resolved';
  return {
    row,
    patch,
    times: { resolvedAt: closes ? now.toISOString() : resolvedAt, acknowledgedAt },
    action: 'incident.undo',
  };
}

/** @returns the alerts that are what they were again */
async function restoreAlerts(
  context: ChunkContext,
  befores: readonly AlertBefore[],
): Promise<ReadonlySet<string>> {
  if (befores.length === 0) return new Set();
  const byId = new Map(befores.map((before) => [before.id, before]));
  const rows = await lockAlerts(context, [...byId.keys()]);
  const seen = rows.map((row) => ({
    id: row.id,
    seen: byId.get(row.id)?.version ?? 0,
    version: row.version,
  }));
  const decided = await decidedSince(context, 'alert', seen);
  const writes = rows.flatMap((row): AlertWrite[] => {
    const before = byId.get(row.id);
    if (!before || decided.has(row.id)) return [];
    return [{ row, patch: differing(row, before), action: 'alert.undo' }];
  });
  const changing = writes.filter(({ patch }) => Object.keys(patch).length > 0);
  await writeAlerts(context, changing);
  await followAlertChanges(context, changing);
  return new Set(writes.map(({ row }) => row.id));
}

/** Only what differs: what follows for users depends on which properties change. */
function differing(row: AlertRow, before: AlertBefore): AlertStatePatch {
  const fields = ['status', 'classification', 'determination', 'assignedTo'] as const;
  return Object.fromEntries(
    fields.filter((field) => row[field] !== before[field]).map((field) => [field, before[field]]),
  );
}
