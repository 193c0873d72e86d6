import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, ROLES, type Role, TOKEN_SCOPES } from '@/lib/domain/permissions';
import { authorize, tokenActor, userActor } from './authorize';

/** Written out by hand: a change of the table has to be meant twice. */
const MATRIX: Readonly<Record<Permission, readonly Role[]>> = {
  'portal:read': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'view:write': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'view:share': ['analyst', 'identityAdmin', 'admin'],
  'incident:read': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'incident:write': ['analyst', 'identityAdmin', 'admin'],
  'alert:write': ['analyst', 'identityAdmin', 'admin'],
  'exclusion:write': ['analyst', 'identityAdmin', 'admin'],
  'entity:read': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'risk:read': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'risk:remediate': ['identityAdmin', 'admin'],
  'hunting:read': ['analyst', 'identityAdmin', 'admin'],
  'hunting:write': ['analyst', 'identityAdmin', 'admin'],
  'watchlist:write': ['analyst', 'identityAdmin', 'admin'],
  'settings:read': ['analyst', 'identityAdmin', 'manager', 'admin'],
  'settings:write': ['admin'],
  'ingest:retry': ['analyst', 'admin'],
  'people:manage': ['admin'],
  'token:manage': ['admin'],
  'demo:manage': ['admin'],
};

const person = (roles: readonly string[]) => userActor({ tenantId: 't', id: 'p', name: 'P', roles });

describe.each(PERMISSIONS)('%s', (permission) => {
  it.each(ROLES)('as %s', (role) => {
    const attempt = () => authorize(person([role]), permission);
    if (MATRIX[permission].includes(role)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});

it('gives nothing to nobody, and nothing for a role that does not exist', () => {
  expect(person([]).permissions.size).toBe(0);
  expect(person(['root', 'constructor']).permissions.size).toBe(0);
});

it('never lets a token manage people, tokens or settings', () => {
  const all = tokenActor({ tenantId: 't', id: 'k', name: 'K', scopes: TOKEN_SCOPES });
  for (const permission of ['people:manage', 'token:manage', 'settings:write', 'demo:manage'] as const) {
    expect(() => authorize(all, permission)).toThrow();
  }
  expect(tokenActor({ tenantId: 't', id: 'k', name: 'K', scopes: ['ingest'] }).permissions.size).toBe(0);
});
