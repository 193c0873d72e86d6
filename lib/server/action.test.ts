import { beforeEach, expect, it, vi } from 'vitest';
import { invitePersonAction, setRolesAction } from '@/lib/actions/people';
import { createWebhookAction, deleteWebhookAction, setWebhookEnabledAction } from '@/lib/actions/settings';
import { createTokenAction, revokeTokenAction } from '@/lib/actions/tokens';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { action } from './action';
import { prisma } from './db';
import { testDatabase } from './testing/database';
import { signedIn } from './testing/people';

const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-request-id': 'request-1' }),
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { value: browser.cookies.get(name) } : undefined),
  }),
}));

testDatabase();
beforeEach(() => browser.cookies.clear());

async function signInAs(id: string, roles: readonly Role[]): Promise<void> {
  const { jwt } = await signedIn(id, roles);
  browser.cookies.set('throughline', jwt);
}

// An action that names no permission does not compile.
// @ts-expect-error metadata is missing
action.action(async () => null);
// @ts-expect-error no such permission
action.metadata({ permission: 'everything' });

const CALLS = {
  invite: () => invitePersonAction({ email: 'x@example.org', name: 'X', roles: ['admin'] }),
  setRoles: () => setRolesAction({ id: 'victim', roles: ['admin'] }),
  createToken: () => createTokenAction({ name: 'x', scopes: ['write'], days: null }),
  revokeToken: () => revokeTokenAction({ id: 'x' }),
  createWebhook: () => createWebhookAction({ url: 'https://example.org', events: ['incident.created'] }),
  switchWebhook: () => setWebhookEnabledAction({ id: 'x', enabled: false }),
  deleteWebhook: () => deleteWebhookAction({ id: 'x' }),
};
const names = Object.keys(CALLS) as (keyof typeof CALLS)[];

async function everything() {
  const [people, tokens, webhooks, audit] = await Promise.all([
    prisma().user.findMany({ where: { id: { startsWith: 'victim' } } }),
    prisma().apiToken.count(),
    prisma().webhook.count(),
    prisma().auditEntry.count(),
  ]);
  return { people, tokens, webhooks, audit };
}

it.each(names)('%s called directly without a session does nothing', async (name) => {
  const before = await everything();
  expect((await CALLS[name]())?.serverError).toMatchObject({
    code: 'unauthenticated',
    requestId: 'request-1',
  });
  expect(await everything()).toEqual(before);
});

for (const role of ROLES.filter((role) => role !== 'admin')) {
  it.each(names)(`%s called directly as ${role} does nothing`, async (name) => {
    await signInAs(`${role}-${name}`, [role]);
    const before = await everything();
    expect((await CALLS[name]())?.serverError).toMatchObject({ code: 'forbidden' });
    expect(await everything()).toEqual(before);
  });
}

it('checks the permission before the action runs, whatever the action does', async () => {
  let ran = 0;
  const careless = action.metadata({ permission: 'people:manage' }).action(async () => {
    ran += 1;
  });
  await signInAs('careful', ['analyst']);
  expect((await careless())?.serverError).toMatchObject({ code: 'forbidden' });
  expect(ran).toBe(0);
});

it('does for an administrator what it says, and writes it down with the request', async () => {
  await signInAs('boss', ['admin']);
  const answer = await CALLS.createToken();
  expect(answer?.data?.secret).toMatch(/^tl_[\w-]{43}$/);
  const entry = await prisma().auditEntry.findFirstOrThrow({ where: { action: 'token.create' } });
  expect(entry).toMatchObject({ actorId: 'boss', targetId: answer?.data?.id, requestId: 'request-1' });
  expect(JSON.stringify(entry.changes)).not.toContain(answer?.data?.secret);
});

it('reports bad input by field, and an error of ours without its inside', async () => {
  await signInAs('boss-2', ['admin']);
  const invalid = await createTokenAction({ name: '', scopes: [], days: 1 });
  expect(Object.keys(invalid?.validationErrors?.fieldErrors ?? {})).toEqual(['name', 'scopes']);
  const broken = action.metadata({ permission: 'portal:read' }).action(async () => {
    throw new Error('secret inside');
  });
  const answer = await broken();
  expect(answer?.serverError).toMatchObject({ code: 'internal' });
  expect(JSON.stringify(answer)).not.toContain('secret inside');
});
