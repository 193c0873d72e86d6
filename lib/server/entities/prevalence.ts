import 'server-only';
import { DAY, isoDay } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import type { Contacts } from '@/lib/domain/views/entity';
import type { EntityDetail } from '@/lib/domain/views/risk';
import {
  evidenceKey,
  PREVALENCE_CAP,
  type PrevalenceState,
  type TenantBaseline,
} from '@/lib/engine/correlation';
import { prisma } from '@/lib/server/db';
import { DEMO_ORIGIN } from '@/lib/server/demo/state';
import { BASELINE_KEY } from '@/lib/server/engine/observe';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** What names an entity's prevalence. */
export type Measured = Pick<EntityDetail, 'id' | 'type' | 'name' | 'identifiers'>;

interface Prevalence {
  readonly origin: string;
  readonly state: PrevalenceState | undefined;
  readonly baseline: TenantBaseline | undefined;
}

/**
 * What ordinary telemetry told of how common an entity is, in its own world; null for what is not measured. A thing
 * that is known by its name alone is looked up among live telemetry, and where that knows nothing, in the demo's.
 */
export async function prevalenceOf({ tenantId }: Actor, entity: Measured): Promise<Prevalence | null> {
  const key = evidenceKey({ type: entity.type, name: entity.name, ids: entity.identifiers }, entity.id);
  if (key === null) return null;
  const rows = await prisma().$queryRaw<{ key: string; value: string; origin: string }[]>`
    SELECT s.key, s.value, s.origin FROM engine_state s
    LEFT JOIN entity n ON n.tenant_id = s.tenant_id AND n.id = ${entity.id}
    WHERE s.tenant_id = ${tenantId} AND s.origin IN ('', ${DEMO_ORIGIN}) AND s.key IN (${key}, ${BASELINE_KEY})
      AND s.origin = coalesce(n.origin, s.origin) ORDER BY s.origin`;
  const origin = rows.find((row) => row.key === key)?.origin ?? rows[0]?.origin ?? '';
  const read = (wanted: string): unknown => {
    const row = rows.find((candidate) => candidate.key === wanted && candidate.origin === origin);
    return row === undefined ? undefined : JSON.parse(row.value);
  };
  return {
    origin,
    state: read(key) as PrevalenceState | undefined,
    baseline: read(BASELINE_KEY) as TenantBaseline | undefined,
  };
}

/** Contacts that a page shows, the latest. */
const SHOWN = PREVALENCE_CAP;

/**
 * The accounts and devices that ordinary telemetry saw with an entity, the latest first: those by which it is told from
 * a hub. Telemetry remembers the first eight characters of their ids; where two entities begin alike, neither is named.
 */
export async function contactsOf(actor: Actor, entity: Measured): Promise<Contacts | null> {
  const known = await prevalenceOf(actor, entity);
  if (known === null) return null;
  const seen = new Map(Object.entries(known.state?.seen ?? {}));
  const prefixes = [...seen.keys()].filter((prefix) => /^[0-9a-f]{8}$/.test(prefix));
  const rows =
    prefixes.length === 0
      ? []
      : await prisma().$queryRaw<{ prefix: string; id: string; type: 'account' | 'host'; name: string }[]>`
    SELECT k.prefix, min(n.id) AS id, min(n.type) AS type, min(n.name) AS name
    FROM unnest(ARRAY[${Prisma.join(prefixes)}]) AS k(prefix)
    JOIN entity n ON n.tenant_id = ${actor.tenantId} AND n.id > k.prefix AND n.id < k.prefix || 'g'
      AND n.type IN ('account', 'host') AND n.merged_into IS NULL AND n.origin = ${known.origin}
    GROUP BY k.prefix HAVING count(*) = 1`;
  const contacts = rows.flatMap(({ prefix, id, type, name }) => {
    const days = seen.get(prefix);
    if (days === undefined) return [];
    const [firstDay, lastDay] = [isoDay(days[0] * DAY), isoDay(days[1] * DAY)];
    return [{ entityId: id, type, name, firstDay, lastDay }];
  });
  contacts.sort((a, b) =>
    a.lastDay === b.lastDay ? a.name.localeCompare(b.name, 'en') : a.lastDay < b.lastDay ? 1 : -1,
  );
  return { rows: contacts.slice(0, SHOWN), distinct: seen.size, capped: seen.size >= PREVALENCE_CAP };
}
