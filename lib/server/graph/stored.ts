import 'server-only';
import type { StoredKind } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import type { ExpandCount } from '@/lib/domain/views/investigation';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { inRange, type KnownIds, type NodeName, type TimeRange } from './nodes';

/** The newest alerts of a thing that are looked at: counts of a thing with more say "at least". */
const ALERT_CAP = 500;
/** Things of one kind that one expansion brings; the rest is counted. */
export const EXPAND_CAP = 200;

export interface Found extends KnownIds {
  readonly total: number;
  readonly isCapped: boolean;
}

const NOTHING: Found = { incidents: [], alerts: [], entities: [], total: 0, isCapped: false };

/** The alerts of a thing, newest first, as a relation `v(id, incident_id, at, n)` where `n` counts what was looked at. */
function alertsOf({ tenantId }: Actor, name: NodeName, range: TimeRange): Prisma.Sql | null {
  const times = inRange(Prisma.sql`a.first_activity`, Prisma.sql`a.last_activity`, range);
  const columns = Prisma.sql`a.id, a.incident_id, a.last_activity AS at`;
  switch (name.kind) {
    case 'incident':
      return Prisma.sql`SELECT ${columns} FROM incident i
        JOIN alert a ON a.tenant_id = i.tenant_id AND a.incident_id = i.id AND a.visible AND ${times}
        WHERE i.tenant_id = ${tenantId} AND i.number = ${name.number} LIMIT ${ALERT_CAP + 1}`;
    case 'alert':
      return Prisma.sql`SELECT ${columns} FROM alert a WHERE a.tenant_id = ${tenantId} AND a.id = ${name.id} AND a.visible`;
    case 'entity':
      return Prisma.sql`SELECT ${columns} FROM (SELECT e.alert_id FROM alert_evidence e
          WHERE e.tenant_id = ${tenantId} AND e.entity_id = ${name.id}
            AND ${inRange(Prisma.sql`e.first_activity`, Prisma.sql`e.last_activity`, range)}
          ORDER BY e.last_activity DESC LIMIT ${ALERT_CAP + 1}) e
        JOIN alert a ON a.tenant_id = ${tenantId} AND a.id = e.alert_id AND a.visible`;
    case 'seen':
      return null;
  }
}

/** How many stored alerts, incidents, linked alerts and entities by type a thing has. One statement. */
export async function storedCounts(
  actor: Actor,
  name: NodeName,
  range: TimeRange,
): Promise<readonly ExpandCount[]> {
  const alerts = alertsOf(actor, name, range);
  if (alerts === null) return [];
  const self = name.kind === 'entity' ? name.id : '';
  const rows = await prisma().$queryRaw<{ kind: string; n: number; looked: number }[]>`
    WITH v AS MATERIALIZED (${alerts}), looked AS (SELECT count(*)::int AS n FROM v)
    SELECT t.kind, t.n::int AS n, looked.n AS looked FROM (
      SELECT 'alerts' AS kind, count(*) AS n FROM v
      UNION ALL SELECT 'incidents', count(DISTINCT incident_id) FROM v
      UNION ALL SELECT 'linked', count(DISTINCT l.other_alert_id) FROM v
        JOIN incident_link l ON l.tenant_id = ${actor.tenantId} AND l.alert_id = v.id AND ${name.kind === 'alert'}
      UNION ALL SELECT 'with:' || e.type, count(DISTINCT e.entity_id) FROM v
        JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.alert_id = v.id
        WHERE e.entity_id <> ${self} GROUP BY e.type
    ) t, looked WHERE t.n > 0 ORDER BY t.kind`;
  const isCapped = (rows[0]?.looked ?? 0) > ALERT_CAP;
  return rows
    .filter(({ kind }) => !isSelf(name, kind))
    .map(({ kind, n }) => ({
      kind: kind as StoredKind,
      total: kind === 'alerts' ? Math.min(n, ALERT_CAP) : n,
      isCapped,
    }));
}

/** An incident is not expanded to itself, an alert not to itself. */
const isSelf = (name: NodeName, kind: string): boolean =>
  (name.kind === 'incident' && kind === 'incidents') || (name.kind === 'alert' && kind === 'alerts');

/** The ids of what a thing is expanded to, at most `EXPAND_CAP`, with how many there are. */
export async function storedExpansion(
  actor: Actor,
  name: NodeName,
  kind: StoredKind,
  range: TimeRange,
): Promise<Found> {
  const alerts = alertsOf(actor, name, range);
  if (alerts === null) return NOTHING;
  const rows = await prisma().$queryRaw<{ id: string; total: number; looked: number }[]>`
    WITH v AS MATERIALIZED (${alerts})
    SELECT t.id::text AS id, (count(*) OVER ())::int AS total, (SELECT count(*)::int FROM v) AS looked
    FROM (${idsOf(actor, name, kind)}) t ORDER BY t.at DESC, t.id LIMIT ${EXPAND_CAP}`;
  const ids = rows.map((row) => row.id);
  return {
    ...NOTHING,
    ...(kind === 'incidents'
      ? { incidents: ids.map(Number) }
      : kind === 'alerts' || kind === 'linked'
        ? { alerts: ids }
        : { entities: ids }),
    total: rows[0]?.total ?? 0,
    isCapped: (rows[0]?.looked ?? 0) > ALERT_CAP,
  };
}

function idsOf({ tenantId }: Actor, name: NodeName, kind: StoredKind): Prisma.Sql {
  if (kind === 'alerts') return Prisma.sql`SELECT v.id, v.at FROM v`;
  if (kind === 'incidents') {
    return Prisma.sql`SELECT i.number::text AS id, max(v.at) AS at FROM v
      JOIN incident i ON i.tenant_id = ${tenantId} AND i.id = v.incident_id GROUP BY i.number`;
  }
  if (kind === 'linked') {
    return Prisma.sql`SELECT l.other_alert_id AS id, max(l.at) AS at FROM v
      JOIN incident_link l ON l.tenant_id = ${tenantId} AND l.alert_id = v.id GROUP BY 1`;
  }
  return Prisma.sql`SELECT e.entity_id AS id, max(v.at) AS at FROM v
    JOIN alert_evidence e ON e.tenant_id = ${tenantId} AND e.alert_id = v.id
    WHERE e.type = ${kind.slice('with:'.length)} AND e.entity_id <> ${name.kind === 'entity' ? name.id : ''} GROUP BY 1`;
}

/** Entities named together with one entity, by how many of its newest alerts. */
export async function together(
  actor: Actor,
  name: NodeName,
  entities: readonly string[],
  range: TimeRange,
): Promise<readonly { id: string; count: number; first: Date; last: Date }[]> {
  const alerts = alertsOf(actor, name, range);
  if (alerts === null || entities.length === 0) return [];
  return prisma().$queryRaw`
    WITH v AS MATERIALIZED (${alerts})
    SELECT e.entity_id AS id, count(*)::int AS count, min(e.first_activity) AS first, max(e.last_activity) AS last
    FROM v JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.alert_id = v.id
    WHERE e.entity_id = ANY(${[...entities]}::text[]) GROUP BY 1`;
}
