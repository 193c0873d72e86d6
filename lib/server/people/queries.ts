import 'server-only';
import type { Actor, Role } from '@/lib/domain/permissions';
import { authorize, isRole } from '../authz/authorize';
import { prisma } from '../db';

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly provider: string;
  /** Has chosen a password, or signs in elsewhere. */
  readonly ready: boolean;
  readonly disabledAt: string | null;
  readonly openSessions: number;
  readonly lastSignIn: string | null;
}

/** Everybody of the tenant, by name. */
export async function listPeople(actor: Actor): Promise<PersonRow[]> {
  authorize(actor, 'people:manage');
  const { tenantId } = actor;
  const [people, open, last] = await Promise.all([
    prisma().user.findMany({ where: { tenantId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    prisma().session.groupBy({
      by: ['userId'],
      where: { tenantId, revokedAt: null, expiresAt: { gt: new Date() } },
      _count: true,
    }),
    prisma().session.groupBy({ by: ['userId'], where: { tenantId }, _max: { createdAt: true } }),
  ]);
  const sessions = new Map(open.map((row) => [row.userId, row._count]));
  const signIns = new Map(last.map((row) => [row.userId, row._max.createdAt]));
  return people.map((person) => ({
    id: person.id,
    email: person.email,
    name: person.name,
    roles: person.roles.filter(isRole),
    provider: person.provider,
    ready: person.passwordHash !== null || person.provider !== 'password',
    disabledAt: person.disabledAt?.toISOString() ?? null,
    openSessions: sessions.get(person.id) ?? 0,
    lastSignIn: signIns.get(person.id)?.toISOString() ?? null,
  }));
}

export interface SessionRow {
  readonly id: string;
  readonly createdAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
}

/** The actor's own open sessions, newest first. */
export async function listOwnSessions(actor: Actor, currentId: string): Promise<SessionRow[]> {
  const rows = await prisma().session.findMany({
    where: { tenantId: actor.tenantId, userId: actor.id, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    ip: row.ip,
    userAgent: row.userAgent,
    current: row.id === currentId,
  }));
}
