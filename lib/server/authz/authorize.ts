import 'server-only';
import {
  type Actor,
  type Permission,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
  SCOPE_PERMISSIONS,
  TOKEN_SCOPES,
  type TokenScope,
} from '@/lib/domain/permissions';
import { AppError } from '../errors';

export const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value);
const isScope = (value: string): value is TokenScope => (TOKEN_SCOPES as readonly string[]).includes(value);

export const can = (actor: Actor, permission: Permission): boolean => actor.permissions.has(permission);

/** Refuses with `forbidden` unless the actor holds the permission. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) {
    throw new AppError('forbidden', `${actor.kind} ${actor.id} lacks ${permission}`);
  }
}

interface Person {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** The actor of a signed-in person. Roles that are stored but no longer exist give nothing. */
export function userActor(person: Person): Actor {
  const roles = person.roles.filter(isRole);
  return {
    tenantId: person.tenantId,
    kind: 'user',
    id: person.id,
    name: person.name,
    permissions: new Set(roles.flatMap((role) => [...ROLE_PERMISSIONS[role]])),
    roles,
    scopes: [],
  };
}

interface Token {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The actor of an API token: what its scopes give, never more. */
export function tokenActor(token: Token): Actor {
  const scopes = token.scopes.filter(isScope);
  return {
    tenantId: token.tenantId,
    kind: 'token',
    id: token.id,
    name: token.name,
    permissions: new Set(scopes.flatMap((scope) => [...SCOPE_PERMISSIONS[scope]])),
    roles: [],
    scopes,
  };
}
