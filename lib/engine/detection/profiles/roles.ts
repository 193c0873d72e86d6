import type { EntityMention } from '@/lib/domain/entity';
import type { InventoryFacts } from '@/lib/domain/facts/identity';

type Role = NonNullable<InventoryFacts['deviceRole']>;

/** Servers with a part in the directory, by short host name, as the inventory tells. */
export interface DirectoryRoles {
  v: 1;
  hosts: Record<string, Role>;
}

export const DIRECTORY_ROLES_KEY = 'directory-roles';
const MAX_HOSTS = 200;

/** `DC01.contoso.com`, `CONTOSO\DC01$` and `dc01` are one short name. */
const shortName = (name: string): string =>
  (name.toLowerCase().split('\\').pop() ?? '').replace(/\$.*$/, '').split('.')[0] ?? '';

/** Keeps the role of a server that replicates, federates or synchronises; workstations are not worth the room. */
export function noteRole(roles: DirectoryRoles, host: EntityMention | undefined, role: Role): void {
  if (!host) return;
  const name = shortName(host.name);
  if (role === 'domainController' || role === 'aadConnect' || role === 'adfs') {
    if (Object.keys(roles.hosts).length < MAX_HOSTS) roles.hosts[name] = role;
  } else delete roles.hosts[name];
}

export const roleOf = (roles: DirectoryRoles | undefined, name: string | undefined): Role | undefined =>
  name === undefined ? undefined : roles?.hosts[shortName(name)];
