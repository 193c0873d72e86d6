import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { TableName } from '@/lib/domain/tables';
import type { RawRowView } from '@/lib/domain/views/alert';
import type { RiskySignInDetail } from '@/lib/domain/views/risk';
import { fieldsOf } from '@/lib/server/alerts/detail';
import { rowsByIds } from '@/lib/server/query/client';

/** Tables whose rows make a sign-in risky, those that tell the sign-in itself first. */
const TABLES: readonly TableName[] = [
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'OktaSystemLog',
  'GoogleWorkspaceActivity',
  'AWSCloudTrail',
  'AADUserRiskEvents',
];
/** The row's own time and the sign-in's differ by so much at most: a provider tells of a risk later. */
const MARGIN = 2 * 24 * 3_600_000;

/** The row of telemetry behind a risky sign-in; nothing where the lake no longer holds it or does not answer. */
export async function signInRows(
  actor: Actor,
  { rowId, at }: Pick<RiskySignInDetail, 'rowId' | 'at'>,
): Promise<readonly RawRowView[]> {
  if (rowId === null) return [];
  const time = Date.parse(at);
  for (const table of TABLES) {
    const found = await rowsByIds({
      tenantId: actor.tenantId,
      table,
      rowIds: [rowId],
      from: time - MARGIN,
      to: time + MARGIN,
    }).catch(() => []);
    const [row] = found;
    if (row) {
      const fields = fieldsOf({ ...row.columns, ...row.overflow });
      return [{ rowId, table, time: new Date(row.time).toISOString(), fields }];
    }
  }
  return [];
}
