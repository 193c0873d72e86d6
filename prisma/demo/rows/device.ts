import { digestOf, type Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { NT_DOMAIN, WORKSPACE_ID } from '../world/identity';
import type { Device, Person } from '../world/types';
import { IMAGES, type Image, type ImageName } from './images';

/** An account as the sensor names it: a person, or one of Windows' own. */
export type Runner = Person | 'SYSTEM' | 'LOCAL SERVICE' | 'NETWORK SERVICE';

/** One running process on a device. */
export interface Running {
  readonly image: Image;
  readonly command: string;
  readonly pid: number;
  readonly created: number;
  readonly as: Runner;
  /** What started it: a process of the story, or the image of one that nobody asks about. */
  readonly parent: ImageName | Running;
}

const WELL_KNOWN = {
  SYSTEM: 'S-1-5-18',
  'LOCAL SERVICE': 'S-1-5-19',
  'NETWORK SERVICE': 'S-1-5-20',
} as const;

interface Names {
  readonly domain: string;
  readonly name: string;
  readonly sid: string;
  readonly upn: string;
  readonly oid: string;
}
const NAMES = new Map<Runner, Names>();

/** How the sensor names an account. */
function namesOf(as: Runner): Names {
  const known = NAMES.get(as);
  if (known) return known;
  const made =
    typeof as === 'string'
      ? { domain: 'nt authority', name: as.toLowerCase(), sid: WELL_KNOWN[as], upn: '', oid: '' }
      : {
          domain: NT_DOMAIN.toLowerCase(),
          name: as.sam.toLowerCase(),
          sid: as.sid,
          upn: as.upn,
          oid: as.duty === 'domainAdmin' || as.duty === 'service' ? '' : as.objectId,
        };
  NAMES.set(as, made);
  return made;
}

/** Only process events tell who signed the acting image. */
const signature = (by: Image): Record<string, unknown> => ({
  InitiatingProcessSignerType: by.signer,
  InitiatingProcessSignatureStatus: by.signer === 'Unknown' ? 'Unsigned' : 'Valid',
});

/** Columns that an image gives a row, under a prefix. */
function imageColumns(image: Image, prefix: '' | 'InitiatingProcess'): Record<string, unknown> {
  const key = `${image.file} ${image.version}`;
  const version = prefix === '' ? 'ProcessVersionInfo' : 'InitiatingProcessVersionInfo';
  const path = `${image.folder}\\${image.file}`;
  return {
    [`${prefix}FileName`]: prefix === '' ? image.file : image.file.toLowerCase(),
    [`${prefix}FolderPath`]: prefix === '' ? path : path.toLowerCase(),
    [`${prefix}SHA1`]: digestOf(`sha1 ${key}`, 40),
    [`${prefix}SHA256`]: digestOf(`sha256 ${key}`, 64),
    [`${prefix}MD5`]: digestOf(`md5 ${key}`, 32),
    [`${prefix}FileSize`]: 40_000 + (Number.parseInt(digestOf(key, 6), 16) % 4_000_000),
    [`${version}CompanyName`]: image.company,
    [`${version}ProductName`]: image.product,
    [`${version}ProductVersion`]: image.version,
    [`${version}InternalFileName`]: image.original.replace(/\.exe$/i, ''),
    [`${version}OriginalFileName`]: image.original,
    [`${version}FileDescription`]: image.description,
  };
}

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  common: ['TimeGenerated', 'DeviceId', 'DeviceName', 'MachineGroup', 'ActionType', 'ReportId'],
  initiating: [
    'AccountDomain',
    'AccountName',
    'AccountSid',
    'AccountUpn',
    'AccountObjectId',
    'Id',
    'CommandLine',
    'CreationTime',
    'ParentFileName',
    'ParentId',
    'ParentCreationTime',
    'SessionId',
  ].map((c) => `InitiatingProcess${c}`),
  DeviceProcessEvents: [
    'ProcessId',
    'ProcessCommandLine',
    'ProcessCreationTime',
    'ProcessIntegrityLevel',
    'ProcessTokenElevation',
    'LogonId',
    'CreatedProcessSessionId',
    'AccountDomain',
    'AccountName',
    'AccountSid',
    'AccountUpn',
    'AccountObjectId',
    'AdditionalFields',
  ],
  DeviceFileEvents: [
    'FileName',
    'FolderPath',
    'FileSize',
    'SHA1',
    'SHA256',
    'MD5',
    'PreviousFileName',
    'FileOriginUrl',
    'RequestProtocol',
    'ShareName',
    'RequestSourceIP',
    'RequestSourcePort',
    'AdditionalFields',
  ],
  DeviceNetworkEvents: [
    'LocalIP',
    'LocalPort',
    'RemoteIP',
    'RemoteIPType',
    'RemotePort',
    'RemoteUrl',
    'AdditionalFields',
  ],
  DeviceLogonEvents: [
    'AccountDomain',
    'AccountName',
    'AccountSid',
    'LogonType',
    'Protocol',
    'FailureReason',
    'IsLocalAdmin',
    'LogonId',
    'RemoteDeviceName',
    'RemoteIP',
    'RemoteIPType',
    'AdditionalFields',
  ],
  DeviceRegistryEvents: [
    'RegistryKey',
    'RegistryValueName',
    'RegistryValueData',
    'PreviousRegistryKey',
    'PreviousRegistryValueName',
  ],
  DeviceEvents: ['AdditionalFields'],
};
const CONSTANT: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  DeviceProcessEvents: { IsProcessRemoteSession: false },
  DeviceFileEvents: { IsAzureInfoProtectionApplied: false },
  DeviceNetworkEvents: { LocalIPType: 'Private', Protocol: 'Tcp' },
  DeviceRegistryEvents: { RegistryValueType: 'String', PreviousRegistryValueData: '' },
};

type EndpointTable =
  | 'DeviceProcessEvents'
  | 'DeviceFileEvents'
  | 'DeviceNetworkEvents'
  | 'DeviceLogonEvents'
  | 'DeviceRegistryEvents'
  | 'DeviceEvents';

const TEMPLATES = new Map<string, Map<Image, Map<Image | undefined, Row>>>();

/**
 * A row with every column of its kind in place, by table and images. Rows are wide: filling a copy of one shape costs a
 * tenth of putting fifty columns together each time, because the engine keeps such objects out of dictionary mode.
 */
function template(table: EndpointTable, by: Image, own: Image | undefined): Row {
  const byTable = TEMPLATES.get(table) ?? new Map<Image, Map<Image | undefined, Row>>();
  TEMPLATES.set(table, byTable);
  const byImage = byTable.get(by) ?? new Map<Image | undefined, Row>();
  byTable.set(by, byImage);
  const known = byImage.get(own);
  if (known) return known;
  const empty = Object.fromEntries(
    ['common', 'initiating', table].flatMap((part) => COLUMNS[part] ?? []).map((column) => [column, '']),
  );
  const columns = {
    ...empty,
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    AppGuardContainerId: '',
    Type: table,
    IsInitiatingProcessRemoteSession: false,
    ...imageColumns(by, 'InitiatingProcess'),
    ...(own ? imageColumns(own, '') : {}),
    ...CONSTANT[table],
    ...(table === 'DeviceProcessEvents' ? signature(by) : {}),
    ...(table === 'DeviceEvents'
      ? {}
      : { InitiatingProcessIntegrityLevel: '', InitiatingProcessTokenElevation: '' }),
  };
  const made = JSON.parse(JSON.stringify(columns)) as Row;
  byImage.set(own, made);
  return made;
}

/** A copy of the template with machine and acting process filled in. */
function begin(
  rng: Rng,
  time: number,
  device: Device,
  table: EndpointTable,
  action: string,
  process: Running,
  own?: Image,
): Record<string, unknown> {
  const row: Record<string, unknown> = { ...template(table, process.image, own) };
  const who = namesOf(process.as);
  const system = process.as === 'SYSTEM';
  row.TimeGenerated = iso(time);
  row.DeviceId = device.mdeId;
  row.DeviceName = device.fqdn;
  row.MachineGroup = device.kind === 'workstation' || device.kind === 'mac' ? 'Clients' : 'Servers';
  row.ActionType = action;
  row.ReportId = rng.int(1_000, 2_000_000_000);
  row.InitiatingProcessAccountDomain = who.domain;
  row.InitiatingProcessAccountName = who.name;
  row.InitiatingProcessAccountSid = who.sid;
  row.InitiatingProcessAccountUpn = who.upn;
  row.InitiatingProcessAccountObjectId = who.oid;
  row.InitiatingProcessId = process.pid;
  row.InitiatingProcessCommandLine = process.command;
  row.InitiatingProcessCreationTime = iso(process.created);
  const parent = parentOf(process);
  row.InitiatingProcessParentFileName = parent.file;
  row.InitiatingProcessParentId = parent.pid;
  row.InitiatingProcessParentCreationTime = iso(parent.created);
  row.InitiatingProcessSessionId = system ? 0 : 1;
  if (table === 'DeviceEvents') return row;
  row.InitiatingProcessIntegrityLevel = system ? 'System' : 'Medium';
  row.InitiatingProcessTokenElevation = system ? 'TokenElevationTypeDefault' : 'TokenElevationTypeLimited';
  return row;
}

function parentOf({ parent, pid, created }: Running): { file: string; pid: number; created: number } {
  return typeof parent === 'string'
    ? { file: IMAGES[parent].file, pid: 600 + (pid % 3_000), created: created - 3_600_000 }
    : { file: parent.image.file, pid: parent.pid, created: parent.created };
}

/** A process as it starts. */
export function running(
  rng: Rng,
  image: ImageName | Image,
  as: Runner,
  time: number,
  command?: string,
  parent: ImageName | Running = 'explorer',
): Running {
  const found = typeof image === 'string' ? IMAGES[image] : image;
  return {
    image: found,
    command: command ?? `"${found.file}"`,
    pid: rng.int(1_200, 31_000),
    created: time,
    as,
    parent,
  };
}

export interface Started {
  readonly process: Running;
  readonly by: Running;
  readonly integrity?: 'Low' | 'Medium' | 'High' | 'System';
}

/** A row of DeviceProcessEvents. */
export function processRow(rng: Rng, time: number, device: Device, { process, by, integrity }: Started): Row {
  const row = begin(rng, time, device, 'DeviceProcessEvents', 'ProcessCreated', by, process.image);
  const who = namesOf(process.as);
  row.AccountDomain = who.domain;
  row.AccountName = who.name;
  row.AccountSid = who.sid;
  row.AccountUpn = who.upn;
  row.AccountObjectId = who.oid;
  row.ProcessId = process.pid;
  row.ProcessCommandLine = process.command;
  row.ProcessCreationTime = row.TimeGenerated;
  row.ProcessIntegrityLevel = integrity ?? (process.as === 'SYSTEM' ? 'System' : 'Medium');
  row.ProcessTokenElevation = integrity === 'High' ? 'TokenElevationTypeFull' : 'TokenElevationTypeDefault';
  row.LogonId = 999 + (process.pid % 7_000) * 31;
  row.CreatedProcessSessionId = process.as === 'SYSTEM' ? 0 : 1;
  row.AdditionalFields = {};
  return row;
}

export interface FileDeed {
  readonly action: 'FileCreated' | 'FileModified' | 'FileRenamed' | 'FileDeleted';
  readonly folder: string;
  readonly file: string;
  readonly process: Running;
  readonly size?: number;
  readonly previous?: string;
  readonly originUrl?: string;
  readonly share?: { readonly name: string; readonly from: string };
}

/** A row of DeviceFileEvents. */
export function fileRow(rng: Rng, time: number, device: Device, deed: FileDeed): Row {
  const row = begin(rng, time, device, 'DeviceFileEvents', deed.action, deed.process);
  row.FileName = deed.file;
  row.FolderPath = `${deed.folder}\\${deed.file}`;
  row.FileSize = deed.size ?? rng.int(2_000, 4_000_000);
  row.SHA1 = digestOf(`sha1 file ${deed.file}`, 40);
  row.SHA256 = digestOf(`sha256 file ${deed.file}`, 64);
  row.MD5 = digestOf(`md5 file ${deed.file}`, 32);
  row.PreviousFileName = deed.previous ?? '';
  row.FileOriginUrl = deed.originUrl ?? '';
  row.RequestProtocol = deed.share ? 'Smb' : 'Local';
  row.ShareName = deed.share?.name ?? '';
  row.RequestSourceIP = deed.share?.from ?? '';
  row.RequestSourcePort = deed.share ? rng.int(49_152, 65_000) : null;
  row.AdditionalFields = { FileType: deed.file.split('.').pop() ?? '' };
  return row;
}

export interface Connection {
  readonly process: Running;
  readonly remoteIp: string;
  readonly remotePort: number;
  readonly url?: string;
  readonly action?: 'ConnectionSuccess' | 'ConnectionFailed' | 'InboundConnectionAccepted';
}

/** A row of DeviceNetworkEvents. */
export function networkRow(rng: Rng, time: number, device: Device, c: Connection): Row {
  const row = begin(rng, time, device, 'DeviceNetworkEvents', c.action ?? 'ConnectionSuccess', c.process);
  row.LocalIP = device.ip;
  row.LocalPort = rng.int(49_152, 65_000);
  row.RemoteIP = c.remoteIp;
  row.RemoteIPType = c.remoteIp.startsWith('10.') ? 'Private' : 'Public';
  row.RemotePort = c.remotePort;
  row.RemoteUrl = c.url ?? '';
  row.AdditionalFields = {};
  return row;
}

export interface Logon {
  readonly who: Runner;
  readonly type:
    | 'Interactive'
    | 'Unlock'
    | 'Network'
    | 'RemoteInteractive'
    | 'Batch'
    | 'Service'
    | 'CachedInteractive';
  readonly from?: { readonly name: string; readonly ip: string };
  readonly failure?: string;
  readonly protocol?: string;
  readonly localAdmin?: boolean;
}

/** A row of DeviceLogonEvents. */
export function logonRow(rng: Rng, time: number, device: Device, logon: Logon): Row {
  const image =
    logon.type === 'Service'
      ? 'services'
      : logon.type === 'Interactive' || logon.type === 'Unlock'
        ? 'winlogon'
        : 'lsass';
  const process = running(rng, image, 'SYSTEM', time - 3_600_000, undefined, 'wininit');
  const row = begin(
    rng,
    time,
    device,
    'DeviceLogonEvents',
    logon.failure ? 'LogonFailed' : 'LogonSuccess',
    process,
  );
  const who = namesOf(logon.who);
  row.AccountDomain = who.domain;
  row.AccountName = who.name;
  row.AccountSid = who.sid;
  row.LogonType = logon.type;
  row.Protocol = logon.protocol ?? (logon.type === 'Network' ? 'Kerberos' : 'Negotiate');
  row.FailureReason = logon.failure ?? '';
  row.IsLocalAdmin = logon.localAdmin ?? false;
  row.LogonId = rng.int(100_000, 90_000_000);
  row.RemoteDeviceName = logon.from?.name ?? '';
  row.RemoteIP = logon.from?.ip ?? '';
  row.RemoteIPType = logon.from ? 'Private' : '';
  row.AdditionalFields = { IsLocalLogon: logon.from === undefined };
  return row;
}

/** A row of DeviceRegistryEvents. */
export function registryRow(
  rng: Rng,
  time: number,
  device: Device,
  process: Running,
  key: string,
  name: string,
  data: string,
): Row {
  const row = begin(rng, time, device, 'DeviceRegistryEvents', 'RegistryValueSet', process);
  row.RegistryKey = key;
  row.RegistryValueName = name;
  row.RegistryValueData = data;
  row.PreviousRegistryKey = key;
  row.PreviousRegistryValueName = name;
  return row;
}

/** A row of DeviceEvents: many kinds of action, told apart by `action` and what stands in `fields`. */
export function deviceEventRow(
  rng: Rng,
  time: number,
  device: Device,
  action: string,
  process: Running,
  fields: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Row {
  const row = begin(rng, time, device, 'DeviceEvents', action, process);
  row.AdditionalFields = fields;
  return Object.assign(row, more);
}
