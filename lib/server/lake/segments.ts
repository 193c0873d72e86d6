import type { PoolClient } from 'pg';
import { discard } from './publish';

/** A row of the lake catalog. */
export interface Segment {
  readonly id: string;
  readonly table: string;
  readonly origin: string;
  /** UTC day of its events, days since 1970-01-01. */
  readonly day: number;
  readonly path: string;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly minTime: Date;
  readonly maxTime: Date;
  readonly minPrincipal: string;
  readonly maxPrincipal: string;
  readonly schemaVersion: number;
}

/** Columns of `lake_segment` for a Segment. */
export const SEGMENT_COLUMNS = `id, table_name AS "table", origin, day, path, row_count AS "rowCount",
  byte_count::float8 AS "byteCount", min_time AS "minTime",
  max_time AS "maxTime", min_principal AS "minPrincipal", max_principal AS "maxPrincipal",
  schema_version AS "schemaVersion"`;

/**
 * Takes segments out of the catalog, in the transaction that shows what replaces them.
 * @throws when one of them is gone: somebody else replaced the same rows, and ours must not appear beside theirs
 */
export async function withdrawSegments(
  tx: PoolClient,
  tenantId: string,
  segments: readonly { id: string }[],
): Promise<void> {
  const ids = segments.map((segment) => segment.id);
  const gone = await tx.query<{ path: string }>(
    'DELETE FROM lake_segment WHERE tenant_id = $1 AND id = ANY($2) RETURNING path',
    [tenantId, ids],
  );
  if (gone.rowCount !== ids.length)
    throw new Error(`${ids.length - (gone.rowCount ?? 0)} segments were replaced meanwhile`);
  await discard(
    tx,
    tenantId,
    gone.rows.map((row) => row.path),
  );
}
