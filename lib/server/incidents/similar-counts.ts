import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { SimilarCount } from '@/lib/domain/views/similar';
import { prisma } from '@/lib/server/db';
import { similarIncidents } from './similar';

/** Rows that a screen of the queue shows, and a few more. */
const MOST = 60;
/** Looked for at the same time: a page of the queue leaves connections for everybody else. */
const AT_ONCE = 3;
/** The most alike, shown with their reasons. */
const TOP = 3;

/** How many incidents are like each of some. Those that are not stored are left out. */
export async function similarCounts(
  actor: Actor,
  ids: readonly string[],
): Promise<Readonly<Record<string, SimilarCount>>> {
  const incidents = await prisma().incident.findMany({
    where: { tenantId: actor.tenantId, id: { in: ids.slice(0, MOST) } },
    select: { id: true, displayName: true },
  });
  const found: Record<string, SimilarCount> = {};
  const waiting = [...incidents];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const alike = await similarIncidents(actor, next);
      found[next.id] = { count: alike.length, top: alike.slice(0, TOP) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
