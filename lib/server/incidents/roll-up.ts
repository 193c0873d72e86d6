import 'server-only';
import type { SummaryAlert } from '@/lib/engine/correlation';
import type { Tx } from '@/lib/server/audit/with-audit';
import type { CommandContext } from '@/lib/server/command';
import { summaryAlerts as alertsOf, type RunSql, refreshOver } from '@/lib/server/engine/incident-summary';

/** The statements have constant texts: values travel beside them. */
const over =
  (tx: Tx): RunSql =>
  (text, values) =>
    tx.$queryRawUnsafe(text, ...values);

/** The alerts of an incident as the engine sums them up. */
export const summaryAlerts = (
  tx: Tx,
  tenantId: string,
  incidentId: string,
): Promise<readonly SummaryAlert[]> => alertsOf(over(tx), tenantId, incidentId);

/** Computes again what follows from an incident's alerts; a name or severity that a person set stays. */
export async function refreshRollUp({ tx, actor, now }: CommandContext, incidentId: string): Promise<void> {
  await refreshOver(over(tx), actor.tenantId, incidentId, now.getTime());
}
