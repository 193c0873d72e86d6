import 'server-only';
import type { CloseAlertInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '@/lib/server/authz/authorize';
import type { CommandContext } from '@/lib/server/command';
import { addComment } from '@/lib/server/comments';
import { AppError } from '@/lib/server/errors';
import { chosenConditions } from '@/lib/server/exclusions/chosen';
import { offersOf } from '@/lib/server/exclusions/offers';
import { storeExclusion, toldConditions } from '@/lib/server/exclusions/store';
import type { LockedAlert } from './change';
import { type ChangedAlert, changeAlert, followStatus } from './commands';

/**
 * Says what an alert was, resolves it if asked, and keeps its detector quiet about the same thing from now on: all of
 * it or nothing. The conditions of the exclusion are taken from what the alert itself offers.
 */
export function closeAlert(
  actor: Actor,
  requestId: string | null,
  input: CloseAlertInput,
): Promise<ChangedAlert> {
  if (input.exclusion !== null) authorize(actor, 'exclusion:write');
  const { classification, determination } = input;
  const patch = { classification, determination, ...(input.resolve ? { status: 'resolved' } : {}) };
  return changeAlert(
    actor,
    requestId,
    input,
    input.resolve ? 'alert.close' : 'alert.classify',
    () => patch,
    async (before, changed, context) => {
      await followStatus(before, changed, context);
      const comment = input.comment.trim();
      if (comment !== '') await addComment(context, { type: 'alert', id: changed.id }, comment);
      if (input.exclusion !== null) await exclude(context, changed, input.exclusion);
    },
  );
}

async function exclude(
  context: CommandContext,
  alert: LockedAlert,
  { keys, days, reason }: NonNullable<CloseAlertInput['exclusion']>,
): Promise<void> {
  const isBenign = ['falsePositive', 'informationalExpectedActivity'].includes(alert.classification);
  if (!isBenign) throw refused('Only a false positive or an expected activity can be excluded.');
  const offered = await offersOf(context.tx, context.actor.tenantId, alert.id);
  const conditions = chosenConditions(offered?.offers ?? [], keys);
  const sourceAlertId = alert.id;
  const { detectorId } = alert;
  const id = await storeExclusion(context, { detectorId, conditions, reason, days, sourceAlertId });
  if (id === null) throw refused('This detector has this exclusion already: see Settings, Detection.');
  context.audit({
    action: 'alert.exclude',
    target: { type: 'alert', id: alert.id },
    changes: [{ field: 'exclusion', from: null, to: toldConditions(conditions) }],
    reason,
  });
}

const refused = (userText: string): AppError => new AppError('invalid', userText, { userText });
