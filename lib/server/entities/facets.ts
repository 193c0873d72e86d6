import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { FacetAnswer, FacetGroup, FacetName, FacetRange, FacetRow } from '@/lib/domain/views/facet';
import type { EntityDetail } from '@/lib/domain/views/risk';
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
    return { ...counts, groups: await withLinks(actor, counts.groups) };
  } catch {
    return { failed: LAKE_SILENT };
  }
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
