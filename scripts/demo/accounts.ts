import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Role } from '@/lib/domain/permissions';
import { hashPassword } from '@/lib/server/auth/password';
import { prisma } from '@/lib/server/db';
import { env } from '@/lib/server/env';

/** One person for each role, so that a visitor can see the portal with everybody's eyes. */
const PEOPLE: readonly { readonly role: Role; readonly name: string; readonly email: string }[] = [
  { role: 'admin', name: 'Ada Admin', email: 'admin@demo.throughline.example' },
  { role: 'analyst', name: 'Noor Analyst', email: 'analyst@demo.throughline.example' },
  { role: 'identityAdmin', name: 'Ivo Identity', email: 'identity@demo.throughline.example' },
  { role: 'manager', name: 'Mika Manager', email: 'manager@demo.throughline.example' },
];

const passwordFile = (): string => path.join(env().dataDir, 'demo-password');

/** The demo accounts' common password: random for each data folder, kept there for the next start to print. */
function demoPassword(): string {
  if (!existsSync(passwordFile())) {
    writeFileSync(passwordFile(), `demo-${randomBytes(6).toString('hex')}`, { mode: 0o600 });
  }
  return readFileSync(passwordFile(), 'utf8').trim();
}

/** Makes the demo accounts where they are missing. */
export async function createDemoAccounts(tenantId: string): Promise<void> {
  const passwordHash = await hashPassword(demoPassword());
  for (const { role, name, email } of PEOPLE) {
    await prisma().user.upsert({
      where: { tenantId_email: { tenantId, email } },
      create: { tenantId, id: randomUUID(), email, name, roles: [role], passwordHash },
      update: {},
    });
  }
}

/** Lines that say how to sign in to the demo, or none when there are no demo accounts. */
export async function demoSignIn(tenantId: string): Promise<string[]> {
  if (!existsSync(passwordFile())) return [];
  const present = await prisma().user.findMany({
    where: { tenantId, email: { in: PEOPLE.map((p) => p.email) }, disabledAt: null },
    select: { email: true },
  });
  if (present.length === 0) return [];
  const emails = new Set(present.map((p) => p.email));
  return [
    ...PEOPLE.filter((p) => emails.has(p.email)).map((p) => `${p.email.padEnd(34)} ${p.role}`),
    `password of all: ${demoPassword()}`,
  ];
}
