import 'server-only';
import { cache } from 'react';
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

/** Alerts that are gathered before a list is made of them. */
const GATHERED = 5_000;

/**
 * The same for a list: what is rare is gathered once, for its rows and for their count; a list of what is in many titles
 * is walked in its order instead.
 */
export const textConditionFor = cache(async (actor: Actor, text: string): Promise<Prisma.Sql> => {
  const [row] = await prisma().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT a.tenant_id, a.title FROM alert a WHERE a.tenant_id = ${actor.tenantId}
      ORDER BY a.created_at DESC, a.id LIMIT ${LATEST}) a WHERE ${titled(actor, text)}`;
  if ((row?.n ?? 0) >= COMMON)
    return Prisma.sql`(${titled(actor, text)} OR a.id IN (${naming(actor, text)}))`;
  const found = await prisma().$queryRaw<{ id: string }[]>`SELECT t.id FROM (
    (SELECT a.id FROM alert a WHERE ${titled(actor, text)} LIMIT ${GATHERED + 1})
    UNION (SELECT n.alert_id FROM (${naming(actor, text)}) n LIMIT ${GATHERED + 1})) t`;
  return found.length > GATHERED
    ? textCondition(actor, text)
    : Prisma.sql`a.id = ANY(${found.map(({ id }) => id)}::text[])`;
});
