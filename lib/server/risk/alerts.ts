import 'server-only';
import type { LockedAlert } from '@/lib/server/alerts/change';
import type { CommandContext } from '@/lib/server/command';
import { type FollowContext, type Followed, followReopened, followResolved } from './follow';

/** Resolved alerts that turned out false or benign dismiss the detections behind them; their users are assessed again. */
export async function alertsResolved(context: CommandContext, alerts: readonly LockedAlert[]): Promise<void> {
  told(context, await followResolved(overPrisma(context), alerts));
}

/** Alerts that are open again bring back the detections that their resolution dismissed. */
export async function alertsReopened(context: CommandContext, alerts: readonly LockedAlert[]): Promise<void> {
  told(context, await followReopened(overPrisma(context), alerts));
}

/** The statements have constant texts: values travel beside them. */
const overPrisma = ({ tx, actor, now }: CommandContext): FollowContext => ({
  run: (text, values) => tx.$queryRawUnsafe(text, ...values),
  tenantId: actor.tenantId,
  actorName: actor.name,
  now,
});

function told({ audit, publish }: CommandContext, { audits, events }: Followed): void {
  for (const entry of audits) audit(entry);
  for (const event of events) publish(event);
}
