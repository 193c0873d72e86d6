import type { EntityMention, Identifier, IdentifierKind } from '@/lib/domain/entity';
import { lower, str } from './fields';

/** Authorities that qualify local service accounts: a name under them says nothing about who. */
const AUTHORITIES: ReadonlySet<string> = new Set([
  'nt authority',
  'autorite nt',
  'nt-autorität',
  'builtin',
  'nt service',
  'nt virtual machine',
  'window manager',
  'font driver host',
  'iis apppool',
  'workgroup',
  '-',
]);

/** Account names that are the same on every machine (the list behind Sentinel's account entity, and Windows' own). */
const GENERIC_NAMES: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'system',
  'root',
  'anonymous',
  'anonymous logon',
  'authenticated user',
  'network',
  'null',
  'local system',
  'localsystem',
  'network service',
  'local service',
  'guest',
  'unknown',
]);
const SERVICE_NAMES =
  /^(?:system|local ?system|network service|local service|anonymous(?: logon)?|dwm-\d+|umfd-\d+|defaultaccount)$/;

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** A GUID or other opaque id in lower case; undefined for the all-zero GUID that redaction leaves. */
export function idOf(value: unknown): string | undefined {
  let id = lower(value);
  if (id === undefined) return undefined;
  if (id.charCodeAt(0) === 123) id = id.replace(/^\{(.*)\}$/, '$1');
  return id.charCodeAt(0) === 48 && (id === ZERO_GUID || /^0+$/.test(id)) ? undefined : id;
}

/** A user principal name or mail address in lower case. */
export function addressOf(value: unknown): string | undefined {
  let address = lower(value);
  if (address === undefined) return undefined;
  if (address.startsWith('smtp:')) address = address.slice(5);
  const at = address.indexOf('@');
  const single = at > 0 && at < address.length - 1 && address.indexOf('@', at + 1) < 0;
  return single && !/\s/.test(address) ? address : undefined;
}

/** A SID that names one account or group of a domain, machine or tenant; undefined for well-known ones. */
export function sidOf(value: unknown): string | undefined {
  const sid = str(value)?.toUpperCase();
  if (sid === undefined) return undefined;
  return /^S-1-(?:5-21(?:-\d+){4}|12-1(?:-\d+){4})$/.test(sid) ? sid : undefined;
}

/** What a row knows about one person; every member may be missing or a placeholder. */
export interface AccountParts {
  readonly oid?: unknown;
  readonly upn?: unknown;
  readonly mail?: unknown;
  readonly sid?: unknown;
  readonly onPremisesSid?: unknown;
  readonly domain?: unknown;
  /** `name`, `DOMAIN\name` or `name@DOMAIN`. */
  readonly name?: unknown;
  readonly display?: unknown;
  readonly puid?: unknown;
  /** The machine that told it: makes `HOST\name` a local account. */
  readonly host?: unknown;
  readonly extra?: readonly Identifier[];
}

interface WindowsName {
  readonly domain?: string;
  readonly name?: string;
}

const NO_NAME: WindowsName = {};

/** Takes `DOMAIN\name` and Kerberos' `name@DOMAIN` apart. */
function windowsName(name: unknown, domain?: unknown): WindowsName {
  const full = str(name);
  const slash = full?.indexOf('\\') ?? -1;
  if (full !== undefined && slash > 0) return { domain: full.slice(0, slash), name: full.slice(slash + 1) };
  const at = full?.indexOf('@') ?? -1;
  if (full !== undefined && at > 0) return { domain: full.slice(at + 1), name: full.slice(0, at) };
  const known = str(domain);
  return { ...(known === undefined ? {} : { domain: known }), ...(full === undefined ? {} : { name: full }) };
}

const shortName = (host: string): string => host.split('.')[0] ?? host;

function windowsIdentifier({ domain, name }: WindowsName, host: unknown): Identifier | undefined {
  const account = name?.toLowerCase();
  const authority = domain?.toLowerCase().replace(/\.$/, '');
  if (account === undefined || SERVICE_NAMES.test(account)) return undefined;
  if (authority === undefined || AUTHORITIES.has(authority)) {
    return GENERIC_NAMES.has(account) || authority !== undefined
      ? undefined
      : { kind: 'name', value: account };
  }
  const machine = lower(host);
  const local =
    authority === '' ||
    authority === 'localhost' ||
    (machine !== undefined && shortName(machine) === authority);
  if (!local) return { kind: 'ntAccount', value: `${authority}\\${account}` };
  return machine === undefined
    ? undefined
    : { kind: 'localAccount', value: `${shortName(machine)}\\${account}` };
}

/**
 * One mention of one account with every identifier that the row holds, so that a row which knows a person by two names
 * teaches entity resolution that both are one. `HOST$` is a host. Undefined where nothing names an account.
 */
export function account(parts: AccountParts): EntityMention | undefined {
  const windows =
    parts.name === undefined && parts.domain === undefined ? NO_NAME : windowsName(parts.name, parts.domain);
  if (windows.name?.endsWith('$')) return host({ name: windows.name.slice(0, -1), domain: windows.domain });
  const ids: Identifier[] = [...(parts.extra ?? [])];
  const add = (kind: IdentifierKind, value: string | undefined): void => {
    if (value !== undefined) ids.push({ kind, value });
  };
  const onPremises = sidOf(parts.onPremisesSid);
  const sid = sidOf(parts.sid);
  const upn = addressOf(parts.upn);
  add('aadUserId', idOf(parts.oid));
  add('upn', upn);
  add('mail', addressOf(parts.mail));
  add('sid', sid);
  // The same number under both kinds: Windows rows know it as the SID, directory rows as the on-premises SID.
  if (onPremises !== sid) add('sid', onPremises);
  add('onPremisesSid', onPremises);
  add('puid', lower(parts.puid));
  const identifier = windowsIdentifier(windows, parts.host);
  if (identifier && (identifier.kind !== 'name' || ids.length === 0)) ids.push(identifier);
  if (ids.length === 0) return undefined;
  const name = str(parts.display) ?? upn ?? fullName(windows) ?? addressOf(parts.mail) ?? ids[0]?.value ?? '';
  return { type: 'account', ids, name };
}

const fullName = ({ domain, name }: WindowsName): string | undefined =>
  name === undefined || domain === undefined ? name : `${domain}\\${name}`;

export interface HostParts {
  readonly name?: unknown;
  /** NetBIOS or DNS domain, where the name has none. */
  readonly domain?: unknown;
  readonly mdeDeviceId?: unknown;
  readonly aadDeviceId?: unknown;
  /** Azure resource id or VM id. */
  readonly azure?: readonly unknown[];
  /** True where the machine speaks of itself: its full name is one even without a domain (a workgroup machine). */
  readonly reporting?: boolean;
}

const FQDN = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/;

/** A computer name that is no domain, no address and no placeholder. */
const WORKGROUP_NAME = /^(?!(?:hostname|computer|unknown|n\/a|-)$)[a-z0-9_-]*[a-z_-][a-z0-9_-]*$/;

/** One mention of one machine with every identifier that the row holds. */
export function host(parts: HostParts): EntityMention | undefined {
  const ids: Identifier[] = [];
  const add = (kind: IdentifierKind, value: string | undefined): void => {
    if (value !== undefined) ids.push({ kind, value });
  };
  const display = str(parts.name)?.replace(/^\\\\/, '').replace(/\.$/, '');
  const name = display?.toLowerCase();
  const domain = lower(parts.domain);
  const qualified = domain !== undefined && !AUTHORITIES.has(domain);
  add('mdeDeviceId', idOf(parts.mdeDeviceId));
  add('aadDeviceId', idOf(parts.aadDeviceId));
  for (const id of parts.azure ?? []) add('azureVmId', azureMachine(id));
  if (name !== undefined && name !== 'localhost') {
    if (FQDN.test(name)) add('fqdn', name);
    else if (qualified && FQDN.test(`${name}.${domain}`) && domain.includes('.'))
      add('fqdn', `${name}.${domain}`);
    else if (qualified && !domain.includes('.')) add('ntHost', `${domain}\\${name}`);
    else if (parts.reporting && WORKGROUP_NAME.test(name)) add('fqdn', name);
    add('netbios', FQDN.test(name) ? shortName(name) : name);
  }
  return ids.length === 0 ? undefined : { type: 'host', ids, name: display ?? ids[0]?.value ?? '' };
}

/** An Azure resource id of a machine, or its VM id; undefined where the subscription was redacted to zeros. */
function azureMachine(value: unknown): string | undefined {
  const id = idOf(value);
  if (id === undefined || id.includes(ZERO_GUID)) return undefined;
  if (!id.includes('/')) return id;
  return /\/providers\/microsoft\.(?:compute\/virtualmachines|hybridcompute\/machines)\/[^/]+$/.test(id)
    ? id
    : undefined;
}

/** A service principal or application that acts. */
export function application(parts: {
  readonly servicePrincipalId?: unknown;
  readonly appId?: unknown;
  readonly appObjectId?: unknown;
  readonly name?: unknown;
  readonly type?: 'servicePrincipal' | 'oauthApplication' | 'cloudApplication';
}): EntityMention | undefined {
  const ids: Identifier[] = [];
  const servicePrincipalId = idOf(parts.servicePrincipalId);
  const appId = idOf(parts.appId);
  const objectId = idOf(parts.appObjectId);
  const name = str(parts.name);
  if (servicePrincipalId !== undefined) ids.push({ kind: 'servicePrincipalId', value: servicePrincipalId });
  if (appId !== undefined) ids.push({ kind: 'appId', value: appId });
  if (objectId !== undefined) ids.push({ kind: 'appObjectId', value: objectId });
  if (name !== undefined) ids.push({ kind: 'appName', value: name.toLowerCase() });
  const type = parts.type ?? (servicePrincipalId === undefined ? 'oauthApplication' : 'servicePrincipal');
  return ids.length === 0 ? undefined : { type, ids, name: name ?? ids[0]?.value ?? '' };
}

/** A mailbox by its primary address or GUID. */
export function mailbox(address: unknown, guid?: unknown): EntityMention | undefined {
  const ids: Identifier[] = [];
  const smtp = addressOf(address);
  const mailboxGuid = idOf(guid);
  if (smtp !== undefined) ids.push({ kind: 'mailboxAddress', value: smtp });
  if (mailboxGuid !== undefined) ids.push({ kind: 'mailboxGuid', value: mailboxGuid });
  return ids.length === 0 ? undefined : { type: 'mailbox', ids, name: smtp ?? mailboxGuid ?? '' };
}

/** What compaction sorts a row by: the name of its account or machine, lower case. */
export function principalOf(mention: EntityMention | undefined): string {
  const order: readonly IdentifierKind[] = ['upn', 'mail', 'fqdn', 'mdeDeviceId', 'mailboxAddress'];
  for (const kind of order) {
    const id = mention?.ids.find((candidate) => candidate.kind === kind);
    if (id) return id.value;
  }
  return (mention?.ids[0]?.value ?? '').toLowerCase();
}
