import 'server-only';
import { type AlertStatePatch, type Ruling, ruleAlert } from '@/lib/domain/bulk-rules';
import type { AlertAction } from '@/lib/domain/jobs';
import { followReopened, followResolved } from '@/lib/server/risk/follow';
import {
  type ChunkContext,
  type ChunkItem,
  collect,
  followOf,
  type ItemResult,
  withDecisions,
} from './chunk-context';
import { type AlertRow, type AlertWrite, lockAlerts, refreshActiveCounts, writeAlerts } from './rows';
import { beforeOf } from './undo-state';

/** Changes the alerts of a chunk, with what follows for the risk of users and for the counts of their incidents. */
export async function changeAlerts(
  context: ChunkContext,
  action: AlertAction,
  items: readonly ChunkItem[],
): Promise<ItemResult[]> {
  const rows = await lockAlerts(
    context,
    items.map((item) => item.targetId),
  );
  const { byId, decided } = await withDecisions(context, 'alert', items, rows);
  const ruled = items.map((item) => {
    const row = byId.get(item.targetId);
    return { item, row, ruling: rulingOf(action, row, decided) };
  });
  const writes = ruled.flatMap(({ row, ruling }): AlertWrite[] =>
    row && ruling.kind === 'change' ? [{ row, patch: ruling.patch, action: `alert.${action.do}` }] : [],
  );
  await writeAlerts(context, writes);
  await followAlertChanges(context, writes);
  const written = new Map(writes.map((write) => [write.row.id, write]));
  return ruled.map(({ item: { position, targetId }, ruling }): ItemResult => {
    const write = written.get(targetId);
    if (write) return { position, outcome: 'changed', before: beforeOf(undefined, [write]) };
    return ruling.kind === 'skip'
      ? { position, outcome: 'skipped', reason: ruling.reason }
      : { position, outcome: 'same' };
  });
}

function rulingOf(
  action: AlertAction,
  row: AlertRow | undefined,
  decided: ReadonlySet<string>,
): Ruling<AlertStatePatch> {
  if (!row) return { kind: 'skip', reason: 'gone' };
  const ruling = ruleAlert(action, row);
  if (ruling.kind !== 'change' || !decided.has(row.id)) return ruling;
  return { kind: 'skip', reason: 'changedMeanwhile' };
}

/** Closed alerts dismiss the risk behind them, reopened ones bring it back; incidents count their open alerts again. */
export async function followAlertChanges(
  context: ChunkContext,
  writes: readonly AlertWrite[],
): Promise<void> {
  const moved = writes.filter(
    ({ patch }) => patch.status !== undefined || patch.classification !== undefined,
  );
  const closed = moved.filter(({ row, patch }) => (patch.status ?? row.status) === 'resolved');
  const opened = moved.filter(
    ({ row, patch }) => row.status === 'resolved' && (patch.status ?? row.status) !== 'resolved',
  );
  const after = closed.map(({ row, patch }) => ({
    id: row.id,
    classification: patch.classification ?? row.classification,
  }));
  collect(context, await followResolved(followOf(context), after));
  collect(
    context,
    await followReopened(
      followOf(context),
      opened.map(({ row }) => ({ id: row.id })),
    ),
  );
  const incidents = moved.flatMap(({ row, patch }) =>
    patch.status !== undefined && row.incidentId ? [row.incidentId] : [],
  );
  await refreshActiveCounts(context, [...new Set(incidents)]);
}
