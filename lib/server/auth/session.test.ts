import { encode } from 'next-auth/jwt';
import { expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { authSecret } from '@/lib/server/env';
import { endSessions, setDisabled, setRoles } from '@/lib/server/people/commands';
import { testDatabase } from '@/lib/server/testing/database';
import { signedIn } from '@/lib/server/testing/people';
import { sessionOf } from './session';

testDatabase();

it('knows the person of a session, with the roles of this moment', async () => {
  const admin = await signedIn('admin', ['admin']);
  const person = await signedIn('person', ['manager']);
  expect(await sessionOf(person.jwt)).toMatchObject({ actor: { id: 'person', roles: ['manager'] } });
  await setRoles(admin.actor, 'r', 'person', ['analyst']);
  expect((await sessionOf(person.jwt))?.actor.permissions.has('incident:write')).toBe(true);
});

it('refuses a session from the moment at which it is revoked', async () => {
  const admin = await signedIn('admin-2', ['admin']);
  const person = await signedIn('person-2', ['analyst']);
  expect(await endSessions(admin.actor, 'r', 'person-2')).toBe(1);
  expect(await sessionOf(person.jwt)).toBeNull();
  expect(await sessionOf(admin.jwt)).not.toBeNull();
});

it('refuses a disabled person, an old session, and tokens that are not ours', async () => {
  const admin = await signedIn('admin-3', ['admin']);
  const person = await signedIn('person-3', ['analyst']);
  await setDisabled(admin.actor, 'r', 'person-3', true);
  expect(await sessionOf(person.jwt)).toBeNull();
  const late = await signedIn('late', ['analyst']);
  await prisma().session.updateMany({ where: { id: late.sessionId }, data: { expiresAt: new Date(0) } });
  expect(await sessionOf(late.jwt)).toBeNull();
  const token = { sub: 'admin-3', sid: admin.sessionId, tid: 'default' };
  const forged = await encode({ token, secret: `${authSecret()}x` });
  expect(await sessionOf(forged)).toBeNull();
  expect(await sessionOf('nonsense')).toBeNull();
  expect(await sessionOf(await encode({ token: { sub: 'admin-3' }, secret: authSecret() }))).toBeNull();
});

it('keeps the last administrator', async () => {
  await prisma().user.updateMany({ data: { disabledAt: new Date() } });
  const last = await signedIn('last', ['admin']);
  await expect(setDisabled(last.actor, 'r', 'last', true)).rejects.toMatchObject({ code: 'conflict' });
  await expect(setRoles(last.actor, 'r', 'last', ['manager'])).rejects.toMatchObject({ code: 'conflict' });
  expect(await sessionOf(last.jwt)).toMatchObject({ actor: { roles: ['admin'] } });
});
