import { boundedKey } from '@/lib/core/storable';
import type { EntityMention, EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import { isPlaceholderAddress, isPrivateAddress } from './addresses';

/**
 * Which identifier kinds may create or join an entity of a type, best first (Sentinel's entity reference). Every
 * other kind is kept for display only.
 */
const STRONG_IDENTIFIERS: Readonly<Record<EntityType, readonly IdentifierKind[]>> = {
  account: [
    'aadUserId',
    'sid',
    'onPremisesSid',
    'oktaUserId',
    'googleUserId',
    'awsPrincipal',
    'puid',
    'upn',
    'mail',
    'ntAccount',
    'localAccount',
  ],
  host: ['azureVmId', 'mdeDeviceId', 'aadDeviceId', 'fqdn', 'ntHost'],
  ip: ['address', 'scopedAddress'],
  mailbox: ['mailboxGuid', 'mailboxAddress'],
  mailMessage: ['networkMessageId'],
  url: ['url'],
  domain: ['domain'],
  file: ['sha256', 'sha1', 'md5', 'path'],
  fileHash: ['sha256', 'sha1', 'md5'],
  process: ['processKey'],
  cloudApplication: ['appId', 'appName'],
  oauthApplication: ['appId', 'appObjectId'],
  servicePrincipal: ['servicePrincipalId', 'appId'],
  securityGroup: ['groupId'],
  azureResource: ['resourceId'],
  registryKey: ['registryPath'],
};

/** NT authorities whose accounts exist on every machine: their names identify nobody. */
const NT_AUTHORITIES: ReadonlySet<string> = new Set([
  '',
  '-',
  'nt authority',
  'nt service',
  'nt virtual machine',
  'builtin',
  'window manager',
  'font driver host',
  'iis apppool',
  'iis_iusrs',
  'workgroup',
  'azuread',
  'autorite nt',
  'nt-autorität',
]);

/** Account names that Sentinel drops: they are the same word on every machine. */
const GENERIC_NAMES: ReadonlySet<string> = new Set([
  '',
  '-',
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
  'local service',
  'network service',
  'guest',
  'everyone',
  'n/a',
  'unknown',
]);

const ZERO_GUID = /^[0-]+$/;
/** Hashes of the empty input: every empty file of the world has them. */
const EMPTY_HASHES: ReadonlySet<string> = new Set([
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'd41d8cd98f00b204e9800998ecf8427e',
]);

const before = (value: string, mark: string): string => {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(0, at);
};
const after = (value: string, mark: string): string => value.slice(value.indexOf(mark) + 1);

/**
 * True for a SID of one account: domain and machine SIDs (`S-1-5-21-…`) and Entra SIDs (`S-1-12-1-…`). Well-known
 * SIDs (`S-1-5-18`, `S-1-5-32-544` …) and other systems' numbers (`1001:1001`) are no account.
 */
function isAccountSid(value: string): boolean {
  const sid = value.toLowerCase();
  if (sid.startsWith('s-1-12-1-')) return true;
  return sid.startsWith('s-1-5-21-') && sid.split('-').length === 8;
}

function isPersonalNtAccount(value: string): boolean {
  const name = after(value, '\\');
  return value.includes('\\') && !NT_AUTHORITIES.has(before(value, '\\')) && name !== '' && name !== '-';
}

/** A local account is known by host and name; the generic names are the same person on no two machines, but on one. */
function isLocalAccount(value: string): boolean {
  const name = after(value, '\\');
  const host = before(value, '\\');
  return !NT_AUTHORITIES.has(host) && name !== '' && !(name !== 'administrator' && GENERIC_NAMES.has(name));
}

function isMailAddress(value: string): boolean {
  const at = value.lastIndexOf('@');
  return at > 0 && at < value.length - 1;
}

const CHECKS: Partial<Record<IdentifierKind, (value: string) => boolean>> = {
  sid: isAccountSid,
  onPremisesSid: isAccountSid,
  groupId: (v) => !v.toLowerCase().startsWith('s-1-') || isAccountSid(v),
  ntAccount: isPersonalNtAccount,
  localAccount: isLocalAccount,
  ntHost: (v) => v.includes('\\') && !NT_AUTHORITIES.has(before(v, '\\')) && after(v, '\\') !== '',
  fqdn: (v) => v !== '-' && v !== 'localhost',
  upn: isMailAddress,
  mail: isMailAddress,
  mailboxAddress: isMailAddress,
  address: (v) => !isPlaceholderAddress(v) && !isPrivateAddress(v),
  scopedAddress: (v) => !isPlaceholderAddress(v.slice(v.lastIndexOf('|') + 1)),
  url: (v) => v.includes('://'),
  domain: (v) => v.includes('.'),
  sha256: (v) => v.length === 64 && !EMPTY_HASHES.has(v),
  sha1: (v) => v.length === 40 && !EMPTY_HASHES.has(v),
  md5: (v) => v.length === 32 && !EMPTY_HASHES.has(v),
  path: (v) => /[\\/]./.test(v),
};

/** Addresses of any length are told apart, yet fit into an index. */
function bounded(id: Identifier): Identifier {
  const value = boundedKey(id.value);
  return value === id.value ? id : { kind: id.kind, value };
}

/**
 * The identifiers of a mention that may create or join an entity, best first. Generic account names, well-known
 * SIDs, zero GUIDs, relative URLs, placeholder addresses and private addresses without a scope are dropped.
 */
export function strongIdentifiers(mention: EntityMention): readonly Identifier[] {
  const kinds = STRONG_IDENTIFIERS[mention.type];
  const strong: { id: Identifier; rank: number }[] = [];
  for (const id of mention.ids) {
    const rank = kinds.indexOf(id.kind);
    if (rank < 0 || id.value === '' || ZERO_GUID.test(id.value)) continue;
    const check = CHECKS[id.kind];
    if (check !== undefined && !check(id.value)) continue;
    strong.push({ id: bounded(id), rank });
  }
  if (strong.length > 1) strong.sort((a, b) => a.rank - b.rank);
  return strong.map((s) => s.id);
}

/** The bare NetBIOS name of a host mention: weak, but it may join through an observed pair. */
export function netbiosOf(mention: EntityMention): Identifier | undefined {
  if (mention.type !== 'host') return undefined;
  return mention.ids.find((id) => id.kind === 'netbios' && id.value !== '' && id.value !== '-');
}

/**
 * The single-valued attribute that an identifier states, or null where one entity may have several. Two entities
 * with different values of one attribute are two people (or machines) whatever address they share. SIDs are
 * single-valued inside their issuing domain: a person may have an on-premises and a cloud SID, but not two RIDs of
 * one domain. Device ids of Entra and Defender change when a machine is set up anew, so they are not here.
 */
export function exclusiveAttribute(id: Identifier): string | null {
  switch (id.kind) {
    case 'aadUserId':
    case 'oktaUserId':
    case 'googleUserId':
    case 'awsPrincipal':
    case 'puid':
    case 'azureVmId':
    case 'mailboxGuid':
    case 'sha256':
    case 'sha1':
    case 'md5':
    case 'servicePrincipalId':
    case 'appId':
    case 'appObjectId':
      return id.kind;
    case 'sid':
    case 'onPremisesSid':
      return `sid:${id.value.slice(0, id.value.lastIndexOf('-')).toLowerCase()}`;
    default:
      return null;
  }
}
