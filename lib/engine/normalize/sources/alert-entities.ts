import type { EntityMention, EvidenceItem, Identifier } from '@/lib/domain/entity';
import { type Fields, firstOf, lower, num, obj, objects, str } from '../fields';
import { ipOf } from '../geo';
import { account, application, host, idOf, mailbox } from '../mentions';
import { baseName } from '../process';

type Lookup = (reference: unknown) => Fields;

/** Sentinel's entities refer to each other by `$id` and `$ref`: opens a reference. */
function references(entities: readonly Fields[]): Lookup {
  const byId = new Map<string, Fields>();
  const add = (entity: Fields, depth: number): void => {
    const id = str(entity.$id);
    if (id !== undefined) byId.set(id, entity);
    if (depth > 0)
      for (const value of Object.values(entity))
        if (typeof value === 'object' && value !== null) add(obj(value), depth - 1);
  };
  for (const entity of entities) add(entity, 3);
  return (reference) => {
    const entity = obj(reference);
    const id = str(entity.$ref);
    return id === undefined ? entity : (byId.get(id) ?? entity);
  };
}

export function ipMention(value: unknown): EntityMention | undefined {
  const address = ipOf(value);
  return address === undefined
    ? undefined
    : { type: 'ip', ids: [{ kind: 'address', value: address }], name: address };
}

export function urlMention(value: unknown): EntityMention | undefined {
  const url = str(value);
  return url === undefined ? undefined : { type: 'url', ids: [{ kind: 'url', value: url }], name: url };
}

/** A file by its hashes and path. */
export function fileMention(parts: {
  name?: unknown;
  folder?: unknown;
  sha256?: unknown;
  sha1?: unknown;
  md5?: unknown;
}): EntityMention | undefined {
  const ids: Identifier[] = [];
  const name = str(parts.name);
  const folder = str(parts.folder);
  for (const kind of ['sha256', 'sha1', 'md5'] as const) {
    const hash = lower(parts[kind]);
    if (hash !== undefined && /^[0-9a-f]{32,64}$/.test(hash)) ids.push({ kind, value: hash });
  }
  if (folder !== undefined) {
    const whole =
      name === undefined || folder.toLowerCase().endsWith(name.toLowerCase())
        ? folder
        : `${folder.replace(/[\\/]$/, '')}\\${name}`;
    ids.push({ kind: 'path', value: whole.toLowerCase() });
  }
  if (ids.length === 0 && name === undefined) return undefined;
  if (ids.length === 0) ids.push({ kind: 'name', value: (name ?? '').toLowerCase() });
  return { type: 'file', ids, name: name ?? baseName(folder ?? ids[0]?.value ?? '') };
}

/** A process on a host: named by host, process id and start together, as process ids are used again. */
export function processMention(parts: {
  readonly host?: unknown;
  readonly processId?: unknown;
  readonly created?: unknown;
  readonly name?: unknown;
  readonly commandLine?: unknown;
}): EntityMention | undefined {
  const id = num(parts.processId);
  const commandLine = str(parts.commandLine);
  const image = str(parts.name);
  const name = image === undefined ? commandLine : baseName(image);
  if (name === undefined && id === undefined) return undefined;
  const owner = lower(parts.host);
  const created = str(parts.created);
  const ids: Identifier[] =
    owner !== undefined && id !== undefined && created !== undefined
      ? [{ kind: 'processKey', value: `${owner}|${id}|${created}` }]
      : [{ kind: 'name', value: (name ?? String(id)).toLowerCase() }];
  return {
    type: 'process',
    ids,
    name: name ?? String(id),
    ...(commandLine === undefined ? {} : { props: { commandLine } }),
  };
}

function hashOf(entity: Fields, open: Lookup): Record<string, string> {
  const out: Record<string, string> = {};
  for (const reference of objects(entity.FileHashes)) {
    const hash = open(reference);
    const kind = lower(hash.Algorithm)?.replace(/[^a-z0-9]/g, '');
    const value = str(hash.Value);
    if (kind !== undefined && value !== undefined) out[kind] = value;
  }
  return out;
}

type Reader = (entity: Fields, open: Lookup) => EntityMention | undefined;

const file: Reader = (entity, open) =>
  fileMention({ name: entity.Name, folder: entity.Directory, ...hashOf(entity, open) });

const readers: Readonly<Record<string, Reader>> = {
  account: (entity, open) => {
    const upnSuffix = str(entity.UPNSuffix);
    const name = str(entity.Name);
    const machine = open(entity.Host);
    return account({
      oid: entity.AadUserId,
      upn:
        upnSuffix !== undefined && name !== undefined
          ? `${name}@${upnSuffix}`
          : firstOf(entity.UserPrincipalName, name?.includes('@') ? name : undefined),
      sid: entity.Sid,
      puid: entity.PUID,
      domain:
        firstOf(entity.NTDomain, entity.DnsDomain) ??
        (entity.IsDomainJoined === false ? machine.HostName : undefined),
      name: name?.includes('@') ? undefined : name,
      display: entity.DisplayName,
      host: machine.HostName,
    });
  },
  host: (entity) =>
    host({
      name: firstOf(entity.FQDN, entity.HostName, entity.NetBiosName),
      domain: firstOf(entity.DnsDomain, entity.NTDomain),
      mdeDeviceId: entity.MdatpDeviceId,
      aadDeviceId: entity.AadDeviceId,
      azure: [entity.AzureID],
    }),
  ip: (entity) => ipMention(entity.Address),
  url: (entity) => urlMention(entity.Url),
  dns: (entity) => {
    const name = lower(entity.DomainName);
    return name === undefined ? undefined : { type: 'domain', ids: [{ kind: 'domain', value: name }], name };
  },
  file,
  process: (entity, open) => {
    const image = open(entity.ImageFile);
    return processMention({
      host: open(entity.Host).HostName,
      processId: entity.ProcessId,
      created: entity.CreationTimeUtc,
      name: firstOf(image.Name) ?? image.Directory,
      commandLine: entity.CommandLine,
    });
  },
  filehash: (entity) => {
    const mention = fileMention(hashOf({ FileHashes: [entity] }, obj));
    return mention && { ...mention, type: 'fileHash' };
  },
  mailbox: (entity) => mailbox(firstOf(entity.MailboxPrimaryAddress, entity.Upn)),
  mailmessage: (entity) => {
    const id = idOf(entity.NetworkMessageId);
    return id === undefined
      ? undefined
      : {
          type: 'mailMessage',
          ids: [{ kind: 'networkMessageId', value: id }],
          name: str(entity.Subject) ?? id,
        };
  },
  'cloud-application': (entity) =>
    application({ appId: entity.AppId, name: entity.Name, type: 'cloudApplication' }),
  azureresource: azureResource,
  'azure-resource': azureResource,
  'registry-key': (entity) => {
    const path = [str(entity.Hive), str(entity.Key)].filter((part) => part !== undefined).join('\\');
    return path === ''
      ? undefined
      : { type: 'registryKey', ids: [{ kind: 'registryPath', value: path.toLowerCase() }], name: path };
  },
};

function azureResource(entity: Fields): EntityMention | undefined {
  const id = lower(entity.ResourceId);
  return id === undefined
    ? undefined
    : {
        type: 'azureResource',
        ids: [{ kind: 'resourceId', value: id }],
        name: id.slice(id.lastIndexOf('/') + 1),
      };
}

/** Sentinel's entities tell no role: victim and attacker stand in one list, so none is made up. */
const withoutRole = (mention: EntityMention): EvidenceItem => ({
  ...mention,
  role: 'unknown',
  verdict: 'unknown',
});

/** Sentinel's `Entities` (V3 JSON) as evidence, each entity once; a hash that belongs to a listed file is that file's. */
export function sentinelEvidence(value: unknown): readonly EvidenceItem[] {
  const entities = objects(value);
  const open = references(entities);
  const mentions = entities.flatMap((entity) => {
    const type = lower(entity.Type) ?? '';
    const mention = Object.hasOwn(readers, type) ? readers[type]?.(entity, open) : undefined;
    return mention ? [mention] : [];
  });
  const ofFiles = new Set(
    mentions
      .filter((mention) => mention.type === 'file')
      .flatMap((mention) => mention.ids.map((id) => id.value)),
  );
  const seen = new Set<string>();
  return mentions.flatMap((mention) => {
    const key = mention.ids.map((id) => `${id.kind}:${id.value}`).join(' ');
    const told =
      seen.has(key) || (mention.type === 'fileHash' && mention.ids.every((id) => ofFiles.has(id.value)));
    seen.add(key);
    return told ? [] : [withoutRole(mention)];
  });
}

/** Ids of the alerts that a fused incident lists among its entities. */
export function containedAlerts(value: unknown): readonly string[] {
  return objects(value).flatMap((entity) => {
    const type = lower(entity.Type);
    if (type !== 'alerts' && type !== 'security-alert' && type !== 'alert') return [];
    const ids = [...objectsOrTexts(entity.SystemAlertIds), entity.SystemAlertId];
    return ids.flatMap((id) => idOf(id) ?? []);
  });
}

const objectsOrTexts = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
