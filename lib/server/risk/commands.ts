import 'server-only';
import { randomUUID } from 'node:crypto';
import type { RiskActionInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskAction } from '@/lib/domain/views/risk';
import {
  confirmUserCompromised,
  confirmUserSafe,
  dismissUser,
  type RiskContext,
  type RiskOutcome,
  remediatedElsewhere,
} from '@/lib/engine/risk';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { refuseStale } from '@/lib/server/stale';
import { applyRiskChange } from './apply';
import { attachConfirmation } from './attach';
import { type LoadedRisk, loadRisk } from './context';

/** Each action is one function of the engine: previews show what it says, commands do it. */
export const RISK_DECISION: Readonly<Record<RiskAction, (context: RiskContext) => RiskOutcome>> = {
  confirmCompromised: confirmUserCompromised,
  dismiss: dismissUser,
  remediatedElsewhere,
  confirmSafe: confirmUserSafe,
};

/**
 * Does to one user what the preview showed (field-study H.1), with its task where one was asked for. Refused when the
 * user's risk changed since the preview.
 */
export function actOnUser(
  actor: Actor,
  requestId: string | null,
  input: RiskActionInput,
): Promise<{ readonly incidentId: string | null }> {
  return command(actor, 'risk:remediate', requestId, async (context) => {
    const loaded = await loadRisk(context.tx, actor.tenantId, input.userId, actor.name, context.now);
    if (loaded.version !== input.version) {
      await refuseStale(context.tx, actor.tenantId, { type: 'user', id: input.userId }, input.version);
    }
    const incidentId = await act(context, loaded, input.action, input.reason, true);
    if (input.task !== 'none') await leaveTask(context, loaded, input.task, incidentId);
    return { incidentId };
  });
}

/**
 * Does the same to several users in one transaction, as Graph's calls ask: all or none. A user who already is what is
 * asked for stays as they are; that is no error there.
 */
export function actOnUsers(
  actor: Actor,
  requestId: string | null,
  action: RiskAction,
  userIds: readonly string[],
): Promise<void> {
  return command(actor, 'risk:remediate', requestId, async (context) => {
    for (const userId of [...userIds].sort()) {
      const loaded = await loadRisk(context.tx, actor.tenantId, userId, actor.name, context.now);
      await act(context, loaded, action, '', false);
    }
  });
}

async function act(
  context: CommandContext,
  loaded: LoadedRisk,
  action: RiskAction,
  reason: string,
  refuseNoChange: boolean,
): Promise<string | null> {
  const outcome = RISK_DECISION[action](loaded.context);
  if (!outcome.ok) {
    if (outcome.error.code === 'noChange' && !refuseNoChange) return null;
    throw new AppError('conflict', `${action} refused: ${outcome.error.code}`, {
      userText: outcome.error.message,
    });
  }
  const told = { action: `risk.${action}`, ...(reason === '' ? {} : { reason }) };
  const added = await applyRiskChange(context, loaded, outcome.value, told);
  return added === null ? null : (await attachConfirmation(context, loaded, added)).incidentId;
}

const TASK_TITLE = {
  suspend: 'Suspend the account',
  resetPassword: 'Reset the password and end all sessions',
} as const;

/** Nothing here acts on the directory: the work is left for a person, and a webhook tells whoever listens. */
async function leaveTask(
  { tx, actor, audit, publish, now }: CommandContext,
  loaded: LoadedRisk,
  kind: keyof typeof TASK_TITLE,
  incidentId: string | null,
): Promise<void> {
  const id = randomUUID();
  const title = `${TASK_TITLE[kind]}: ${loaded.userName}`;
  await tx.task.create({
    data: {
      tenantId: actor.tenantId,
      id,
      kind,
      title,
      targetType: 'user',
      targetId: loaded.context.user.id,
      incidentId,
      createdBy: actor.name,
      createdAt: now,
    },
  });
  audit({
    action: 'task.create',
    target: { type: 'user', id: loaded.context.user.id },
    changes: [{ field: 'task', from: null, to: title }],
  });
  publish({
    type: 'task.created',
    targetId: id,
    payload: { id, kind, title, userId: loaded.context.user.id, incidentId },
  });
}
