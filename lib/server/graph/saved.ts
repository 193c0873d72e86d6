import 'server-only';
import type { GraphDocument, Thing } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import type { SavedGraph, SavedGraphRow } from '@/lib/domain/views/investigation';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { knownIds, thingsOf } from './nodes';

interface SavedSqlRow {
  readonly id: string;
  readonly name: string;
  readonly is_shared: boolean;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly node_count: number;
  readonly version: number;
  readonly updated_at: Date;
  readonly updated_by: string;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
}

const COLUMNS = Prisma.sql`g.id, g.name, g.is_shared, g.owner_id, g.owner_name, g.node_count, g.version, g.updated_at,
  g.updated_by, g.incident_id, i.number AS incident_number`;

/** The graphs that an actor may see: their own and the shared ones of their tenant. */
const visibleGraphs = (actor: Actor): Prisma.Sql =>
  Prisma.sql`g.tenant_id = ${actor.tenantId} AND (g.owner_id = ${actor.id} OR g.is_shared)`;

const toRow = (actor: Actor, row: SavedSqlRow): SavedGraphRow => ({
  id: row.id,
  name: row.name,
  isShared: row.is_shared,
  isMine: row.owner_id === actor.id,
  ownerName: row.owner_name,
  nodeCount: row.node_count,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
  updatedBy: row.updated_by,
  incident:
    row.incident_id === null || row.incident_number === null
      ? null
      : { id: row.incident_id, number: row.incident_number },
});

const LISTED = 50;

/** The newest graphs that an actor may see, of one incident or of all. */
export async function listGraphs(actor: Actor, incidentId?: string): Promise<readonly SavedGraphRow[]> {
  const of = incidentId === undefined ? Prisma.empty : Prisma.sql`AND g.incident_id = ${incidentId}`;
  const part = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`(SELECT g.* FROM investigation_graph g
    WHERE g.tenant_id = ${actor.tenantId} AND ${condition} ${of} ORDER BY g.updated_at DESC, g.id LIMIT ${LISTED})`;
  const rows = await prisma().$queryRaw<SavedSqlRow[]>`
    SELECT ${COLUMNS} FROM (
      ${part(Prisma.sql`g.owner_id = ${actor.id}`)} UNION ${part(Prisma.sql`g.is_shared`)}
    ) g LEFT JOIN incident i ON i.tenant_id = ${actor.tenantId} AND i.id = g.incident_id
    ORDER BY g.updated_at DESC, g.id LIMIT ${LISTED}`;
  return rows.map((row) => toRow(actor, row));
}

/** One saved graph, its things as they are called and rated now; null for what the actor may not see. */
export async function getGraph(actor: Actor, id: string): Promise<SavedGraph | null> {
  const [row] = await prisma().$queryRaw<(SavedSqlRow & { document: GraphDocument })[]>`
    SELECT ${COLUMNS}, g.document FROM investigation_graph g
    LEFT JOIN incident i ON i.tenant_id = g.tenant_id AND i.id = g.incident_id
    WHERE ${visibleGraphs(actor)} AND g.id = ${id}`;
  if (row === undefined) return null;
  const stored = await thingsOf(actor, knownIds(row.document.things.map((thing) => thing.id)));
  const now = new Map<string, Thing>(stored.map((thing) => [thing.id, thing]));
  const things = row.document.things.map((thing) => now.get(thing.id) ?? thing);
  return { ...toRow(actor, row), document: { ...row.document, things } };
}

/** The newest version of a saved graph, and who made it; null for what the actor may not see. */
export async function graphVersion(
  actor: Actor,
  id: string,
): Promise<{ readonly version: number; readonly updatedBy: string } | null> {
  const [row] = await prisma().$queryRaw<{ version: number; updatedBy: string }[]>`
    SELECT g.version, g.updated_by AS "updatedBy" FROM investigation_graph g WHERE ${visibleGraphs(actor)} AND g.id = ${id}`;
  return row ?? null;
}
