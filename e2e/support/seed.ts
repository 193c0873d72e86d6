/**
 * Makes the accounts of the browser tests and one API token, by the product's own code, in the database of the running
 * portal. Prints the token alone. A process of its own: server code does not load in the test runner.
 */
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import { PERMISSIONS, TOKEN_SCOPES } from '@/lib/domain/permissions';
import { completeSetup } from '@/lib/server/auth/setup';
import { closePrisma } from '@/lib/server/db';
import { invitePerson } from '@/lib/server/people/commands';
import { closePool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { createToken } from '@/lib/server/tokens/commands';
import { emailOf, PASSWORD, PEOPLE, WHO } from './portal';

const actor: Actor = {
  tenantId: await ensureTenant(),
  kind: 'system',
  id: 'e2e',
  name: 'Browser tests',
  permissions: new Set(PERMISSIONS),
  roles: [],
  scopes: [],
};
for (const who of WHO) {
  const { name, role } = PEOPLE[who];
  const person = { email: emailOf(who), name, roles: [role] };
  const { link } = await invitePerson(actor, randomUUID(), person);
  const secret = new URL(link).searchParams.get('token') ?? '';
  await completeSetup({ token: secret, password: PASSWORD }, randomUUID());
}
const token = { name: 'browser tests', scopes: TOKEN_SCOPES, expiresAt: null };
const { secret } = await createToken(actor, null, token);
await closePrisma();
await closePool();
process.stdout.write(secret);
