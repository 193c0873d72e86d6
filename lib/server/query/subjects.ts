import type { TableName } from '@/lib/domain/tables';
import { type LakeColumn, type LakeTable, lakeTable } from '../lake/schema';
import { ident, text } from '../lake/sql';
import type { ThingKind } from './protocol';

/** What a timeline is about: every alias of an account, every name of a device, addresses. */
export interface Subject {
  readonly principals: readonly string[];
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly things?: readonly string[];
  readonly thingKind?: ThingKind | undefined;
}

/** How rows of a table are matched. */
export interface Match {
  /** SQL condition. */
  readonly where: string;
  /** Set when `_principal` alone decides: only segments and row groups around these can match. */
  readonly principals?: readonly string[];
}

/** Tables in which a row belongs to one account, the one it is sorted by. */
const BY_ACCOUNT: ReadonlySet<TableName> = new Set<TableName>([
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
  'AADUserRiskEvents',
  'AADRiskyUsers',
  'IdentityInfo',
  'MicrosoftGraphActivityLogs',
  'CloudAppEvents',
  'UrlClickEvents',
  'AzureActivity',
  'OktaSystemLog',
  'GoogleWorkspaceActivity',
  'AWSCloudTrail',
]);

/** Tables in which a row belongs to one device, the one it is sorted by. */
const BY_HOST: ReadonlySet<TableName> = new Set<TableName>([
  'DeviceInfo',
  'DeviceProcessEvents',
  'DeviceLogonEvents',
  'DeviceNetworkEvents',
  'DeviceFileEvents',
  'DeviceRegistryEvents',
  'DeviceImageLoadEvents',
  'DeviceEvents',
  'SecurityEvent',
  'Event',
]);

/** Columns that name an account by one of its identifiers. */
const ACCOUNT_COLUMNS = new Set(
  `UserPrincipalName UserId AccountUpn AccountUPN AccountObjectId AccountSid AccountSID InitiatingProcessAccountUpn
   InitiatingProcessAccountObjectId InitiatingProcessAccountSid TargetAccountUpn Account TargetAccount SubjectAccount
   TargetUserSid SubjectUserSid TargetSid UserName MailboxOwnerUPN RecipientEmailAddress RecipientObjectId SenderFromAddress
   SenderObjectId SourceUserName DestinationUserName`.split(/\s+/),
);

/** Columns that name a Windows account together: domain, name. */
const ACCOUNT_PAIRS = [
  ['AccountDomain', 'AccountName'],
  ['InitiatingProcessAccountDomain', 'InitiatingProcessAccountName'],
  ['TargetDomainName', 'TargetUserName'],
  ['SubjectDomainName', 'SubjectUserName'],
] as const;

/** JSON in which accounts are named as targets. */
const ACCOUNT_JSON = new Set(['TargetResources', 'InitiatedBy']);

const HOST_COLUMNS = new Set(
  `DeviceName DeviceId Computer DestinationDeviceName TargetDeviceName RemoteDeviceName WorkstationName ClientMachineName
   SourceHostName DestinationHostName`.split(/\s+/),
);

const ADDRESS_COLUMNS = new Set(
  `IPAddress IpAddress ipAddress ClientIP Client_IPAddress ActorIpAddress CallerIpAddress SourceIpAddress RemoteIP LocalIP
   FileOriginIP DestinationIPAddress SenderIPv4 SenderIPv6 SourceIP DestinationIP RequestSourceIP`.split(
    /\s+/,
  ),
);

/** Columns that name a thing of a kind letter by letter. */
const THING_COLUMNS: Readonly<Record<ThingKind, ReadonlySet<string>>> = {
  message: new Set(['NetworkMessageId']),
  hash: new Set(['SHA256', 'SHA1', 'MD5', 'InitiatingProcessSHA256', 'InitiatingProcessSHA1']),
  fileName: new Set(['FileName', 'InitiatingProcessFileName']),
  app: new Set(['AppId', 'ClientAppId', 'OAuthAppId', 'ServicePrincipalId', 'AppDisplayName']),
  url: new Set(['Url', 'RemoteUrl']),
  domain: new Set(['UrlDomain', 'RemoteUrl', 'SenderFromDomain', 'SenderMailFromDomain', 'RecipientDomain']),
};

/** Columns that tell what happened: what a timeline reads of each table, out of a hundred. */
const TELLING = new Set(
  `OperationName OperationNameValue Operation ActionType Activity ActivityType ActivityDisplayName EventName EventID
   eventType displayMessage name type Category Result ResultType ResultDescription ResultReason ResultStatus ActivityStatusValue
   UserPrincipalName UserDisplayName UserId AccountUpn AccountName AccountDomain AccountDisplayName AccountObjectId Account
   TargetAccount Caller TargetResources InitiatedBy outcome actor target AppDisplayName ResourceDisplayName ClientAppUsed
   Application AppId Workload OfficeWorkload IPAddress IpAddress ipAddress ClientIP CallerIpAddress SourceIpAddress Location
   LocationDetails CountryCode City DeviceDetail DeviceName Computer DestinationDeviceName UserAgent Status ConditionalAccessStatus
   AuthenticationRequirement IsInteractive RiskLevelDuringSignIn RiskLevelAggregated RiskState RiskEventTypes_V2 RiskEventType
   RiskLevel RiskDetail Id CorrelationId SessionId LogonType LogonTypeName Protocol FailureReason FileName FolderPath
   ProcessCommandLine InitiatingProcessFileName InitiatingProcessCommandLine InitiatingProcessAccountUpn RemoteIP RemotePort
   RemoteUrl SHA256 RegistryKey RegistryValueName Subject SenderFromAddress RecipientEmailAddress DeliveryAction ThreatTypes
   NetworkMessageId Url UrlDomain UrlLocation IsClickedThrough DeliveryLocation LatestDeliveryLocation ActionTrigger ActionResult
   SenderIPv4 SenderIPv6 ObjectName OfficeObjectId Site_Url SourceFileName MailboxOwnerUPN ClientInfoString
   RequestMethod RequestUri ResponseStatusCode Resource ResourceGroup EventSource ErrorCode AWSRegion UserIdentityArn
   NewProcessName CommandLine ParentProcessName RenderedDescription Source DeviceAction DestinationIP DestinationPort Name
   QueryType Query`.split(/\s+/),
);

/** The columns of a table that a timeline shows. */
export const tellingColumns = (table: TableName): readonly LakeColumn[] =>
  lakeTable(table).columns.filter(({ name }) => TELLING.has(name));

/** How to find the subject's rows in a table; undefined when the table cannot know the subject. */
export function matchOf(tableName: TableName, subject: Subject): Match | undefined {
  const table = lakeTable(tableName);
  const principals = lower(subject.principals);
  const hosts = lower(subject.hosts);
  const addresses = lower(subject.addresses);
  const byPrincipal = [
    ...(BY_HOST.has(tableName) ? hosts : []),
    ...(BY_HOST.has(tableName) ? [] : principals),
  ];
  const conditions = [
    ...(BY_ACCOUNT.has(tableName) ? [] : accountConditions(table, principals)),
    ...(BY_HOST.has(tableName) ? [] : columnConditions(table, HOST_COLUMNS, hosts)),
    ...columnConditions(table, ADDRESS_COLUMNS, addresses),
    ...(subject.thingKind ? thingConditions(table, subject.thingKind, subject.things ?? []) : []),
  ];
  if (byPrincipal.length > 0) conditions.unshift(isIn('"_principal"', byPrincipal));
  if (conditions.length === 0) return undefined;
  const where = `(${conditions.join(' OR ')})`;
  return conditions.length === 1 && byPrincipal.length > 0 ? { where, principals: byPrincipal } : { where };
}

function accountConditions(table: LakeTable, principals: readonly string[]): string[] {
  if (principals.length === 0) return [];
  const stored = new Map(table.columns.map((column) => [column.name, column.stored]));
  const pairs = ACCOUNT_PAIRS.flatMap(([domain, name]) => {
    const [d, n] = [stored.get(domain), stored.get(name)];
    return d && n ? [isIn(`lower(${ident(d)} || '\\' || ${ident(n)})`, principals)] : [];
  });
  const json = table.columns
    .filter(({ name }) => ACCOUNT_JSON.has(name))
    .flatMap(({ stored: column }) =>
      principals.map(
        (alias) => `contains(lower(CAST(${ident(column)} AS VARCHAR)), ${text(JSON.stringify(alias))})`,
      ),
    );
  return [...columnConditions(table, ACCOUNT_COLUMNS, principals), ...pairs, ...json];
}

function columnConditions(table: LakeTable, names: ReadonlySet<string>, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  return table.columns
    .filter(({ name, type }) => names.has(name) && (type === 'string' || type === 'guid'))
    .map(({ stored }) => isIn(`lower(${ident(stored)})`, values));
}

/** Compared as they are written, so that the lake's Bloom filters can leave out what does not hold them. */
function thingConditions(table: LakeTable, kind: ThingKind, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const spelt = spellings(values);
  return table.columns
    .filter(({ name, type }) => THING_COLUMNS[kind].has(name) && (type === 'string' || type === 'guid'))
    .map(({ stored }) => isIn(ident(stored), spelt));
}

/** A name as given, in lower and in upper case: sources write identifiers either way. */
export const spellings = (values: readonly string[]): string[] => [
  ...new Set(values.flatMap((value) => [value, value.toLowerCase(), value.toUpperCase()])),
];

/** Rows of which one of these columns holds a text, whatever its case. */
export function holding(columns: readonly LakeColumn[], needle: string): string {
  const parts = columns.map(({ stored }) => `CAST(${ident(stored)} AS VARCHAR)`);
  return `contains(lower(concat_ws(' ', ${parts.join(', ')})), ${text(needle.toLowerCase())})`;
}

/** Rows whose address was located in a country, or a city of one. */
export function locatedIn(place: string): string {
  const [country = '', city] = place.split('/');
  const conditions = [
    `"_geo" ->> '$.country' = ${text(country)}`,
    ...(city === undefined ? [] : [`"_geo" ->> '$.city' = ${text(city)}`]),
  ];
  return conditions.map((condition) => `(${condition})`).join(' AND ');
}

export const isIn = (expression: string, values: readonly string[]): string =>
  values.length === 1
    ? `${expression} = ${text(values[0] ?? '')}`
    : `${expression} IN (${values.map(text).join(', ')})`;

const lower = (values: readonly string[]): string[] => [
  ...new Set(values.map((value) => value.toLowerCase())),
];
