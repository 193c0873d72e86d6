import type { EntityType } from '@/lib/domain/entity';
import type { TableName } from '@/lib/domain/tables';
import type { FacetName } from '@/lib/domain/views/facet';
import { lakeTable } from '../lake/schema';
import { ident, text } from '../lake/sql';
import { isIn, matchOf, spellings } from './subjects';

/** One table of a facet: which rows count, what they are grouped by, what of them went wrong. All SQL is our own. */
export interface FacetSource {
  readonly table: TableName;
  readonly where: string;
  /** Set when `_principal` alone decides, as in a timeline. */
  readonly principals?: readonly string[];
  /** What kind of thing `name` names; null for what has no page of its own. */
  readonly type: EntityType | null;
  readonly name: string;
  readonly detail?: string;
  readonly failed?: string;
  readonly risky?: string;
  readonly latitude?: string;
  readonly longitude?: string;
}

type Grouping = Omit<FacetSource, 'table' | 'where' | 'principals'>;
type Names = readonly string[];

/** The stored column of a vendor's name. */
function col(table: TableName, name: string): string {
  const column = lakeTable(table).columns.find((known) => known.name === name);
  if (!column) throw new Error(`${table} has no column ${name}`);
  return ident(column.stored);
}

/** Rows about an account or a device, found as a timeline finds them. */
function about(
  table: TableName,
  kind: 'principals' | 'hosts',
  names: Names,
  grouping: Grouping,
): FacetSource[] {
  const match = matchOf(table, { principals: [], hosts: [], addresses: [], [kind]: names });
  return match ? [{ table, ...match, ...grouping }] : [];
}

/** Rows of which one of these columns is one of the names, letter by letter in either case. */
function naming(table: TableName, columns: readonly string[], names: Names, grouping: Grouping): FacetSource {
  const conditions = columns.map((name) => isIn(col(table, name), spellings(names)));
  return { table, where: `(${conditions.join(' OR ')})`, ...grouping };
}

const SIGN_INS = ['SigninLogs', 'AADNonInteractiveUserSignInLogs'] as const;

const signInOutcome = (table: (typeof SIGN_INS)[number]) => ({
  failed: `${col(table, 'ResultType')} NOT IN ('0', '')`,
  risky: `lower(${col(table, 'RiskLevelDuringSignIn')}) IN ('low', 'medium', 'high')`,
});

const signIns = (names: Names, grouping: (table: (typeof SIGN_INS)[number]) => Grouping): FacetSource[] =>
  SIGN_INS.flatMap((table) =>
    about(table, 'principals', names, { ...signInOutcome(table), ...grouping(table) }),
  );

const oktaSignIns = (names: Names, grouping: Grouping): FacetSource[] =>
  about('OktaSystemLog', 'principals', names, {
    failed: `(${col('OktaSystemLog', 'outcome')} ->> '$.result') = 'FAILURE'`,
    ...grouping,
  }).map((source) => ({
    ...source,
    where: `${source.where} AND ${col('OktaSystemLog', 'eventType')} IN ('user.session.start', 'user.authentication.sso')`,
  }));

const GEO = {
  latitude: `TRY_CAST("_geo" ->> '$.latitude' AS DOUBLE)`,
  longitude: `TRY_CAST("_geo" ->> '$.longitude' AS DOUBLE)`,
};
const PLACE: Grouping = {
  type: null,
  name: `coalesce("_geo" ->> '$.country', '?')`,
  detail: `"_geo" ->> '$.city'`,
  ...GEO,
};
/** Quarters of an hour: every time zone's hours are made of them. */
const QUARTER: Grouping = { type: null, name: 'CAST(epoch_ms("_time") // 900000 AS VARCHAR)' };

const deviceOf = (table: (typeof SIGN_INS)[number]): string =>
  `nullif(${col(table, 'DeviceDetail')} ->> '$.displayName', '')`;
const named = (table: TableName, domain: string, name: string): string =>
  `lower(CASE WHEN coalesce(${col(table, domain)}, '') = '' THEN ${col(table, name)}
    ELSE ${col(table, domain)} || '\\' || ${col(table, name)} END)`;

const deviceNetwork = (column: string): Grouping => ({
  type: 'host',
  name: `lower(${col('DeviceNetworkEvents', 'DeviceName')})`,
  detail: col('DeviceNetworkEvents', column),
  failed: `${col('DeviceNetworkEvents', 'ActionType')} = 'ConnectionFailed'`,
});

const logon = (type: EntityType, name: string): Grouping => ({
  type,
  name,
  detail: `${col('DeviceLogonEvents', 'LogonType')} || ' logon'`,
  failed: `${col('DeviceLogonEvents', 'ActionType')} = 'LogonFailed'`,
});

const windowsLogons = (names: Names): FacetSource[] =>
  about('SecurityEvent', 'hosts', names, {
    type: 'account',
    name: named('SecurityEvent', 'TargetDomainName', 'TargetUserName'),
    detail: `${col('SecurityEvent', 'LogonTypeName')}`,
    failed: `${col('SecurityEvent', 'EventID')} = 4625`,
  }).map((source) => ({
    ...source,
    where: `${source.where} AND ${col('SecurityEvent', 'EventID')} IN (4624, 4625)`,
  }));

const HASHES = ['SHA256', 'SHA1', 'MD5', 'FileName'];
const onDevice = (
  table: 'DeviceProcessEvents' | 'DeviceFileEvents' | 'DeviceImageLoadEvents',
  names: Names,
) =>
  naming(table, HASHES, names, {
    type: 'host',
    name: `lower(${col(table, 'DeviceName')})`,
    detail: col(table, 'FolderPath'),
  });

/** The host of a web address, in lower case. */
const hostIn = (column: string): string =>
  `lower(coalesce(nullif(regexp_extract(${column}, '^[A-Za-z]+://([^/:?#]+)', 1), ''), split_part(split_part(${column}, '/', 1), ':', 1)))`;

/** Web addresses that are one of the names, or lie under one that is a domain. */
function web(table: TableName, column: string, names: Names, grouping: Grouping): FacetSource {
  const stored = col(table, column);
  const host = hostIn(stored);
  const under = names
    .filter((name) => !name.includes('/'))
    .map(
      (name) =>
        `${host} = ${text(name.toLowerCase())} OR ends_with(${host}, ${text(`.${name.toLowerCase()}`)})`,
    );
  return { table, where: `(${[isIn(stored, spellings(names)), ...under].join(' OR ')})`, ...grouping };
}

const RECIPIENT = (table: 'EmailAttachmentInfo') => `lower(${col(table, 'RecipientEmailAddress')})`;

const FACET_SOURCES: Readonly<Record<FacetName, (names: Names) => readonly FacetSource[]>> = {
  accountPlaces: (names) => [...signIns(names, () => PLACE), ...oktaSignIns(names, PLACE)],
  accountHours: (names) => [...signIns(names, () => QUARTER), ...oktaSignIns(names, QUARTER)],
  accountApps: (names) =>
    signIns(names, (table) => ({
      type: 'cloudApplication',
      name: `coalesce(nullif(${col(table, 'AppDisplayName')}, ''), ${col(table, 'AppId')})`,
    })),
  accountDevices: (names) => [
    ...signIns(names, (table) => ({
      type: 'host',
      name: deviceOf(table),
      detail: `coalesce(nullif(${col(table, 'DeviceDetail')} ->> '$.operatingSystem', ''), 'sign-in')`,
    })),
    naming(
      'DeviceLogonEvents',
      ['AccountSid'],
      names,
      logon('host', `lower(${col('DeviceLogonEvents', 'DeviceName')})`),
    ),
  ],
  ipAccounts: (names) => [
    ...SIGN_INS.map((table) =>
      naming(table, ['IPAddress'], names, {
        type: 'account',
        name: `lower(${col(table, 'UserPrincipalName')})`,
        ...signInOutcome(table),
      }),
    ),
    naming('AADServicePrincipalSignInLogs', ['IPAddress'], names, {
      type: 'servicePrincipal',
      name: col('AADServicePrincipalSignInLogs', 'ServicePrincipalId'),
      detail: col('AADServicePrincipalSignInLogs', 'ServicePrincipalName'),
      failed: `${col('AADServicePrincipalSignInLogs', 'ResultType')} NOT IN ('0', '')`,
    }),
  ],
  ipDevices: (names) => [
    naming('DeviceNetworkEvents', ['RemoteIP'], names, deviceNetwork('InitiatingProcessFileName')),
    naming(
      'DeviceLogonEvents',
      ['RemoteIP'],
      names,
      logon('host', `lower(${col('DeviceLogonEvents', 'DeviceName')})`),
    ),
  ],
  ipSenders: (names) => [
    naming('EmailEvents', ['SenderIPv4', 'SenderIPv6'], names, {
      type: 'domain',
      name: `lower(${col('EmailEvents', 'SenderFromDomain')})`,
      detail: col('EmailEvents', 'SenderFromAddress'),
      failed: `${col('EmailEvents', 'DeliveryAction')} = 'Blocked'`,
    }),
  ],
  hostUsers: (names) => [
    ...about(
      'DeviceLogonEvents',
      'hosts',
      names,
      logon('account', named('DeviceLogonEvents', 'AccountDomain', 'AccountName')),
    ),
    ...windowsLogons(names),
  ],
  hostProcesses: (names) =>
    about('DeviceProcessEvents', 'hosts', names, {
      type: 'process',
      name: `lower(${col('DeviceProcessEvents', 'FileName')})`,
      detail: `'started by ' || lower(${col('DeviceProcessEvents', 'InitiatingProcessFileName')})`,
    }),
  hostPeers: (names) =>
    about('DeviceNetworkEvents', 'hosts', names, {
      ...deviceNetwork('InitiatingProcessFileName'),
      type: 'ip',
      name: col('DeviceNetworkEvents', 'RemoteIP'),
      detail: `concat_ws(' ', nullif(${col('DeviceNetworkEvents', 'RemoteUrl')}, ''),
        'port ' || CAST(${col('DeviceNetworkEvents', 'RemotePort')} AS VARCHAR), lower(${col('DeviceNetworkEvents', 'InitiatingProcessFileName')}))`,
    }),
  mailboxActivity: (names) => [
    naming('OfficeActivity', ['MailboxOwnerUPN', 'MailboxGuid'], names, {
      type: 'account',
      name: `lower(${col('OfficeActivity', 'UserId')})`,
      detail: col('OfficeActivity', 'Operation'),
      failed: `${col('OfficeActivity', 'ResultStatus')} IN ('Failed', 'False')`,
    }),
  ],
  mailboxSenders: (names) => [
    naming('EmailEvents', ['RecipientEmailAddress'], names, {
      type: 'domain',
      name: `lower(${col('EmailEvents', 'SenderFromDomain')})`,
      detail: col('EmailEvents', 'SenderFromAddress'),
      failed: `${col('EmailEvents', 'DeliveryAction')} = 'Blocked'`,
    }),
  ],
  appUsers: (names) =>
    SIGN_INS.map((table) =>
      naming(table, ['AppId', 'AppDisplayName'], names, {
        type: 'account',
        name: `lower(${col(table, 'UserPrincipalName')})`,
        ...signInOutcome(table),
      }),
    ),
  appAddresses: (names) => [
    naming('AADServicePrincipalSignInLogs', ['ServicePrincipalId', 'AppId'], names, {
      type: 'ip',
      name: col('AADServicePrincipalSignInLogs', 'IPAddress'),
      detail: col('AADServicePrincipalSignInLogs', 'ResourceDisplayName'),
      failed: `${col('AADServicePrincipalSignInLogs', 'ResultType')} NOT IN ('0', '')`,
    }),
  ],
  appCalls: (names) => [
    naming('MicrosoftGraphActivityLogs', ['AppId', 'ServicePrincipalId'], names, {
      type: null,
      name: `${col('MicrosoftGraphActivityLogs', 'RequestMethod')} || ' ' ||
        coalesce(nullif(regexp_extract(${col('MicrosoftGraphActivityLogs', 'RequestUri')}, '^[a-z]+://[^/]+/[^/]+/([^/?(]+)', 1), ''), '/')`,
      failed: `${col('MicrosoftGraphActivityLogs', 'ResponseStatusCode')} >= 400`,
    }),
  ],
  fileDevices: (names) => [
    onDevice('DeviceProcessEvents', names),
    onDevice('DeviceFileEvents', names),
    onDevice('DeviceImageLoadEvents', names),
  ],
  fileMails: (names) => [
    naming('EmailAttachmentInfo', ['SHA256', 'FileName'], names, {
      type: 'mailbox',
      name: RECIPIENT('EmailAttachmentInfo'),
      detail: `'from ' || ${col('EmailAttachmentInfo', 'SenderFromAddress')}`,
    }),
  ],
  webVisitors: (names) => [
    web('UrlClickEvents', 'Url', names, {
      type: 'account',
      name: `lower(${col('UrlClickEvents', 'AccountUpn')})`,
      detail: `'click in ' || ${col('UrlClickEvents', 'Workload')}`,
      failed: `${col('UrlClickEvents', 'ActionType')} = 'ClickBlocked'`,
    }),
    web('DeviceNetworkEvents', 'RemoteUrl', names, deviceNetwork('InitiatingProcessFileName')),
  ],
  webMails: (names) => [
    web('EmailUrlInfo', 'Url', names, {
      type: 'mailMessage',
      name: col('EmailUrlInfo', 'NetworkMessageId'),
      detail: col('EmailUrlInfo', 'Url'),
    }),
  ],
};

/** What a facet reads for an entity of these names. */
export const facetSources = (facet: FacetName, names: Names): readonly FacetSource[] =>
  FACET_SOURCES[facet](names);
