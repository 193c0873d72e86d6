import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type {
  FacetAnswer,
  FacetCounts,
  FacetGroup,
  FacetName,
  FacetRange,
  FacetRow,
} from '@/lib/domain/views/facet';
import type { EntityDetail } from '@/lib/domain/views/risk';
import { prisma } from '@/lib/server/db';
import { facet } from '@/lib/server/query/client';
import { findNamed, keyOf } from './named';
import { facetNames } from './names';

/** Milliseconds that counting may take: what did not fit is said. Who asks for all of it waits for it. */
const BUDGET_MS = { quick: 300, all: 8_000 } as const;
/** What takes longer is given up; the query process may have to start first. */
const TIMEOUT_MS = { quick: 10_000, all: 20_000 } as const;

const LAKE_SILENT = 'The lake did not answer in time. The rest of this page is not affected.';

/** The largest groups of an entity's rows in the last days that the lake holds of them. */
export async function readFacet(
  actor: Actor,
  entity: EntityDetail,
  name: FacetName,
  { range, count, limit }: { range: FacetRange; count: 'quick' | 'all'; limit: number },
): Promise<FacetAnswer> {
  const names = facetNames(entity, name);
  const days = Number.parseInt(range, 10);
  if (names.length === 0) return { groups: [], total: 0, from: 0, to: 0, partial: false };
  const { tenantId } = actor;
  try {
    const counts = await facet(
      { tenantId, facet: name, names, days, limit, budgetMs: BUDGET_MS[count] },
      { timeoutMs: TIMEOUT_MS[count] },
    );
    const groups = name === 'accountPlaces' ? await withRisk(actor, entity.id, counts) : counts.groups;
    return { ...counts, groups: await withLinks(actor, groups) };
  } catch {
    return { failed: LAKE_SILENT };
  }
}

/**
 * What became of a sign-in's risk after it was sent is ours to know: places count the risky sign-ins that are kept, where
 * those are more than the rows themselves call risky.
 */
async function withRisk(
  actor: Actor,
  userId: string,
  { groups, from, to }: FacetCounts,
): Promise<readonly FacetGroup[]> {
  const rows = await prisma().$queryRaw<{ country: string; city: string | null; n: number }[]>`
    SELECT coalesce(s.location ->> 'country', '?') AS country, s.location ->> 'city' AS city, count(*)::int AS n
    FROM risky_sign_in s WHERE s.tenant_id = ${actor.tenantId} AND s.user_id = ${userId}
      AND s.at >= ${new Date(from)} AND s.at <= ${new Date(to)} GROUP BY 1, 2`;
  const risky = new Map(rows.map(({ country, city, n }) => [`${country} ${city}`, n]));
  return groups.map((group) => ({
    ...group,
    risky: Math.max(group.risky, risky.get(`${group.name} ${group.detail}`) ?? 0),
  }));
}

/** Gives each group the entity that its name means, where one is known; else the name itself leads to a page. */
async function withLinks(actor: Actor, groups: readonly FacetGroup[]): Promise<readonly FacetRow[]> {
  const named = groups.flatMap(({ type, name }) => (type === null ? [] : [{ type, value: name }]));
  const known = await findNamed(actor, named);
  return groups.map((group): FacetRow => {
    const { type, name } = group;
    if (type === null) return { ...group, label: name, entityId: null };
    const entity = known.get(keyOf({ type, value: name }));
    return entity
      ? {
          ...group,
          label: type === 'servicePrincipal' ? (group.detail ?? entity.name) : entity.name,
          entityId: entity.id,
        }
      : { ...group, label: name, entityId: `${type}:${name}` };
  });
}
