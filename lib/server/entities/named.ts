import 'server-only';
import { isIP } from 'node:net';
import { ENTITY_TYPES, type EntityType, type IdentifierKind } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** A thing by what telemetry calls it. */
export interface NamedEntity {
  readonly type: EntityType;
  readonly value: string;
}

/** What an application is called differs by who tells of it: any of these is the same thing. */
const APPLICATIONS: readonly EntityType[] = ['oauthApplication', 'servicePrincipal', 'cloudApplication'];
const typesOf = (type: EntityType): readonly EntityType[] =>
  APPLICATIONS.includes(type) ? APPLICATIONS : [type];

/** Reads `ip:203.0.113.7`; null for an id. */
export function parseNamed(id: string): NamedEntity | null {
  const at = id.indexOf(':');
  if (at < 0) return null;
  const type = ENTITY_TYPES.find((known) => known === id.slice(0, at));
  const value = id
    .slice(at + 1)
    .replaceAll('\u0000', '')
    .trim();
  return type === undefined || value === '' || value.length > 500 ? null : { type, value };
}

/** Ids of those names that belong to an entity, by name in lower case and type. */
export async function findNamed(
  actor: Actor,
  named: readonly NamedEntity[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>> {
  const found = new Map<string, { readonly id: string; readonly name: string }>();
  if (named.length === 0) return found;
  const values = [...new Set(named.flatMap(({ value }) => [value, value.toLowerCase()]))];
  const types = [...new Set(named.flatMap(({ type }) => typesOf(type)))];
  const rows = await prisma().$queryRaw<{ type: EntityType; value: string; id: string; name: string }[]>`
    SELECT i.type, i.value, n.id, n.name FROM entity_identifier i
    JOIN entity n ON n.tenant_id = i.tenant_id AND n.id = i.entity_id AND n.merged_into IS NULL
    WHERE i.tenant_id = ${actor.tenantId} AND i.value IN (${Prisma.join(values)}) AND i.type IN (${Prisma.join(types)})
    ORDER BY i.last_seen`;
  for (const row of rows) {
    for (const type of APPLICATIONS.includes(row.type) ? APPLICATIONS : [row.type])
      found.set(keyOf({ type, value: row.value }), { id: row.id, name: row.name });
  }
  return found;
}

export const keyOf = ({ type, value }: NamedEntity): string => `${type} ${value.toLowerCase()}`;

const HEX = /^[0-9a-f]+$/i;
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Which kind of identifier a name is; null where nothing of that type can be called so. */
export function kindOf({ type, value }: NamedEntity): IdentifierKind | null {
  const isGuid = GUID.test(value);
  switch (type) {
    case 'account':
      if (value.includes('@')) return 'upn';
      if (/^S-1-/i.test(value)) return 'sid';
      if (isGuid) return 'aadUserId';
      return value.includes('\\') ? 'ntAccount' : null;
    case 'host':
      if (isGuid) return 'aadDeviceId';
      if (HEX.test(value) && value.length === 40) return 'mdeDeviceId';
      return value.includes('.') ? 'fqdn' : 'netbios';
    case 'ip':
      return isIP(value) ? 'address' : null;
    case 'fileHash':
      if (!HEX.test(value)) return null;
      return ({ 64: 'sha256', 40: 'sha1', 32: 'md5' } as const)[value.length] ?? null;
    case 'oauthApplication':
    case 'cloudApplication':
      return isGuid ? 'appId' : 'appName';
    default:
      return OTHERS[type] ?? null;
  }
}

const OTHERS: Readonly<Partial<Record<EntityType, IdentifierKind>>> = {
  mailbox: 'mailboxAddress',
  mailMessage: 'networkMessageId',
  url: 'url',
  domain: 'domain',
  file: 'path',
  process: 'path',
  servicePrincipal: 'servicePrincipalId',
};
