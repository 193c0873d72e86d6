import { beforeAll, expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { changeEnv } from '@/lib/server/env';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { admitOidc, rolesOf } from './oidc';

testDatabase();

beforeAll(async () => {
  changeEnv({
    OIDC_ISSUER: 'https://idp.example.org',
    OIDC_CLIENT_ID: 'portal',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_ROLE_MAP: '{"SOC":"analyst","Leads":"admin"}',
  });
  await ensureTenant();
});

const claims = (sub: string, more: Record<string, unknown> = {}) => ({
  sub,
  email: `${sub}@example.org`,
  name: sub,
  groups: ['SOC'],
  ...more,
});

it('maps groups to roles and ignores the others', () => {
  const map = { SOC: 'analyst', Leads: 'admin' } as const;
  expect(rolesOf(['SOC', 'Everyone', 'Leads', 'SOC'], map)).toEqual(['analyst', 'admin']);
  expect(rolesOf('SOC', map)).toEqual(['analyst']);
  expect(rolesOf(['constructor', '__proto__', 7], map)).toEqual([]);
  expect(rolesOf(undefined, map)).toEqual([]);
});

it('makes the person, and lets the roles follow the groups', async () => {
  const first = await admitOidc(claims('ada'));
  const again = await admitOidc(claims('ada', { groups: ['Leads'], email: 'ada.marsh@example.org' }));
  expect(again).toEqual(first);
  const people = await prisma().user.findMany({ where: { email: 'ada.marsh@example.org' } });
  expect(people).toMatchObject([{ provider: 'oidc', roles: ['admin'], passwordHash: null }]);
  const audit = await prisma().auditEntry.findMany({
    where: { targetId: first?.id ?? '' },
    orderBy: { seq: 'asc' },
  });
  expect(audit.map((entry) => entry.action)).toEqual(['person.create', 'person.update']);
});

it.each([
  ['no group maps', claims('bob', { groups: ['Everyone'] })],
  ['there is no group claim', claims('bob', { groups: undefined })],
  ['the address is not verified', claims('bob', { email_verified: false })],
  ['there is no address', claims('bob', { email: undefined })],
  ['there are no claims', null],
])('refuses where %s', async (_why, profile) => {
  expect(await admitOidc(profile)).toBeNull();
  expect(await prisma().user.count({ where: { email: 'bob@example.org' } })).toBe(0);
});

it('never takes an account over by its address, and keeps a disabled person out', async () => {
  const base = { tenantId: 'default', name: 'Cy', roles: ['admin'] };
  await prisma().user.create({
    data: { ...base, id: 'local-cy', email: 'cy@example.org', passwordHash: 'x' },
  });
  expect(await admitOidc(claims('cy'))).toBeNull();
  const dee = await admitOidc(claims('dee'));
  await prisma().user.updateMany({ where: { id: dee?.id ?? '' }, data: { disabledAt: new Date() } });
  expect(await admitOidc(claims('dee'))).toBeNull();
});
