import 'server-only';
import { ACCOUNT_NAMES, HOST_NAMES, type IdentifierKind } from '@/lib/domain/entity';
import type { FacetName } from '@/lib/domain/views/facet';
import type { EntityDetail } from '@/lib/domain/views/risk';
import type { ThingKind } from '@/lib/server/query/client';

/** Identifier kinds by what the lake looks them up as. */
const PRINCIPAL: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  ...ACCOUNT_NAMES,
  'mailboxAddress',
  'appId',
  'appObjectId',
  'servicePrincipalId',
]);
const HOST: ReadonlySet<IdentifierKind> = new Set(HOST_NAMES);
const ADDRESS: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['address']);
const MAILBOX: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['mailboxAddress', 'mailboxGuid']);
const APPLICATION: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'appId',
  'appObjectId',
  'servicePrincipalId',
  'appName',
]);
const HASH: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['sha256', 'sha1', 'md5']);
const MESSAGE: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['networkMessageId']);
const WEB: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['url', 'domain']);

/** Names that one request takes. */
const MAX_NAMES = 200;

type Named = Pick<EntityDetail, 'type' | 'name' | 'identifiers'>;

const namesOf = ({ identifiers }: Named, kinds: ReadonlySet<IdentifierKind>): string[] =>
  identifiers
    .filter((item) => kinds.has(item.kind))
    .map((item) => item.value)
    .slice(0, MAX_NAMES);

/** Hashes of a file; the name of one that has none, which says less. */
function fileNames(entity: Named): { readonly kind: ThingKind; readonly names: readonly string[] } {
  const hashes = namesOf(entity, HASH);
  if (hashes.length > 0) return { kind: 'hash', names: hashes };
  const name = entity.name.split(/[\\/]/).at(-1) ?? '';
  return { kind: 'fileName', names: name === '' ? [] : [name] };
}

/** What an application is called in rows: its ids, and where it has none, its name. */
function applicationNames(entity: Named): string[] {
  const ids = namesOf(entity, APPLICATION);
  return ids.length > 0 ? ids : [entity.name];
}

/** What a timeline of an entity looks for. */
export interface TimelineNames {
  readonly principals: string[];
  readonly hosts: string[];
  readonly addresses: string[];
  readonly things: string[];
  readonly thingKind?: ThingKind;
}

export function timelineNames(entity: Named): TimelineNames {
  const base = {
    principals: namesOf(entity, PRINCIPAL),
    hosts: namesOf(entity, HOST),
    addresses: namesOf(entity, ADDRESS),
    things: [],
  };
  switch (entity.type) {
    case 'mailMessage':
      return { ...base, things: namesOf(entity, MESSAGE), thingKind: 'message' };
    case 'file':
    case 'fileHash':
    case 'process': {
      const { kind, names } = fileNames(entity);
      return { ...base, things: [...names], thingKind: kind };
    }
    case 'oauthApplication':
    case 'servicePrincipal':
    case 'cloudApplication':
      return { ...base, things: applicationNames(entity), thingKind: 'app' };
    case 'url':
      return { ...base, things: namesOf(entity, WEB), thingKind: 'url' };
    case 'domain':
      return { ...base, things: namesOf(entity, WEB), thingKind: 'domain' };
    default:
      return base;
  }
}

/** Whether the lake can be asked about an entity. */
export function hasTimeline(entity: Named): boolean {
  const { principals, hosts, addresses, things } = timelineNames(entity);
  return principals.length + hosts.length + addresses.length + things.length > 0;
}

/** What the columns that a facet reads call an entity; empty where they do not know it. */
export function facetNames(entity: Named, facet: FacetName): string[] {
  if (facet.startsWith('account')) return namesOf(entity, PRINCIPAL);
  if (facet.startsWith('ip')) return namesOf(entity, ADDRESS);
  if (facet.startsWith('host')) return namesOf(entity, HOST);
  if (facet.startsWith('mailbox')) return namesOf(entity, MAILBOX);
  if (facet.startsWith('app')) return applicationNames(entity).slice(0, MAX_NAMES);
  if (facet.startsWith('file')) return [...fileNames(entity).names];
  return namesOf(entity, WEB);
}
