/** Portal roles. */
export const ROLES = ['analyst', 'identityAdmin', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Everything that a person may be allowed to do. An action or a route names exactly one of these. */
export const PERMISSIONS = [
  'portal:read',
  'view:write',
  'view:share',
  'incident:read',
  'incident:write',
  'alert:write',
  'exclusion:write',
  'entity:read',
  'risk:read',
  'risk:remediate',
  'hunting:read',
  'hunting:write',
  'watchlist:write',
  'settings:read',
  'settings:write',
  'ingest:retry',
  'people:manage',
  'token:manage',
  'demo:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ = ['portal:read', 'incident:read', 'entity:read', 'risk:read', 'settings:read'] as const;

const VIEWS = ['view:write', 'view:share'] as const;

/** The permission table. Exhaustive over the roles: a new role without a row does not compile. */
export const ROLE_PERMISSIONS = {
  analyst: [
    ...READ,
    ...VIEWS,
    'hunting:read',
    'hunting:write',
    'watchlist:write',
    'incident:write',
    'alert:write',
    'exclusion:write',
    'ingest:retry',
  ],
  identityAdmin: [
    ...READ,
    ...VIEWS,
    'hunting:read',
    'hunting:write',
    'watchlist:write',
    'incident:write',
    'alert:write',
    'exclusion:write',
    'risk:remediate',
  ],
  // Views of their own; a view that everybody sees is the analysts' to make.
  manager: [...READ, 'view:write'],
  admin: PERMISSIONS,
} as const satisfies Record<Role, readonly Permission[]>;

/** Scopes of an API token. */
export const TOKEN_SCOPES = ['ingest', 'read', 'write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What a token of a scope may do; `ingest` opens the ingest routes only. */
export const SCOPE_PERMISSIONS = {
  ingest: [],
  read: [...READ, 'hunting:read'],
  write: [...READ, 'hunting:read', 'watchlist:write', 'incident:write', 'alert:write', 'risk:remediate'],
} as const satisfies Record<TokenScope, readonly Permission[]>;

/** Who acts: a signed-in person or a token, always inside one tenant. */
export interface Actor {
  readonly tenantId: string;
  readonly kind: 'user' | 'token' | 'system';
  readonly id: string;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly roles: readonly Role[];
  readonly scopes: readonly TokenScope[];
}
