import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { RetentionPolicy } from '@/lib/domain/retention';
import { command } from '@/lib/server/command';
import { refuseUnseen } from '@/lib/server/detection-settings/setting';
import { RETENTION_KEY, storedPolicy } from './queries';

const target = { type: 'setting', id: RETENTION_KEY } as const;

/** Says how long telemetry is kept; the lake applies it at its next turn, within the hour. */
export function setRetention(
  actor: Actor,
  requestId: string | null,
  { from, to }: { readonly from: RetentionPolicy; readonly to: RetentionPolicy },
): Promise<void> {
  return command(actor, 'settings:write', requestId, async ({ tx, audit, publish, now }) => {
    const { tenantId } = actor;
    const rows = await tx.$queryRaw<{ value: unknown }[]>`
      SELECT value FROM setting WHERE tenant_id = ${tenantId} AND key = ${RETENTION_KEY} FOR UPDATE`;
    const stored = storedPolicy(rows[0]?.value);
    await refuseUnseen(tx, tenantId, target, flat(from), flat(stored));
    const changes = differences(stored, to);
    if (changes.length === 0) return;
    await tx.setting.upsert({
      where: { tenantId_key: { tenantId, key: RETENTION_KEY } },
      create: { tenantId, key: RETENTION_KEY, value: to, updatedAt: now },
      update: { value: to, updatedAt: now },
    });
    audit({ action: 'setting.update', target, changes });
    publish({ type: 'setting.updated', targetId: RETENTION_KEY });
  });
}

/** A policy as a list in one order: two that say the same are the same text. */
const flat = ({ days, tables }: RetentionPolicy): [string, number][] => [
  ['All tables', days],
  ...Object.entries(tables).sort(([a], [b]) => a.localeCompare(b, 'en')),
];

function differences(from: RetentionPolicy, to: RetentionPolicy) {
  const [before, after] = [new Map(flat(from)), new Map(flat(to))];
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  const told = (days: number | undefined) => (days === undefined ? null : `${days} days`);
  return fields
    .map((field) => ({ field, from: told(before.get(field)), to: told(after.get(field)) }))
    .filter((change) => change.from !== change.to);
}
