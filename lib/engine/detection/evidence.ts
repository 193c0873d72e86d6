import type {
  EntityMention,
  EvidenceItem,
  EvidenceRole,
  EvidenceVerdict,
  Identifier,
} from '@/lib/domain/entity';
import type { FileFacts, ProcessInfo } from '@/lib/domain/facts/endpoint';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { ResolvedEvent } from './types';

/** Accounts that exist on every machine: they name nobody, so they never bridge two stories. */
const BUILT_IN_SIDS = new Set(['s-1-5-18', 's-1-5-19', 's-1-5-20', 's-1-0-0', 's-1-5-7']);
const BUILT_IN_NAMES =
  /^(?:nt authority\\.*|nt-autorit.*|system|local service|network service|anonymous logon|window manager\\.*|font driver host\\.*|-\\?-?)$/i;

/** True for SYSTEM and its kin, and for machine accounts (`HOST$`, which rows name as the host that it is). */
export function isBuiltInAccount(mention: EntityMention | undefined): boolean {
  if (!mention) return false;
  if (mention.type === 'host') return true;
  const name = mention.name.toLowerCase();
  if (BUILT_IN_NAMES.test(name) || name.endsWith('$')) return true;
  return mention.ids.some((id) => BUILT_IN_SIDS.has(id.value) || id.value.endsWith('$'));
}

/** An entity that a row mentions, in the part it plays. */
const inRole = (
  mention: EntityMention | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'unknown',
): EvidenceItem | undefined => (mention ? { ...mention, role, verdict } : undefined);

/** Who did it; built-in and machine accounts are context only. */
export const actorEvidence = (
  event: ResolvedEvent,
  role: EvidenceRole = 'compromised',
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem | undefined =>
  isBuiltInAccount(event.event.actor)
    ? inRole(event.event.actor, 'contextual')
    : inRole(event.event.actor, role, verdict);

export const hostEvidence = (
  event: ResolvedEvent,
  role: EvidenceRole = 'compromised',
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem | undefined => inRole(event.event.host, role, verdict);

export const targetEvidence = (
  event: ResolvedEvent,
  role: EvidenceRole = 'attacked',
  verdict: EvidenceVerdict = 'unknown',
): EvidenceItem | undefined => inRole(event.event.target, role, verdict);

/** An entity that a single identifier names. */
function single(
  type: EntityMention['type'],
  id: Identifier,
  name: string,
  role: EvidenceRole,
  verdict: EvidenceVerdict,
  props?: EntityMention['props'],
): EvidenceItem {
  return { type, ids: [id], name, role, verdict, ...(props ? { props } : {}) };
}

/** An address with where it is and who runs it. */
export function ipEvidence(
  ip: string | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'unknown',
  geo?: GeoLocation,
): EvidenceItem | undefined {
  if (!ip) return undefined;
  const props = {
    ...(geo?.country ? { country: geo.country } : {}),
    ...(geo?.city ? { city: geo.city } : {}),
    ...(geo?.asn ? { asn: geo.asn } : {}),
    ...(geo?.asOrganization ? { asOrganization: geo.asOrganization } : {}),
    ...(geo?.anonymizer ? { anonymizer: geo.anonymizer } : {}),
  };
  return single('ip', { kind: 'address', value: ip.toLowerCase() }, ip, role, verdict, props);
}

export const urlEvidence = (
  url: string,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem => single('url', { kind: 'url', value: url }, url, role, verdict);

export const domainEvidence = (
  domain: string,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem => single('domain', { kind: 'domain', value: domain.toLowerCase() }, domain, role, verdict);

export const mailboxEvidence = (
  address: string | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'unknown',
): EvidenceItem | undefined =>
  address?.includes('@')
    ? single('mailbox', { kind: 'mailboxAddress', value: address.toLowerCase() }, address, role, verdict)
    : undefined;

/** An account known by its mail address or UPN only. */
export const accountByUpn = (
  upn: string,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'unknown',
): EvidenceItem => single('account', { kind: 'upn', value: upn.toLowerCase() }, upn, role, verdict);

export const messageEvidence = (
  networkMessageId: string,
  subject: string | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict,
): EvidenceItem =>
  single(
    'mailMessage',
    { kind: 'networkMessageId', value: networkMessageId.toLowerCase() },
    subject ?? networkMessageId,
    role,
    verdict,
  );

/** An application by whatever the source knows of it: client id, object id, name. */
export function appEvidence(
  ids: {
    appId?: string | undefined;
    objectId?: string | undefined;
    servicePrincipalId?: string | undefined;
    name?: string | undefined;
  },
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem | undefined {
  const list: Identifier[] = [];
  if (ids.appId) list.push({ kind: 'appId', value: ids.appId.toLowerCase() });
  if (ids.objectId) list.push({ kind: 'appObjectId', value: ids.objectId.toLowerCase() });
  if (ids.servicePrincipalId) {
    list.push({ kind: 'servicePrincipalId', value: ids.servicePrincipalId.toLowerCase() });
  }
  if (ids.name) list.push({ kind: 'appName', value: ids.name.toLowerCase() });
  if (list.length === 0) return undefined;
  return {
    type: 'oauthApplication',
    ids: list,
    name: ids.name ?? ids.appId ?? ids.objectId ?? ids.servicePrincipalId ?? '',
    role,
    verdict,
  };
}

export const resourceEvidence = (
  resourceId: string | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'unknown',
): EvidenceItem | undefined =>
  resourceId
    ? single(
        'azureResource',
        { kind: 'resourceId', value: resourceId.toLowerCase() },
        resourceId,
        role,
        verdict,
      )
    : undefined;

/** A file by hash where the source gives one, else by path. */
export function fileEvidence(
  file: Pick<FileFacts, 'path' | 'fileName' | 'sha256' | 'sha1' | 'md5'>,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem {
  const ids: Identifier[] = [];
  if (file.sha256) ids.push({ kind: 'sha256', value: file.sha256.toLowerCase() });
  if (file.sha1) ids.push({ kind: 'sha1', value: file.sha1.toLowerCase() });
  if (file.md5) ids.push({ kind: 'md5', value: file.md5.toLowerCase() });
  ids.push({ kind: 'path', value: file.path.toLowerCase() });
  return { type: 'file', ids, name: file.fileName, role, verdict, props: { path: file.path } };
}

export const registryEvidence = (key: string, role: EvidenceRole): EvidenceItem =>
  single('registryKey', { kind: 'registryPath', value: key.toLowerCase() }, key, role, 'suspicious');

const MAX_COMMAND = 1_000;

/** Two logs of one process differ in its creation by less than half of this, and no process id is used again so soon. */
const SAME_START = 10_000;

/**
 * Names of a process: host, process id and creation time together, since a process id alone is used again within the
 * hour. Security and Sysmon stamp one creation milliseconds apart; of two rasters that lie half a step from each other
 * one always holds both.
 */
function processKeys(host: string, processId: number, created: number): Identifier[] {
  const key = (raster: string, at: number): Identifier => ({
    kind: 'processKey',
    value: `${host}|${processId}|${raster}${Math.floor(at / SAME_START)}`,
  });
  return [key('a', created), key('b', created + SAME_START / 2)];
}

/** When a process began: as told, or the time of the row that tells its creation. */
const createdAt = ({ event }: ResolvedEvent, process: ProcessInfo): number | undefined =>
  process.creationTime ??
  (event.facts.kind === 'process' && event.facts.process === process ? event.time : undefined);

/** A process. Without host, process id and creation time it carries no identifier and is shown only. */
export function processEvidence(
  event: ResolvedEvent,
  process: ProcessInfo | undefined,
  role: EvidenceRole,
  verdict: EvidenceVerdict = 'suspicious',
): EvidenceItem | undefined {
  if (!process) return undefined;
  const host = subjectHost(event);
  const created = createdAt(event, process);
  const ids =
    host && process.processId !== undefined && created !== undefined
      ? processKeys(host, process.processId, created)
      : [];
  return {
    type: 'process',
    ids,
    name: process.fileName,
    role,
    verdict,
    props: {
      ...(process.commandLine ? { commandLine: process.commandLine.slice(0, MAX_COMMAND) } : {}),
      ...(process.path ? { path: process.path } : {}),
      ...(process.processId !== undefined ? { processId: process.processId } : {}),
      ...(process.sha256 ? { sha256: process.sha256 } : {}),
    },
  };
}

/** What names the host in a repeat key: its entity, else its own name. */
export const subjectHost = (event: ResolvedEvent): string =>
  event.hostId ?? event.event.host?.ids[0]?.value ?? event.event.host?.name.toLowerCase() ?? '';

/** What names the actor in a repeat key. */
export const subjectActor = (event: ResolvedEvent): string =>
  event.actorId ?? event.event.actor?.ids[0]?.value ?? event.event.actor?.name.toLowerCase() ?? '';

export const subjectTarget = (event: ResolvedEvent): string =>
  event.targetId ?? event.event.target?.ids[0]?.value ?? event.event.target?.name.toLowerCase() ?? '';

/** A display name for sentences. */
export const actorName = (event: ResolvedEvent): string => event.event.actor?.name ?? 'An unnamed account';
export const hostName = (event: ResolvedEvent): string => event.event.host?.name ?? 'an unnamed host';
