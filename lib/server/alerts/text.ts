import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { matchingEntities, wordsOf } from '@/lib/server/incidents/filter-sql';

/** Among the latest alerts a common word is found at once. */
const LATEST = 300;
const COMMON = 15;

const titled = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`throughline_words(a.tenant_id, a.title) @@ ${wordsOf(actor, text)}`;

const naming = (
  actor: Actor,
  text: string,
): Prisma.Sql => Prisma.sql`SELECT e.alert_id FROM (${matchingEntities(actor, text)}) m
  JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id`;

/** Words of the title by their beginnings, or an entity of the alert. */
export const textCondition = (actor: Actor, text: string): Prisma.Sql => Prisma.sql`a.id IN (
  SELECT a.id FROM alert a WHERE ${titled(actor, text)} UNION ${naming(actor, text)})`;

/** The same, told so that a list that is walked in its order is not gathered first where a word is in many titles. */
export async function textConditionFor(actor: Actor, text: string): Promise<Prisma.Sql> {
  const [row] = await prisma().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT a.tenant_id, a.title FROM alert a WHERE a.tenant_id = ${actor.tenantId}
      ORDER BY a.created_at DESC, a.id LIMIT ${LATEST}) a WHERE ${titled(actor, text)}`;
  if ((row?.n ?? 0) < COMMON) return textCondition(actor, text);
  return Prisma.sql`(${titled(actor, text)} OR a.id IN (${naming(actor, text)}))`;
}
