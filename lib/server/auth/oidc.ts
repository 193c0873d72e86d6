import 'server-only';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor, Role } from '@/lib/domain/permissions';
import { changesOf, withAudit } from '../audit/with-audit';
import { prisma } from '../db';
import { env } from '../env';
import { log } from '../log';
import { DEFAULT_TENANT } from '../tenant';
import { type Admitted, normalEmail } from './sign-in';

/** The claims that we use; which claim holds the groups is configured. */
const Claims = z.looseObject({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

/** The roles of a person's groups. Groups that are not in the map give nothing. */
export function rolesOf(groups: unknown, map: Readonly<Record<string, Role>>): Role[] {
  const names = typeof groups === 'string' ? [groups] : Array.isArray(groups) ? groups : [];
  const roles = names.flatMap((name) =>
    typeof name === 'string' && Object.hasOwn(map, name) ? [map[name]] : [],
  );
  return [...new Set(roles)].filter((role) => role !== undefined);
}

/** A person of the provider keeps one id, whatever their address becomes: it is made of issuer and subject. */
const idOf = (issuer: string, subject: string): string =>
  `oidc-${createHash('sha256').update(`${issuer}\n${subject}`).digest('hex').slice(0, 32)}`;

const SIGN_IN: Actor = {
  tenantId: DEFAULT_TENANT,
  kind: 'system',
  id: 'sign-in',
  name: 'Sign-in',
  permissions: new Set(),
  roles: [],
  scopes: [],
};

function refuse(reason: string): null {
  log().warn({ reason }, 'OIDC sign-in refused');
  return null;
}

/**
 * The person whom the provider vouches for, made or brought up to date: roles follow the groups at every sign-in.
 * Null (refused) where no group maps to a role, the address is not verified, the person is disabled here, or the
 * address belongs to another account: an address alone never takes an account over.
 */
export async function admitOidc(profile: unknown): Promise<Admitted | null> {
  const claims = Claims.safeParse(profile);
  if (!claims.success) return refuse('claims are missing');
  const { sub, email_verified: verified, name } = claims.data;
  const { OIDC_ISSUER = '', OIDC_GROUP_CLAIM, OIDC_ROLE_MAP } = env();
  const roles = rolesOf(claims.data[OIDC_GROUP_CLAIM], OIDC_ROLE_MAP);
  if (roles.length === 0) return refuse('no group maps to a role');
  if (verified === false) return refuse('address not verified');
  const email = normalEmail(claims.data.email);
  const id = idOf(OIDC_ISSUER, sub);
  const holder = await prisma().user.findUnique({
    where: { tenantId_email: { tenantId: DEFAULT_TENANT, email } },
  });
  if (holder && holder.id !== id) return refuse('address belongs to another account');
  const known = await prisma().user.findUnique({ where: { tenantId_id: { tenantId: DEFAULT_TENANT, id } } });
  if (known?.disabledAt) return refuse('disabled');
  await store(id, { email, name: name ?? email, roles }, known);
  return { tenantId: DEFAULT_TENANT, id };
}

interface Person {
  readonly email: string;
  readonly name: string;
  readonly roles: string[];
}

async function store(id: string, person: Person, known: Person | null): Promise<void> {
  const fields = ({ email, name, roles }: Person) => ({ email, name, roles });
  const changes = changesOf(known ? fields(known) : {}, fields(person));
  if (changes.length === 0) return;
  await withAudit(SIGN_IN, null, async (tx, audit, publish) => {
    await tx.user.upsert({
      where: { tenantId_id: { tenantId: DEFAULT_TENANT, id } },
      create: { tenantId: DEFAULT_TENANT, id, provider: 'oidc', ...person },
      update: person,
    });
    audit({ action: known ? 'person.update' : 'person.create', target: { type: 'person', id }, changes });
    publish({ type: 'person.updated', targetId: id });
  });
}
