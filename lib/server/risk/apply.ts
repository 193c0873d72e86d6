import 'server-only';
import { randomUUID } from 'node:crypto';
import type { RiskChange, StandingChange } from '@/lib/engine/risk';
import type { CommandContext } from '@/lib/server/command';
import { versionChange } from '@/lib/server/stale';
import type { LoadedRisk } from './context';

/** The detection that an action added, once it is stored. */
export interface AddedDetection {
  readonly id: string;
}

/**
 * Stores a change of a user's risk as the engine worked it out: standing, detections, sign-ins, history, audit, event,
 * and what the detectors' profile of the account has to forget or learn anew.
 */
export async function applyRiskChange(
  context: CommandContext,
  loaded: LoadedRisk,
  change: RiskChange,
  told: { readonly action: string; readonly reason?: string },
): Promise<AddedDetection | null> {
  await storeUser(context, loaded, change);
  await storeDetections(context, change.detections);
  await storeSignIns(context, change.signIns);
  const added = await addDetection(context, loaded, change);
  await storeHistory(context, loaded, change);
  await askEngine(context, loaded, change);
  record(context, loaded, change, told);
  return added;
}

async function storeUser(
  { tx, actor, now }: CommandContext,
  loaded: LoadedRisk,
  change: RiskChange,
): Promise<void> {
  const { level, state, detail } = change.user.to;
  const data = {
    riskLevel: level,
    riskState: state,
    riskDetail: detail,
    explanation: change.history.explanation.map((reason) => ({ ...reason })),
    lastUpdated: now,
  };
  const id = loaded.context.user.id;
  await tx.riskyUser.upsert({
    where: { tenantId_id: { tenantId: actor.tenantId, id } },
    create: { ...data, tenantId: actor.tenantId, id, origin: loaded.origin },
    update: { ...data, version: { increment: 1 } },
  });
}

async function storeDetections(
  { tx, actor, now }: CommandContext,
  changes: readonly StandingChange[],
): Promise<void> {
  for (const { id, to } of changes) {
    await tx.riskDetection.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { riskLevel: to.level, riskState: to.state, riskDetail: to.detail, updatedAt: now },
    });
  }
}

/** The level during the sign-in is frozen: only the aggregate changes. */
async function storeSignIns(
  { tx, actor }: CommandContext,
  changes: readonly StandingChange[],
): Promise<void> {
  for (const { id, to } of changes) {
    await tx.riskySignIn.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { levelAggregated: to.level, riskState: to.state, riskDetail: to.detail },
    });
  }
}

async function addDetection(
  { tx, actor, now }: CommandContext,
  loaded: LoadedRisk,
  { newDetection }: RiskChange,
): Promise<AddedDetection | null> {
  if (newDetection === null) return null;
  const id = randomUUID();
  await tx.riskDetection.create({
    data: {
      tenantId: actor.tenantId,
      id,
      key: `manual|${id}`,
      origin: loaded.origin,
      userId: loaded.context.user.id,
      riskEventType: newDetection.type,
      riskLevel: newDetection.level,
      riskState: newDetection.state,
      riskDetail: newDetection.detail,
      timing: newDetection.timing,
      activity: newDetection.activity,
      source: 'throughline',
      signInId: newDetection.signInId,
      additionalInfo: [{ label: 'confirmedBy', value: actor.name }],
      activityAt: new Date(newDetection.activityAt),
      detectedAt: now,
      updatedAt: now,
    },
  });
  return { id };
}

async function storeHistory(
  { tx, actor }: CommandContext,
  loaded: LoadedRisk,
  { history }: RiskChange,
): Promise<void> {
  await tx.riskHistory.create({
    data: {
      tenantId: actor.tenantId,
      id: randomUUID(),
      userId: loaded.context.user.id,
      fromLevel: history.from.level,
      fromState: history.from.state,
      riskLevel: history.to.level,
      riskState: history.to.state,
      riskDetail: history.to.detail,
      eventTypes: [...history.eventTypes],
      explanation: history.explanation.map((reason) => ({ ...reason })),
      initiatedBy: history.initiatedBy,
      at: new Date(history.at),
    },
  });
}

async function askEngine(
  { tx, actor }: CommandContext,
  loaded: LoadedRisk,
  change: RiskChange,
): Promise<void> {
  if (change.learning === null) return;
  await tx.engineCommand.create({
    data: {
      tenantId: actor.tenantId,
      id: randomUUID(),
      kind: change.learning === 'unlearn' ? 'unlearnProfile' : 'relearnProfile',
      payload: {
        origin: loaded.origin,
        userId: loaded.context.user.id,
        // Closed by this very change: they are unlearnt all the same.
        signInIds: change.signIns.map(({ id }) => id),
      },
    },
  });
}

function record(
  { audit, publish }: CommandContext,
  loaded: LoadedRisk,
  change: RiskChange,
  told: { readonly action: string; readonly reason?: string },
): void {
  const { from, to } = change.user;
  const id = loaded.context.user.id;
  audit({
    action: told.action,
    target: { type: 'user', id },
    changes: [
      { field: 'riskLevel', from: from.level, to: to.level },
      { field: 'riskState', from: from.state, to: to.state },
      { field: 'riskDetail', from: from.detail, to: to.detail },
      ...change.detections.map((item) => ({
        field: `detection ${item.id}`,
        from: item.from.state,
        to: item.to.state,
      })),
      versionChange(loaded.version),
    ],
    ...(told.reason ? { reason: told.reason } : {}),
  });
  publish({
    type: 'risk.changed',
    targetId: id,
    payload: { userId: id, userName: loaded.userName, action: told.action, from: { ...from }, to: { ...to } },
  });
}
