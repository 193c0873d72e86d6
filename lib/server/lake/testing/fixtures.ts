import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pool } from '@/lib/server/pg';

/** A batch of the inbox as the engine leaves it when it is processed. */
export interface BatchSpec {
  readonly tenantId?: string;
  readonly table?: string;
  readonly origin?: string;
  readonly rows: readonly Readonly<Record<string, unknown> & { time: number }>[];
  readonly dropped?: readonly number[];
  readonly receivedAt?: number;
  /** `file` as for large batches, `inline` as for small ones. */
  readonly keep?: 'file' | 'inline';
}

/** Own columns of a row, from `time` and `principal`; everything else of the spec is the vendor's. */
function stagedText(batchId: string, spec: BatchSpec): string {
  return spec.rows
    .map(({ time, principal, overflow, ...columns }, line) =>
      JSON.stringify({
        _rowId: `${batchId}:${line}`,
        _time: time,
        _principal: principal ?? '',
        _ingestedAt: spec.receivedAt ?? time,
        _batch: batchId,
        _origin: spec.origin ?? '',
        _schemaVersion: 1,
        _overflow: overflow ?? null,
        _geo: null,
        ...columns,
      }),
    )
    .join('\n');
}

/** Puts a processed batch into the inbox, with its receipt. @returns its id */
export async function processedBatch(dataDir: string, spec: BatchSpec, text?: string): Promise<string> {
  const id = randomUUID();
  const tenantId = spec.tenantId ?? 't1';
  const content = text?.replaceAll('$batch', id) ?? stagedText(id, spec);
  const times = spec.rows.map((row) => row.time);
  const relative = `inbox/${tenantId}/2026-01-01/${id}.staged.ndjson`;
  const inline = spec.keep === 'inline';
  if (!inline) {
    mkdirSync(path.dirname(path.join(dataDir, relative)), { recursive: true });
    writeFileSync(path.join(dataDir, relative), `${content}\n`);
  }
  const dropped = spec.dropped ?? [];
  const values = [
    tenantId,
    id,
    spec.table ?? 'SigninLogs',
    spec.origin ?? '',
    spec.rows.length,
    dropped.length,
  ];
  const range = [Math.min(...times), Math.max(...times), spec.receivedAt ?? Date.now()];
  await pool().query(
    `INSERT INTO inbox_batch (tenant_id, id, table_name, origin, row_count, duplicates, accepted, min_time, max_time,
       received_at, state, processed_at, staged, staged_path, dropped_lines, byte_count, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $5::int - $6::int, to_timestamp($7::float8 / 1000.0), to_timestamp($8::float8 / 1000.0), to_timestamp($9::float8 / 1000.0),
       'processed', now(), $10, $11, $12, $13, $2)`,
    [
      ...values,
      ...range,
      inline ? Buffer.from(`${content}\n`) : null,
      inline ? null : relative,
      dropped,
      content.length,
    ],
  );
  await pool().query(
    `INSERT INTO batch_receipt (tenant_id, id, table_name, origin, row_count, duplicates, accepted, dead_lettered, min_time,
       max_time, received_at, state, processed_at, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $5::int - $6::int, 0, to_timestamp($7::float8 / 1000.0), to_timestamp($8::float8 / 1000.0),
       to_timestamp($9::float8 / 1000.0), 'processed', now(), $2)`,
    [...values, ...range],
  );
  return id;
}
