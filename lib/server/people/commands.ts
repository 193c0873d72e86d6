import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '@/lib/domain/permissions';
import { changesOf, type Tx, withAudit } from '../audit/with-audit';
import { createLink } from '../auth/links';
import { revokeSessions } from '../auth/sessions';
import { normalEmail } from '../auth/sign-in';
import { authorize } from '../authz/authorize';
import { AppError } from '../errors';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const personTarget = (id: string) => ({ type: 'person', id });

async function insert(
  tx: Tx,
  tenantId: string,
  person: NewPerson,
  passwordHash: string | null,
): Promise<string> {
  const email = normalEmail(person.email);
  if (await tx.user.findUnique({ where: { tenantId_email: { tenantId, email } } })) {
    throw new AppError('conflict', 'e-mail address taken', {
      userText: 'There is an account with this address already.',
      fields: { email: 'There is an account with this address already.' },
    });
  }
  const id = randomUUID();
  await tx.user.create({
    data: { tenantId, id, email, name: person.name, roles: [...person.roles], passwordHash },
  });
  return id;
}

export interface Invitation {
  readonly id: string;
  /** One-time address at which the person chooses a password: shown once. */
  readonly link: string;
}

/** Creates a person, who gets in by the one-time link. */
export function invitePerson(actor: Actor, requestId: string, person: NewPerson): Promise<Invitation> {
  authorize(actor, 'people:manage');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const id = await insert(tx, actor.tenantId, person, null);
    const { email, name, roles } = person;
    audit({
      action: 'person.create',
      target: personTarget(id),
      changes: changesOf({}, { email, name, roles: [...roles] }),
    });
    publish({ type: 'person.created', targetId: id });
    return { id, link: await createLink(tx, actor.tenantId, id) };
  });
}

async function load(tx: Tx, tenantId: string, id: string) {
  const person = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!person) throw new AppError('notFound', `person ${id}`);
  return person;
}

/** One change of who is an administrator at a time: two who demote each other must not both succeed. */
async function lockAdmins(tx: Tx, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext('administrators'), hashtext(${tenantId}))`;
}

/** Somebody must be able to let others in: the last administrator keeps the role and the access. */
async function refuseWithoutAdmin(tx: Tx, tenantId: string): Promise<void> {
  const left = await tx.user.count({ where: { tenantId, roles: { has: 'admin' }, disabledAt: null } });
  if (left > 0) return;
  throw new AppError('conflict', 'last administrator', {
    userText: 'This is the last administrator. Make somebody else one first.',
  });
}

/** Sets a person's roles; they hold from the person's next request on. */
export function setRoles(actor: Actor, requestId: string, id: string, roles: readonly Role[]): Promise<void> {
  authorize(actor, 'people:manage');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    await lockAdmins(tx, actor.tenantId);
    const person = await load(tx, actor.tenantId, id);
    if (person.provider !== 'password') {
      throw new AppError('conflict', 'roles follow groups', {
        userText: 'The roles of this person follow their groups at the identity provider.',
      });
    }
    await tx.user.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { roles: [...roles] },
    });
    await refuseWithoutAdmin(tx, actor.tenantId);
    audit({
      action: 'person.setRoles',
      target: personTarget(id),
      changes: changesOf({ roles: person.roles }, { roles: [...roles] }),
    });
    publish({ type: 'person.updated', targetId: id });
  });
}

/** Shuts a person out (their sessions end at once), or lets them in again. */
export function setDisabled(actor: Actor, requestId: string, id: string, disabled: boolean): Promise<void> {
  authorize(actor, 'people:manage');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    await lockAdmins(tx, actor.tenantId);
    const person = await load(tx, actor.tenantId, id);
    await tx.user.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { disabledAt: disabled ? new Date() : null },
    });
    await refuseWithoutAdmin(tx, actor.tenantId);
    if (disabled) await revokeSessions(tx, actor.tenantId, { userId: id });
    audit({
      action: disabled ? 'person.disable' : 'person.enable',
      target: personTarget(id),
      changes: changesOf({ disabled: person.disabledAt !== null }, { disabled }),
    });
    publish({ type: 'person.updated', targetId: id });
  });
}

/** Ends all sessions of a person. @returns how many were open */
export function endSessions(actor: Actor, requestId: string, id: string): Promise<number> {
  authorize(actor, 'people:manage');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    await load(tx, actor.tenantId, id);
    const ended = await revokeSessions(tx, actor.tenantId, { userId: id });
    audit({
      action: 'person.endSessions',
      target: personTarget(id),
      changes: [{ field: 'openSessions', from: ended, to: 0 }],
    });
    publish({ type: 'person.updated', targetId: id });
    return ended;
  });
}

/** A new one-time link for a person who lost the password or the first link. The old password works until it is used. */
export function newPersonLink(actor: Actor, requestId: string, id: string): Promise<string> {
  authorize(actor, 'people:manage');
  return withAudit(actor, requestId, async (tx, audit) => {
    const person = await load(tx, actor.tenantId, id);
    if (person.provider !== 'password') {
      throw new AppError('conflict', 'no password here', {
        userText: 'This person signs in with the identity provider.',
      });
    }
    audit({ action: 'person.newLink', target: personTarget(id) });
    return createLink(tx, actor.tenantId, id);
  });
}
