import 'server-only';
import type { Tx } from '../audit/with-audit';
import type { CommandContext } from '../command';
import { AppError } from '../errors';
import type { Prisma } from '../generated/prisma/client';

/** Setting keys that the engine reads (`lib/server/engine/settings.ts`). */
export type EngineSettingKey = 'detection' | 'serviceLevels' | 'domainMappings';

/** Target of the audit entries of a setting. */
export const settingTarget = (key: EngineSettingKey) => ({ type: 'setting', id: key });

/** A setting, locked until the command ends: two writers of one setting come one after the other. */
export async function lockSetting(tx: Tx, tenantId: string, key: EngineSettingKey): Promise<unknown> {
  const rows = await tx.$queryRaw<{ value: unknown }[]>`
    SELECT value FROM setting WHERE tenant_id = ${tenantId} AND key = ${key} FOR UPDATE`;
  return rows[0]?.value;
}

/** Stores a setting that `lockSetting` read. Of two first writers one fails on the key and begins again. */
export async function writeSetting(
  { actor: { tenantId }, tx, publish, now }: CommandContext,
  key: EngineSettingKey,
  value: Prisma.InputJsonValue,
): Promise<void> {
  const { count } = await tx.setting.updateMany({
    where: { tenantId, key },
    data: { value, updatedAt: now },
  });
  if (count === 0) await tx.setting.create({ data: { tenantId, key, value, updatedAt: now } });
  publish({ type: 'setting.updated', targetId: key });
}

/** @throws AppError `conflict` that names who changed the thing last, when what the person saw is no longer so */
export async function refuseUnseen(
  tx: Tx,
  tenantId: string,
  target: { readonly type: string; readonly id: string },
  seen: Prisma.InputJsonValue | null,
  stored: Prisma.InputJsonValue | null,
): Promise<void> {
  if (JSON.stringify(seen) === JSON.stringify(stored)) return;
  const last = await tx.auditEntry.findFirst({
    where: { tenantId, targetType: target.type, targetId: target.id },
    orderBy: { seq: 'desc' },
    select: { actorName: true },
  });
  throw new AppError('conflict', `stale write to ${target.type} ${target.id}`, {
    userText: `Not saved: ${last?.actorName ?? 'somebody'} changed this after you opened it. Look again, then repeat your change.`,
  });
}
