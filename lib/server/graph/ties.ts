import 'server-only';
import type { EvidenceRole } from '@/lib/domain/entity';
import { type Tie, tieId } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import type { KnownIds } from './nodes';

const MAX_FOUND = 5_000;

/** One tie between two nodes. */
export function tie(
  source: string,
  target: string,
  what: string,
  { count, first, last, score }: { count: number; first: Date; last: Date; score?: number },
): Tie {
  const made = {
    source,
    target,
    what,
    count,
    first: first.getTime(),
    last: last.getTime(),
    ...(score === undefined ? {} : { score }),
  };
  return { ...made, id: tieId(made) };
}

/** Ties between stored things: evidence of alerts, alerts of incidents, links between alerts, roles in incidents. */
export async function tiesAmong(actor: Actor, ids: KnownIds): Promise<readonly Tie[]> {
  const found = await Promise.all([
    evidence(actor, ids),
    members(actor, ids),
    links(actor, ids),
    roles(actor, ids),
  ]);
  return found.flat();
}

interface Spanned {
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

async function evidence({ tenantId }: Actor, { alerts, entities }: KnownIds): Promise<readonly Tie[]> {
  if (alerts.length === 0 || entities.length === 0) return [];
  const rows = await prisma().$queryRaw<
    (Spanned & { alert_id: string; entity_id: string; role: EvidenceRole })[]
  >`SELECT e.alert_id, e.entity_id, e.role, 1 AS count, e.first_activity AS first, e.last_activity AS last
    FROM alert_evidence e WHERE e.tenant_id = ${tenantId} AND e.alert_id = ANY(${[...alerts]}::text[])
      AND e.entity_id = ANY(${[...entities]}::text[]) ORDER BY e.alert_id, e.entity_id LIMIT ${MAX_FOUND}`;
  return rows.map((row) => tie(`alert:${row.alert_id}`, `entity:${row.entity_id}`, `role:${row.role}`, row));
}

async function members({ tenantId }: Actor, { incidents, alerts }: KnownIds): Promise<readonly Tie[]> {
  if (alerts.length === 0 || incidents.length === 0) return [];
  const rows = await prisma().$queryRaw<(Spanned & { id: string; number: number })[]>`
    SELECT a.id, i.number, a.count, a.first_activity AS first, a.last_activity AS last
    FROM alert a JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE a.tenant_id = ${tenantId} AND a.id = ANY(${[...alerts]}::text[])
      AND i.number = ANY(${[...incidents]}::int[]) LIMIT ${MAX_FOUND}`;
  return rows.map((row) => tie(`incident:${row.number}`, `alert:${row.id}`, 'member', row));
}

async function links({ tenantId }: Actor, { alerts }: KnownIds): Promise<readonly Tie[]> {
  if (alerts.length < 2) return [];
  const ids = [...alerts];
  const rows = await prisma().$queryRaw<{ a: string; b: string; score: number; first: Date; last: Date }[]>`
    SELECT least(l.alert_id, l.other_alert_id) AS a, greatest(l.alert_id, l.other_alert_id) AS b, max(l.score) AS score,
      min(greatest(a.first_activity, b.first_activity)) AS first, max(greatest(a.first_activity, b.first_activity)) AS last
    FROM incident_link l
    JOIN alert a ON a.tenant_id = l.tenant_id AND a.id = l.alert_id
    JOIN alert b ON b.tenant_id = l.tenant_id AND b.id = l.other_alert_id
    WHERE l.tenant_id = ${tenantId} AND l.alert_id = ANY(${ids}::text[])
      AND l.other_alert_id = ANY(${ids}::text[]) GROUP BY 1, 2 LIMIT ${MAX_FOUND}`;
  return rows.map((row) => tie(`alert:${row.a}`, `alert:${row.b}`, 'linked', { ...row, count: 1 }));
}

/** The most telling role of an entity over an incident's alerts; drawn where no shown alert tells it. */
async function roles({ tenantId }: Actor, { incidents, entities }: KnownIds): Promise<readonly Tie[]> {
  if (incidents.length === 0 || entities.length === 0) return [];
  const rows = await prisma().$queryRaw<
    (Spanned & { number: number; entity_id: string; role: EvidenceRole })[]
  >`SELECT i.number, e.entity_id, (array_agg(e.role ORDER BY coalesce(array_position(
        ARRAY['attacker','compromised','commandAndControl','created','attacked'], e.role), 9), e.role))[1] AS role,
      count(*)::int AS count, min(e.first_activity) AS first, max(e.last_activity) AS last
    FROM incident i JOIN alert a ON a.tenant_id = i.tenant_id AND a.incident_id = i.id AND a.visible
    JOIN alert_evidence e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
    WHERE i.tenant_id = ${tenantId} AND i.number = ANY(${[...incidents]}::int[])
      AND e.entity_id = ANY(${[...entities]}::text[])
    GROUP BY i.number, e.entity_id LIMIT ${MAX_FOUND}`;
  return rows.map((row) => tie(`incident:${row.number}`, `entity:${row.entity_id}`, `role:${row.role}`, row));
}
