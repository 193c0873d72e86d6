import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '../command';
import { prisma } from '../db';
import type { Watchlist } from '../generated/prisma/client';
import type { StoredList } from './items-sql';
import { listJob, type NewFiles, placeFiles, type Reached, takeOver } from './job';
import { withLists } from './snapshot';
import { addVersion, lockList } from './versions';
import { write } from './writer';

/** Writes what was changed one by one into the list's file. Who changes it meanwhile is not disturbed: it is left then. */
export async function foldEdits(
  actor: Actor,
  id: string,
  reached: Reached = () => undefined,
): Promise<boolean> {
  const { tenantId } = actor;
  const list = await stored(actor, id);
  if (!list) return false;
  return listJob({ tenantId, aliasKey: list.aliasKey }, reached, async (job) => {
    // Read now: the job may have waited for its turn, and somebody else may have written the list.
    const before = await stored(actor, id);
    if (!before || before.editCount === 0) return false;
    const written = await withLists(tenantId, { id }, async ([list]) =>
      list ? write('fold', { jobId: job.id, list: asInput(list) }) : null,
    );
    if (!written) return false;
    reached('written');
    const files = await placeFiles(tenantId, id, job);
    return command(actor, 'watchlist:write', null, (context) => commit(context, before, files, written));
  });
}

const stored = ({ tenantId }: Actor, id: string): Promise<Watchlist | null> =>
  prisma().watchlist.findUnique({ where: { tenantId_id: { tenantId, id } } });

async function commit(
  context: CommandContext,
  before: Watchlist,
  files: NewFiles,
  written: { readonly rows: number; readonly bytes: number },
): Promise<boolean> {
  const { tenantId, id } = before;
  const list = await lockList(context, id);
  // The files stay registered as this job's: garbage collection takes them.
  if (list.version !== before.version) return false;
  await takeOver(context.tx, files);
  const { columns, searchKey } = list;
  const number = await addVersion(context, id, {
    ...files,
    ...written,
    columns,
    searchKey,
    rejected: 0,
    how: 'fold',
    source: '',
  });
  await context.tx.watchlist.update({
    where: { tenantId_id: { tenantId, id } },
    data: { current: number, editCount: 0, itemCount: written.rows, version: list.version + 1 },
  });
  context.publish({ type: 'watchlist.updated', targetId: id });
  return true;
}

/** A stored list as the writer is asked about it. */
export const asInput = (list: StoredList) => ({
  ...list,
  columns: [...list.columns],
  edits: list.edits.map((edit) => ({ ...edit, values: [...edit.values] })),
});
