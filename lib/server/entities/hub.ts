import 'server-only';
import type { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import type { HubView } from '@/lib/domain/views/detection-settings';
import type { EntityDetail } from '@/lib/domain/views/risk';
import {
  DEFAULT_SETTINGS,
  evidenceKey,
  isHub,
  PREVALENCE_CAP,
  type PrevalenceState,
  prevalenceAt,
  type TenantBaseline,
} from '@/lib/engine/correlation';
import { BASELINE_KEY } from '@/lib/server/engine/observe';
import { command } from '../command';
import { prisma } from '../db';
import type { hubPinInput } from '../detection-settings/input';
import { refuseUnseen } from '../detection-settings/setting';
import { AppError } from '../errors';

/** How common an entity is as the newest telemetry of its world tells, and whether it links alerts. */
export async function getHub(
  { tenantId }: Actor,
  entity: Pick<EntityDetail, 'id' | 'type' | 'name' | 'hubPin' | 'identifiers'>,
): Promise<HubView> {
  const settings = DEFAULT_SETTINGS.types[entity.type];
  const measured = await measure(tenantId, entity);
  const prevalence = { distinct: measured?.distinct ?? 0, baselineDays: measured?.baselineDays ?? 0 };
  return {
    pin: entity.hubPin,
    measured,
    threshold: settings.hub,
    isHub: isHub({ ...prevalence, ...(entity.hubPin ? { pinned: entity.hubPin } : {}) }, settings),
    waitsForDays:
      settings.needsBaseline && prevalence.baselineDays < DEFAULT_SETTINGS.minBaselineDays
        ? DEFAULT_SETTINGS.minBaselineDays
        : null,
  };
}

async function measure(
  tenantId: string,
  entity: Pick<EntityDetail, 'id' | 'type' | 'name' | 'identifiers'>,
): Promise<HubView['measured']> {
  const key = evidenceKey({ type: entity.type, name: entity.name, ids: entity.identifiers }, entity.id);
  if (key === null) return null;
  const rows = await prisma().$queryRaw<{ key: string; value: string }[]>`
    SELECT s.key, s.value FROM entity n
    JOIN engine_state s ON s.tenant_id = n.tenant_id AND s.origin = n.origin AND s.key IN (${key}, ${BASELINE_KEY})
    WHERE n.tenant_id = ${tenantId} AND n.id = ${entity.id}`;
  const values = new Map(rows.map((row) => [row.key, JSON.parse(row.value)]));
  const baseline: TenantBaseline | undefined = values.get(BASELINE_KEY) ?? undefined;
  const state: PrevalenceState | undefined = values.get(key) ?? undefined;
  // An alert right after the newest telemetry would be measured so, with the attack's own day left out.
  const { distinct, baselineDays } = prevalenceAt(state, (baseline?.lastDay ?? 0) + 1, baseline, 'unknown');
  return { distinct, capped: Object.keys(state?.seen ?? {}).length >= PREVALENCE_CAP, baselineDays };
}

/** Says for correlation that an entity is a hub, that it is none, or lets measurement decide again. */
export function pinHub(
  actor: Actor,
  requestId: string | null,
  { id, from, to, reason }: z.output<typeof hubPinInput>,
): Promise<void> {
  return command(actor, 'settings:write', requestId, async ({ tx, audit, publish }) => {
    const [known] = await tx.$queryRaw<{ pin: string | null }[]>`
      SELECT hub_pin AS pin FROM entity WHERE tenant_id = ${actor.tenantId} AND id = ${id}
        AND merged_into IS NULL FOR UPDATE`;
    if (!known) throw new AppError('notFound', `entity ${id}`);
    const target = { type: 'entity', id };
    await refuseUnseen(tx, actor.tenantId, target, from, known.pin);
    if (known.pin === to) return;
    await tx.entity.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { hubPin: to },
    });
    audit({
      action: 'entity.pinHub',
      target,
      changes: [{ field: 'hubPin', from: known.pin, to }],
      reason,
    });
    publish({ type: 'entity.updated', targetId: id });
  });
}
