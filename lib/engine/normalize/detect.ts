import { isTableName, TABLES, type TableName } from '@/lib/domain/tables';
import { type Fields, lower, num, obj, str } from './fields';

/** The row's names in lower case, those without a value left out. */
type Names = ReadonlyMap<string, unknown>;

function namesOf(row: Fields): Names {
  const names = new Map<string, unknown>();
  for (const key in row) {
    const value = row[key];
    if (value === null || value === undefined || value === '') continue;
    names.set(
      key
        .toLowerCase()
        .replace(/\s*[[(]utc[\])]$/, '')
        .replace(/_(?:string|dynamic|long|s)$/, ''),
      value,
    );
  }
  return names;
}

/** Categories of Azure Monitor's diagnostic records. */
const CATEGORIES: Readonly<Record<string, TableName>> = {
  signinlogs: 'SigninLogs',
  noninteractiveusersigninlogs: 'AADNonInteractiveUserSignInLogs',
  serviceprincipalsigninlogs: 'AADServicePrincipalSignInLogs',
  managedidentitysigninlogs: 'AADManagedIdentitySignInLogs',
  auditlogs: 'AuditLogs',
  userriskevents: 'AADUserRiskEvents',
  riskyusers: 'AADRiskyUsers',
  microsoftgraphactivitylogs: 'MicrosoftGraphActivityLogs',
};

function byCategory(n: Names): TableName | undefined {
  const category = lower(n.get('category'));
  if (category === undefined) return undefined;
  const hunting = /^advancedhunting-(.+)$/.exec(category)?.[1];
  if (hunting !== undefined) return byName(hunting);
  const known = Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category] : undefined;
  if (known) return known;
  if (!n.has('operationname') || n.has('operationnamevalue')) return undefined;
  // Entra's other audit categories come from the tenant, control plane and resource logs from a subscription.
  return /microsoft\.aadiam/i.test(str(n.get('resourceid')) ?? '') ||
    obj(n.get('properties')).initiatedBy !== undefined
    ? 'AuditLogs'
    : undefined;
}

const BY_LOWER_CASE: ReadonlyMap<string, TableName> = new Map(
  TABLES.map((table) => [table.toLowerCase(), table]),
);
const byName = (name: string | undefined): TableName | undefined =>
  name === undefined ? undefined : BY_LOWER_CASE.get(name.toLowerCase().trim());

/** Security events have ids from 4608 to 6424 and 1102; the log or provider says so more surely. */
function windowsTable(n: Names): TableName | undefined {
  const id = num(n.get('eventid')) ?? num(obj(n.get('eventid'))['#text']);
  const nested = n.has('event') && obj(obj(n.get('event')).System).EventID !== undefined;
  const named = n.has('computer') || n.has('hostname') || n.has('machinename');
  if (!nested && (id === undefined || !named)) return undefined;
  const system = obj(obj(n.get('event')).System);
  const channel = lower(n.get('channel')) ?? lower(n.get('eventlog')) ?? lower(system.Channel);
  if (channel !== undefined) return channel === 'security' ? 'SecurityEvent' : 'Event';
  const provider = lower(n.get('sourcename')) ?? lower(n.get('eventsourcename')) ?? lower(n.get('source'));
  if (provider !== undefined) return provider.includes('security-auditing') ? 'SecurityEvent' : 'Event';
  return id !== undefined && ((id >= 4608 && id <= 6424) || id === 1102) ? 'SecurityEvent' : 'Event';
}

const DEVICE_ACTIONS: readonly (readonly [RegExp, TableName])[] = [
  [/^processcreated$|^processcreate$/, 'DeviceProcessEvents'],
  [/^logon(?:success|failed|attempted)$/, 'DeviceLogonEvents'],
  [
    /^(?:connection|inboundconnection|listeningconnection|networksignature|dnsconnection|httpconnection|sslconnection|sshconnection|icmpconnection)/,
    'DeviceNetworkEvents',
  ],
  [/^file(?:created|modified|deleted|renamed)$/, 'DeviceFileEvents'],
  [/^registry(?:key|value)/, 'DeviceRegistryEvents'],
  [/^imageloaded$/, 'DeviceImageLoadEvents'],
];

/** Tables of Defender's hunting schema, told apart by columns that one of them has alone and by action. */
function defenderTable(n: Names): TableName | undefined {
  if (n.has('alertid') && n.has('entitytype')) return 'AlertEvidence';
  if (n.has('alertid') && n.has('title') && n.has('servicesource')) return 'AlertInfo';
  if (n.has('createdprocessname') && n.has('machineid')) return 'DeviceProcessEvents';
  const action = lower(n.get('actiontype'));
  if (n.has('networkmessageid') || n.has('url')) return mailTable(n, action);
  if (action === undefined)
    return n.has('deviceid') && (n.has('osplatform') || n.has('onboardingstatus')) ? 'DeviceInfo' : undefined;
  if (n.has('activityobjects') || n.has('raweventdata') || n.has('activitytype')) return 'CloudAppEvents';
  if (n.has('initiatingprocessfilename') || n.has('initiatingprocessid') || n.has('deviceid')) {
    return DEVICE_ACTIONS.find(([pattern]) => pattern.test(action))?.[1] ?? 'DeviceEvents';
  }
  if (n.has('query') || n.has('querytype') || n.has('querytarget')) return 'IdentityQueryEvents';
  if (/^logon|^credentials|^failed logon/.test(action) || n.has('logontype')) return 'IdentityLogonEvents';
  return n.has('accountupn') ||
    n.has('accountsid') ||
    n.has('destinationdevicename') ||
    n.has('targetaccountupn')
    ? 'IdentityDirectoryEvents'
    : undefined;
}

function mailTable(n: Names, action: string | undefined): TableName | undefined {
  if (n.has('url') && (n.has('accountupn') || n.has('isclickedthrough') || /^click/.test(action ?? '')))
    return 'UrlClickEvents';
  if (!n.has('networkmessageid')) return undefined;
  if (n.has('actiontrigger') || (n.has('action') && n.has('recipientemailaddress')))
    return 'EmailPostDeliveryEvents';
  if (n.has('url') || n.has('urldomain')) return 'EmailUrlInfo';
  if (n.has('deliveryaction') || n.has('subject') || n.has('emaildirection')) return 'EmailEvents';
  return n.has('filename') || n.has('filetype') ? 'EmailAttachmentInfo' : 'EmailEvents';
}

function entraTable(n: Names): TableName | undefined {
  if (n.has('riskeventtype') || (n.has('risktype') && n.has('riskstate'))) return 'AADUserRiskEvents';
  if (n.has('risklastupdateddatetime')) return 'AADRiskyUsers';
  if (n.has('initiatedby') || n.has('target1type') || (n.has('actortype') && n.has('activity')))
    return 'AuditLogs';
  if (n.has('requesturi') && n.has('requestmethod')) return 'MicrosoftGraphActivityLogs';
  const signIn =
    n.has('appdisplayname') || n.has('clientappused') || n.has('sign-in error code') || n.has('request id');
  const user = n.has('userprincipalname') || n.has('username') || n.has('userdisplayname') || n.has('user');
  if (signIn && user) {
    const silent =
      lower(n.get('isinteractive')) === 'false' ||
      /noninteractive/i.test(str(n.get('signineventtypes')) ?? '');
    return silent ? 'AADNonInteractiveUserSignInLogs' : 'SigninLogs';
  }
  if (n.has('serviceprincipalid') && (signIn || n.has('resourcedisplayname'))) {
    return n.has('managedidentitytype') && lower(n.get('managedidentitytype')) !== 'none'
      ? 'AADManagedIdentitySignInLogs'
      : 'AADServicePrincipalSignInLogs';
  }
  const person = n.has('accountupn') || n.has('accountobjectid');
  return person &&
    (n.has('groupmembership') || n.has('assignedroles') || n.has('jobtitle') || n.has('department'))
    ? 'IdentityInfo'
    : undefined;
}

function cloudTable(n: Names): TableName | undefined {
  if ((n.has('eventsource') && n.has('eventname')) || (n.has('event name') && n.has('event id')))
    return 'AWSCloudTrail';
  if (n.has('eventname') && n.has('useridentity')) return 'AWSCloudTrail';
  if (
    n.has('eventtype') &&
    (n.has('legacyeventtype') ||
      (n.has('actor') && (n.has('published') || n.has('outcome'))) ||
      n.has('actor_alternateid'))
  )
    return 'OktaSystemLog';
  if (obj(n.get('id')).applicationName !== undefined || str(n.get('kind'))?.startsWith('admin#reports'))
    return 'GoogleWorkspaceActivity';
  if (n.has('operationnamevalue') || n.has('eventdataid') || (n.has('caller') && n.has('resourceprovider')))
    return 'AzureActivity';
  if (n.has('operation') && (n.has('officeworkload') || n.has('workload') || n.has('recordtype')))
    return 'OfficeActivity';
  if (n.has('operation') && n.has('parameters') && !n.has('eventid')) return 'OfficeActivity';
  const outcome = n.has('calleripaddress') || n.has('resulttype') || n.has('statuscode');
  return n.has('operationname') && n.has('time') && outcome ? 'AzureActivity' : undefined;
}

function otherTable(n: Names): TableName | undefined {
  if (n.has('systemalertid') || (n.has('alertname') && n.has('providername'))) return 'SecurityAlert';
  if (
    n.has('title') &&
    n.has('severity') &&
    n.has('servicesource') &&
    (n.has('evidence') || n.has('createddatetime'))
  )
    return 'alerts_v2';
  if (n.has('devicevendor') && n.has('deviceproduct')) return 'CommonSecurityLog';
  const domain = n.has('domain') || n.has('name');
  return domain && (n.has('querytype') || (n.has('responsecode') && n.has('internalip')))
    ? 'DnsEvents'
    : undefined;
}

/**
 * Names the table of one row: by its own word (`Type`, `$table`, the category of a diagnostic record), else by columns
 * that only one table has, else by the file's name. Files mix tables, so every row is asked.
 *
 * @returns undefined where nothing tells; a row that names a table we do not have is never given to another
 */
export function detectTable(row: Fields, fileName?: string): TableName | undefined {
  const type = row.Type ?? row.$table;
  if (typeof type === 'string') {
    if (isTableName(type)) return type;
    if (/_CL$/.test(type)) return undefined;
  }
  const n = namesOf(row);
  return (
    byName(str(n.get('$table'))) ??
    byCategory(n) ??
    windowsTable(n) ??
    otherTable(n) ??
    defenderTable(n) ??
    entraTable(n) ??
    cloudTable(n) ??
    byFileName(fileName)
  );
}

function byFileName(fileName: string | undefined): TableName | undefined {
  const base = fileName
    ?.split(/[\\/]/)
    .at(-1)
    ?.toLowerCase()
    .replace(/[^a-z0-9_]/g, '');
  if (base === undefined) return undefined;
  const held = TABLES.filter((table) => table !== 'Event' && base.includes(table.toLowerCase()));
  return held.sort((a, b) => b.length - a.length)[0];
}
