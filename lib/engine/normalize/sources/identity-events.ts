import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import type {
  DirectoryChangeFacts,
  DirectoryQueryFacts,
  DirectoryTarget,
  LogonFacts,
  SignInFacts,
} from '@/lib/domain/facts/identity';
import type { TableName } from '@/lib/domain/tables';
import { type Fields, firstOf, known, lower, obj, str } from '../fields';
import { geoOf, ipOf, locationOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, host, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { Normalizer } from '../types';

const TIME_COLUMNS = ['TimeGenerated', 'Timestamp'] as const;

const actorOf = (c: Fields): EntityMention | undefined =>
  account({
    oid: c.AccountObjectId,
    upn: c.AccountUpn,
    sid: c.AccountSid,
    domain: c.AccountDomain,
    name: c.AccountName,
    display: c.AccountDisplayName,
    host: c.DeviceName,
  });

const targetAccount = (c: Fields): EntityMention | undefined =>
  account({ upn: c.TargetAccountUpn, display: c.TargetAccountDisplayName });

/** ReportId is unique in its product; action and destination tell the rows of one report apart. */
const dedup = (c: Fields): string | null =>
  keyOf(c.ReportId, c.Timestamp ?? c.TimeGenerated, c.ActionType, c.DestinationDeviceName);

type ReadFacts = (row: SourceRow, ip: string | undefined) => EventFacts;

function identitySource(table: TableName, readFacts: ReadFacts): Normalizer {
  const read = (row: SourceRow): Reading | Unreadable => {
    const { c } = row;
    if (str(c.ActionType) === undefined) return new Unreadable('ActionType', 'the row names no action');
    const actor = actorOf(c);
    const target = targetAccount(c) ?? host({ name: firstOf(c.TargetDeviceName, c.DestinationDeviceName) });
    const facts = readFacts(row, ipOf(c.IPAddress));
    const machine = host({ name: c.DeviceName });
    return {
      facts,
      actor,
      host: machine,
      target,
      principal: principalOf(actor ?? machine),
      dedupKey: dedup(c),
    };
  };
  return defineSource({ table, timeColumns: TIME_COLUMNS, lift: liftDiagnostic, read });
}

/** Logons of Active Directory are logons; those that Defender for Identity mirrors from Entra ID are sign-ins. */
function logonFacts({ c, ctx }: SourceRow, ip: string | undefined): LogonFacts | SignInFacts {
  const success = !/fail/i.test(str(c.ActionType) ?? '');
  const failure = str(c.FailureReason);
  if (/azure active directory|entra|microsoft 365|office 365/i.test(str(c.Application) ?? '')) {
    return known({
      kind: 'signIn' as const,
      mode: 'interactive' as const,
      success,
      failure: success ? undefined : signInFailure(failure),
      ip,
      geo: geoOf(ctx, ip, locationOf({ country: c.Location })),
      app: str(c.Application),
      os: str(c.OSPlatform),
      deviceName: str(c.DeviceName),
      clientApp: str(c.LogonType),
    });
  }
  return known({
    kind: 'logon' as const,
    success,
    logonType: str(c.LogonType),
    protocol: str(c.Protocol),
    failure: success ? undefined : (failure ?? 'unknown'),
    ip,
    sourceHost: lower(c.DeviceName),
  });
}

function signInFailure(reason: string | undefined): NonNullable<SignInFacts['failure']> {
  if (reason === undefined) return 'other';
  if (/password/i.test(reason)) return 'badPassword';
  if (/lock/i.test(reason)) return 'locked';
  return /disabled/i.test(reason) ? 'disabled' : 'other';
}

/** Replication requests are queries of the whole directory; everything else in the table is a change. */
function directoryFacts(
  { c, ctx }: SourceRow,
  ip: string | undefined,
): DirectoryChangeFacts | DirectoryQueryFacts {
  const operation = str(c.ActionType) ?? '';
  if (/replication/i.test(operation) || lower(c.Protocol) === 'drsr') {
    return known({
      kind: 'directoryQuery' as const,
      protocol: 'drs' as const,
      query: operation,
      target: lower(firstOf(c.DestinationDeviceName, c.TargetDeviceName)),
      ip,
    });
  }
  return {
    ...known({ kind: 'directoryChange' as const, operation, success: true, ip, geo: geoOf(ctx, ip) }),
    targets: changedObjects(c),
  };
}

function changedObjects(c: Fields): readonly DirectoryTarget[] {
  const details = obj(c.AdditionalFields);
  const name = firstOf(
    c.TargetAccountDisplayName,
    details['TARGET_OBJECT.USER'],
    details['TO.ACCOUNT'],
    details['TARGET_OBJECT.GROUP'],
  );
  const device = firstOf(c.TargetDeviceName, details['TARGET_OBJECT.DEVICE']);
  const group = firstOf(details['TO.GROUP'], details['TARGET_OBJECT.GROUP']);
  const changes = Object.entries(details).flatMap(([key, value]) => {
    const after = str(value);
    return after !== undefined && /^(?:ATTRIBUTE|ARG|TO)\b/i.test(key) ? [{ name: key, to: after }] : [];
  });
  const id = known({ upn: lower(c.TargetAccountUpn), name: name ?? device ?? group });
  return [{ type: name ? 'User' : device ? 'Device' : group ? 'Group' : 'Other', ...id, changes }];
}

const PROTOCOLS: Readonly<Record<string, DirectoryQueryFacts['protocol']>> = {
  ldap: 'ldap',
  samr: 'samr',
  dns: 'dns',
  drsr: 'drs',
};

function queryFacts({ c }: SourceRow, ip: string | undefined): DirectoryQueryFacts {
  const action = lower(c.ActionType) ?? '';
  const named = Object.entries(PROTOCOLS).find(
    ([word]) => action.includes(word) || lower(c.Protocol) === word,
  );
  return known({
    kind: 'directoryQuery' as const,
    protocol: named?.[1] ?? 'other',
    query: firstOf(c.Query, c.QueryType, c.ActionType),
    target: firstOf(c.QueryTarget, c.TargetAccountUpn, c.DestinationDeviceName),
    ip,
  });
}

export const identityLogonEvents = identitySource('IdentityLogonEvents', logonFacts);
export const identityDirectoryEvents = identitySource('IdentityDirectoryEvents', directoryFacts);
export const identityQueryEvents = identitySource('IdentityQueryEvents', queryFacts);
