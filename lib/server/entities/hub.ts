import 'server-only';
import type { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import type { HubView } from '@/lib/domain/views/detection-settings';
import type { EntityDetail } from '@/lib/domain/views/risk';
import { DEFAULT_SETTINGS, isHub, PREVALENCE_CAP, prevalenceAt } from '@/lib/engine/correlation';
import { command } from '../command';
import type { hubPinInput } from '../detection-settings/input';
import { refuseUnseen } from '../detection-settings/setting';
import { AppError } from '../errors';
import { type Measured, prevalenceOf } from './prevalence';

/** How common an entity is as the newest telemetry of its world tells, and whether it links alerts. */
export async function getHub(
  actor: Actor,
  entity: Measured & Pick<EntityDetail, 'hubPin'>,
): Promise<HubView> {
  const settings = DEFAULT_SETTINGS.types[entity.type];
  const measured = await measure(actor, entity);
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

async function measure(actor: Actor, entity: Measured): Promise<HubView['measured']> {
  const known = await prevalenceOf(actor, entity);
  if (known === null) return null;
  const { state, baseline } = known;
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
