import { expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { invitePerson } from '@/lib/server/people/commands';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { signedIn } from '@/lib/server/testing/people';
import { sessionOf } from './session';
import { completeSetup, firstAdminLink, setupOffer } from './setup';
import { admitPassword } from './sign-in';

testDatabase();

const tokenOf = (link: string | null): string => new URL(link ?? '').searchParams.get('token') ?? '';
const password = 'correct horse battery';

it('makes the first administrator once', async () => {
  const tenant = await ensureTenant();
  const old = tokenOf(await firstAdminLink(tenant));
  const token = tokenOf(await firstAdminLink(tenant));
  expect(await setupOffer(old)).toBeNull();
  expect(await setupOffer(token)).toEqual({ kind: 'firstAdmin', email: null });
  const input = { token, password, email: 'Ada@Example.org', name: 'Ada' };
  const both = await Promise.allSettled([completeSetup(input, 'r'), completeSetup(input, 'r')]);
  expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await prisma().user.findMany()).toMatchObject([{ email: 'ada@example.org', roles: ['admin'] }]);
  expect(await firstAdminLink(tenant)).toBeNull();
  expect(await admitPassword(' ADA@example.org', password)).not.toBeNull();
  expect(await admitPassword('ada@example.org', 'another password')).toBeNull();
  expect(await admitPassword('nobody@example.org', password)).toBeNull();
});

it('lets an invited person choose a password, and ends what was open', async () => {
  const admin = await signedIn('admin', ['admin']);
  const { id, link } = await invitePerson(admin.actor, 'r', {
    email: 'b@example.org',
    name: 'B',
    roles: ['analyst'],
  });
  expect(await admitPassword('b@example.org', '')).toBeNull();
  expect(await setupOffer(tokenOf(link))).toEqual({ kind: 'person', email: 'b@example.org' });
  expect(await completeSetup({ token: tokenOf(link), password }, 'r')).toEqual({ email: 'b@example.org' });
  expect(await admitPassword('b@example.org', password)).toMatchObject({ id });
  await expect(completeSetup({ token: tokenOf(link), password }, 'r')).rejects.toMatchObject({
    code: 'notFound',
  });
  expect(await sessionOf(admin.jwt)).not.toBeNull();
});

it('refuses a link after a day', async () => {
  const admin = await signedIn('admin-2', ['admin']);
  const { link } = await invitePerson(admin.actor, 'r', {
    email: 'c@example.org',
    name: 'C',
    roles: ['manager'],
  });
  await prisma().setupLink.updateMany({ data: { expiresAt: new Date() } });
  expect(await setupOffer(tokenOf(link))).toBeNull();
});

it('makes no administrator for an old link where somebody is in already', async () => {
  await prisma().user.deleteMany();
  const token = tokenOf(await firstAdminLink(await ensureTenant()));
  await signedIn('by-oidc', ['admin']);
  const input = { token, password, email: 'late@example.org', name: 'Late' };
  await expect(completeSetup(input, 'r')).rejects.toMatchObject({ code: 'notFound' });
});
