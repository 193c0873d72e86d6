import 'server-only';
import { randomUUID } from 'node:crypto';
import { DAY } from '@/lib/core/time';
import { conditionKey, type ExclusionCondition } from '@/lib/domain/exclusion';
import { exclusionConditions } from '@/lib/domain/inputs/exclusion';
import { conditionWords } from '@/lib/domain/views/exclusion';
import type { CommandContext } from '@/lib/server/command';

export const exclusionTarget = (id: string) => ({ type: 'exclusion', id });

/** What an exclusion is about, as the audit log tells it. */
export const toldConditions = (conditions: readonly ExclusionCondition[]): string =>
  conditions
    .map(conditionWords)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('; ');

export interface NewExclusion {
  readonly detectorId: string;
  readonly conditions: readonly ExclusionCondition[];
  readonly reason: string;
  /** How long it holds; null: until somebody removes it. */
  readonly days: number | null;
  readonly sourceAlertId: string | null;
}

/**
 * Stores an exclusion inside a running command.
 * @returns its id, or null where the detector has the same one already
 */
export async function storeExclusion(
  context: CommandContext,
  { detectorId, conditions, reason, days, sourceAlertId }: NewExclusion,
): Promise<string | null> {
  const { tx, actor, audit, publish, now } = context;
  if (await hasSame(context, detectorId, conditions)) return null;
  const id = randomUUID();
  const expiresAt = days === null ? null : new Date(now.getTime() + days * DAY);
  await tx.exclusion.create({
    data: {
      tenantId: actor.tenantId,
      id,
      detectorId,
      conditions: conditions.map((condition) => ({ ...condition })),
      reason,
      createdBy: actor.id,
      createdAt: now,
      expiresAt,
      sourceAlertId,
    },
  });
  audit({
    action: 'exclusion.create',
    target: exclusionTarget(id),
    changes: [
      { field: 'detectorId', from: null, to: detectorId },
      { field: 'conditions', from: null, to: toldConditions(conditions) },
      { field: 'expiresAt', from: null, to: expiresAt?.toISOString() ?? 'never' },
      ...(sourceAlertId === null ? [] : [{ field: 'alert', from: null, to: sourceAlertId }]),
    ],
    reason,
  });
  publish({ type: 'setting.updated', targetId: 'exclusion' });
  return id;
}

const keysOf = (conditions: readonly ExclusionCondition[]): string =>
  conditions.map(conditionKey).sort().join();

/** One that has ended stands in the way of nothing. */
async function hasSame(
  { tx, actor, now }: CommandContext,
  detectorId: string,
  conditions: readonly ExclusionCondition[],
): Promise<boolean> {
  const known = await tx.exclusion.findMany({
    where: {
      tenantId: actor.tenantId,
      detectorId,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: { conditions: true },
  });
  const wanted = keysOf(conditions);
  return known.some((row) => keysOf(exclusionConditions.safeParse(row.conditions).data ?? []) === wanted);
}
