import { randomUUID } from 'node:crypto';
import type { TableName } from '@/lib/domain/tables';
import { BATCH_COLUMNS, READABLE, type StagedBatch } from '../lake/batches';
import { SEGMENT_COLUMNS, type Segment } from '../lake/segments';
import { pool, withTransaction } from '../pg';

/** Which part of a table a query can need. Times are milliseconds since the epoch. */
export interface Wanted {
  readonly table: TableName;
  readonly from: number;
  readonly to: number;
  /** When set, only segments whose principals' range holds one of these. */
  readonly principals?: readonly string[];
}

/** Segments and waiting batches of one moment: each row is in exactly one of them. */
export interface Snapshot {
  readonly segments: readonly Segment[];
  readonly batches: readonly StagedBatch[];
}

/** A pin outlives a query that was killed by no more than this. */
const PIN_SECONDS = 15 * 60;

/**
 * Reads catalog and inbox in one REPEATABLE READ snapshot, since a row moves from one to the other in one transaction,
 * and keeps garbage collection away from the segments while `work` reads them.
 */
export async function withSnapshot<T>(
  tenantId: string,
  wanted: readonly Wanted[],
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const pin = randomUUID();
  const snapshot = await withTransaction((tx) => read(tx, tenantId, wanted, pin), {
    isolation: 'REPEATABLE READ',
  });
  try {
    return await work(snapshot);
  } finally {
    if (hasFiles(snapshot)) await pool().query('DELETE FROM lake_pin WHERE id = $1', [pin]);
  }
}

interface Queryable {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

async function read(
  tx: Queryable,
  tenantId: string,
  wanted: readonly Wanted[],
  pin: string,
): Promise<Snapshot> {
  const values = [
    tenantId,
    wanted.map((w) => w.table),
    wanted.map((w) => w.from),
    wanted.map((w) => w.to),
    wanted.map((w) => JSON.stringify(w.principals ?? null)),
  ];
  const source = `unnest($2::text[], $3::float8[], $4::float8[], $5::jsonb[]) AS w(t, f, u, p)`;
  // A millisecond either way: our times are numbers of milliseconds, the catalog's have microseconds.
  const overlaps = `max_time >= to_timestamp((w.f - 1) / 1000) AND min_time <= to_timestamp((w.u + 1) / 1000)`;
  const segments = await tx.query<Segment>(
    `SELECT ${SEGMENT_COLUMNS} FROM ${source} JOIN lake_segment ON table_name = w.t AND ${overlaps}
     WHERE tenant_id = $1 AND (w.p = 'null' OR EXISTS (SELECT FROM jsonb_array_elements_text(w.p) AS e(v)
       WHERE v >= (min_principal COLLATE "C") AND v <= (max_principal COLLATE "C")))`,
    values,
  );
  const batches = await tx.query<StagedBatch>(
    `SELECT ${BATCH_COLUMNS} FROM unnest($2::text[], $3::float8[], $4::float8[]) AS w(t, f, u)
     JOIN inbox_batch ON table_name = w.t AND ${overlaps}
     WHERE tenant_id = $1 AND state IN ${READABLE}`,
    values.slice(0, 4),
  );
  const snapshot = { segments: segments.rows, batches: batches.rows };
  if (hasFiles(snapshot)) {
    // Losing a pin in a crash of the database is harmless: the query is gone with its connection too.
    await tx.query('SET LOCAL synchronous_commit = off');
    await tx.query(
      `INSERT INTO lake_pin (id, tenant_id, paths, expires_at)
      VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 second')`,
      [pin, tenantId, pathsOf(snapshot), PIN_SECONDS],
    );
  }
  return snapshot;
}

const pathsOf = ({ segments, batches }: Snapshot): string[] => [
  ...segments.map((segment) => segment.path),
  ...batches.flatMap((batch) => batch.stagedPath ?? []),
];

const hasFiles = (snapshot: Snapshot): boolean => pathsOf(snapshot).length > 0;
