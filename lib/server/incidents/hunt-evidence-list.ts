import 'server-only';
import { rowEntities } from '@/lib/domain/hunting/row-entities';
import type { Actor } from '@/lib/domain/permissions';
import type { HuntEvidence, LinkedEntity, RowLink } from '@/lib/domain/views/hunt-evidence';
import type { Cell } from '@/lib/domain/views/hunting';
import { prisma } from '@/lib/server/db';
import { findNamed, keyOf } from '@/lib/server/entities/named';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';

const PAGE = 100;

interface EvidenceSqlRow {
  readonly row_key: string;
  readonly link_id: string;
  readonly sort_key: string;
  readonly position: number;
  readonly item_id: string | null;
  readonly cells: readonly (readonly [string, Cell])[];
  readonly query: string;
  readonly ran_at: Date;
  readonly note: string;
  readonly actor_name: string;
  readonly linked_at: Date;
}

/** Rows of hunts that an incident keeps, those that were linked last first, with the things that they name. */
export async function huntEvidence(
  actor: Actor,
  incidentId: string,
  cursor: string | null = null,
  size: number = PAGE,
): Promise<HuntEvidence> {
  const { tenantId } = actor;
  const parts = decodeCursor(cursor, 3);
  const [key = '', link = '', position = ''] = parts ?? [];
  const past =
    parts !== null && isTimestamp(key) && /^\d{1,9}$/.test(position)
      ? Prisma.sql`(e.linked_at < ${key}::timestamptz OR (e.linked_at = ${key}::timestamptz
          AND (e.link_id, e.position) > (${link}, ${Number(position)})))`
      : Prisma.sql`TRUE`;
  const [rows, total] = await Promise.all([
    prisma().$queryRaw<EvidenceSqlRow[]>`
      SELECT e.row_key, e.link_id, e.linked_at, e.linked_at::text AS sort_key, e.position, e.item_id, e.cells, l.query,
        l.ran_at, l.note, l.actor_name
      FROM hunt_evidence e JOIN hunt_link l ON l.tenant_id = e.tenant_id AND l.id = e.link_id
      WHERE e.tenant_id = ${tenantId} AND e.incident_id = ${incidentId} AND e.removed_at IS NULL AND ${past}
      ORDER BY e.linked_at DESC, e.link_id, e.position LIMIT ${size + 1}`,
    countRows(actor, incidentId),
  ]);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    links: await linksOf(actor, page),
    total,
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.link_id, `${last.position}`]) : null,
  };
}

/** How many rows of hunts an incident keeps. */
export const countRows = (actor: Actor, incidentId: string): Promise<number> =>
  prisma().huntEvidence.count({ where: { tenantId: actor.tenantId, incidentId, removedAt: null } });

async function linksOf(actor: Actor, rows: readonly EvidenceSqlRow[]): Promise<readonly RowLink[]> {
  const named = rows.map((row) => rowEntities(row.cells));
  const known = await findNamed(actor, named.flat());
  // One person may stand in a row by name and by number.
  const entities = named.map((list) => [
    ...new Map(
      list.map((entity): readonly [string, LinkedEntity] => {
        const hit = known.get(keyOf(entity));
        const entityId = hit?.id ?? `${entity.type}:${entity.value}`;
        return [entityId, { type: entity.type, name: hit?.name ?? entity.value, entityId }];
      }),
    ).values(),
  ]);
  const links = new Map<string, RowLink & { rows: RowLink['rows'][number][] }>();
  for (const [index, row] of rows.entries()) {
    const link = links.get(row.link_id) ?? {
      id: row.link_id,
      query: row.query,
      ranAt: row.ran_at.toISOString(),
      note: row.note,
      by: row.actor_name,
      at: row.linked_at.toISOString(),
      rows: [],
    };
    link.rows.push({
      key: row.row_key,
      itemId: row.item_id,
      cells: row.cells,
      entities: entities[index] ?? [],
    });
    links.set(row.link_id, link);
  }
  return [...links.values()];
}
