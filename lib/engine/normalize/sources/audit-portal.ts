import { str } from '../fields';
import { pick } from '../lift';
import type { RawRow } from '../types';

/** The download numbers targets, their properties and the additional details from 1. */
const MAX_TARGETS = 3;
const MAX_PROPERTIES = 5;

function propertiesOf(row: RawRow, target: number): object[] {
  const out: object[] = [];
  for (let i = 1; i <= MAX_PROPERTIES; i++) {
    const prefix = `Target${target}ModifiedProperty${i}`;
    const name = str(row[`${prefix}Name`]);
    if (name === undefined) continue;
    out.push({ displayName: name, oldValue: row[`${prefix}OldValue`], newValue: row[`${prefix}NewValue`] });
  }
  return out;
}

function targetsOf(row: RawRow): object[] {
  const out: object[] = [];
  for (let i = 1; i <= MAX_TARGETS; i++) {
    const type = str(row[`Target${i}Type`]);
    const id = str(row[`Target${i}ObjectId`]);
    if (type === undefined && id === undefined) continue;
    out.push({
      type,
      id,
      displayName: str(row[`Target${i}DisplayName`]),
      userPrincipalName: str(row[`Target${i}UserPrincipalName`]),
      modifiedProperties: propertiesOf(row, i),
    });
  }
  return out;
}

/** The Entra portal's audit download (one column per member) as the columns of AuditLogs; other rows as they are. */
export function liftPortalAudit(row: RawRow): RawRow {
  if (pick(row, 'ActorType') === undefined && row.Target1Type === undefined) return row;
  const actor = {
    id: str(row.ActorObjectId),
    displayName: str(row.ActorDisplayName),
    ipAddress: str(row.IPAddress),
  };
  const isApp = /app|principal/i.test(str(row.ActorType) ?? '');
  const by = isApp
    ? { app: { ...actor, servicePrincipalId: str(row.ActorServicePrincipalId) ?? actor.id } }
    : { user: { ...actor, userPrincipalName: str(row.ActorUserPrincipalName) } };
  const rest = Object.fromEntries(
    Object.entries(row).filter(([key]) => !/^(?:Target\d|Actor|AdditionalDetail\d)/.test(key)),
  );
  const details = [1, 2, 3].flatMap((i) => {
    const key = str(row[`AdditionalDetail${i}Key`]);
    return key === undefined ? [] : [{ key, value: row[`AdditionalDetail${i}Value`] }];
  });
  return { ...rest, InitiatedBy: by, TargetResources: targetsOf(row), AdditionalDetails: details };
}
