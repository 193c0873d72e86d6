import 'server-only';
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

const told = (value: unknown): string =>
  value === null || value === '' ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);

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
  const entries = await tx.auditEntry.findMany({
    where: { tenantId, targetType: target.type, targetId: target.id },
    orderBy: { seq: 'desc' },
    take: 20,
    select: { actorName: true, changes: true },
  });
  const since = entries.flatMap((entry) => {
    const changes = storedChanges(entry.changes);
    const version = changes.find((change) => change.field === VERSION_FIELD);
    if (typeof version?.to !== 'number' || version.to <= seen) return [];
    const parts = changes
      .filter((change) => change.field !== VERSION_FIELD)
      .map((change) => `${change.field} from ${told(change.from)} to ${told(change.to)}`);
    return parts.length === 0 ? [] : [`${entry.actorName} changed ${parts.join(', ')}`];
  });
  if (since.length === 0) return;
  const what = since.slice(0, 3).join('; ');
  throw new AppError('conflict', `stale write to ${target.type} ${target.id}, saw version ${seen}`, {
    userText: `Not saved: this changed after you opened it. ${what}. Look again, then repeat your change.`,
  });
}
