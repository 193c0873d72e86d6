import 'server-only';
import type { StaleChange } from '@/lib/domain/views/stale';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import type { Tx } from './audit/with-audit';
import { AppError } from './errors';

/** The field that carries the version in an audit entry; pages leave it out. */
export const VERSION_FIELD = 'version';

/** The change of version that a command writes with its other changes: a later stale write finds its way from it. */
export const versionChange = (from: number) => ({ field: VERSION_FIELD, from, to: from + 1 });

export interface StoredChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The stored `[{field, from, to}]` of an audit entry, whatever an older version wrote there. */
export function storedChanges(value: Prisma.JsonValue): readonly StoredChange[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item.field === 'string'
      ? [{ field: item.field, from: item.from ?? null, to: item.to ?? null }]
      : [],
  );
}

const told = (value: unknown): string | null =>
  value === null || value === '' ? null : typeof value === 'string' ? value : JSON.stringify(value);

/**
 * Looks at a write over a version that is no longer the newest: refused when somebody decided something in between,
 * with who changed what. What the engine alone changed (another alert joined) takes nothing away from the person's
 * decision, so on a busy incident it does not refuse it.
 * @throws AppError `conflict` that tells the changes in between
 */
export async function refuseStale(
  tx: Tx,
  tenantId: string,
  target: { readonly type: string; readonly id: string },
  seen: number,
): Promise<void> {
  const changes = await changesSince(tx, tenantId, target, seen);
  if (changes.length === 0) return;
  const what = changes
    .slice(0, 3)
    .map(
      ({ by, field, from, to }) => `${by} changed ${field} from ${from ?? 'not set'} to ${to ?? 'not set'}`,
    )
    .join('; ');
  throw new AppError('conflict', `stale write to ${target.type} ${target.id}, saw version ${seen}`, {
    userText: `Not saved: this changed after you opened it. ${what}. Look again, then repeat your change.`,
    stale: { changes, version: Math.max(...changes.map(({ version }) => version)) },
  });
}

async function changesSince(
  tx: Tx,
  tenantId: string,
  target: { readonly type: string; readonly id: string },
  seen: number,
): Promise<readonly (StaleChange & { readonly version: number })[]> {
  const entries = await tx.auditEntry.findMany({
    where: { tenantId, targetType: target.type, targetId: target.id },
    orderBy: { seq: 'desc' },
    take: 20,
    select: { actorName: true, at: true, changes: true },
  });
  const since = entries.flatMap(({ actorName: by, at, changes }) => {
    const all = storedChanges(changes);
    const version = all.find(({ field }) => field === VERSION_FIELD)?.to;
    if (typeof version !== 'number' || version <= seen) return [];
    return all
      .filter(({ field }) => field !== VERSION_FIELD)
      .map(({ field, from, to }) => ({
        by,
        at: at.toISOString(),
        field,
        from: told(from),
        to: told(to),
        version,
      }));
  });
  return withNames(tx, tenantId, since);
}

/** Who a thing was given to, by name: the trail keeps ids. */
async function withNames<T extends StaleChange>(
  tx: Tx,
  tenantId: string,
  changes: readonly T[],
): Promise<readonly T[]> {
  const ids = changes.flatMap(({ field, from, to }) => (field === 'assignedTo' ? [from, to] : []));
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return changes;
  const people = await tx.user.findMany({
    where: { tenantId, id: { in: known } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return changes.map((change) =>
    change.field === 'assignedTo' ? { ...change, from: nameOf(change.from), to: nameOf(change.to) } : change,
  );
}
