import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import type { ActivityEntry } from '@/lib/domain/views/incident';
import { activityOf } from './activity';
import { incidentAlerts } from './alerts';

/** As much as goes on paper; the report says when there is more. */
export const REPORT_CAP = 500;

/** The alerts and the activity of an incident as its printed report tells them: from the first to the last. */
export async function reportOf(
  actor: Actor,
  incidentId: string,
): Promise<{
  readonly alerts: readonly IncidentAlert[];
  readonly moreAlerts: boolean;
  readonly activity: readonly ActivityEntry[];
  readonly moreActivity: boolean;
}> {
  const [alerts, activity] = await Promise.all([
    incidentAlerts(actor, incidentId, null, REPORT_CAP),
    activityOf(actor, { type: 'incident', id: incidentId }, null, REPORT_CAP),
  ]);
  return {
    alerts: alerts.rows,
    moreAlerts: alerts.next !== null,
    activity: [...activity.rows].reverse(),
    moreActivity: activity.next !== null,
  };
}
