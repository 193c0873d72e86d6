import 'server-only';
import { randomUUID } from 'node:crypto';
import type { TableName } from '@/lib/domain/tables';
import type { NormalizedRow, RawRow } from '@/lib/engine/normalize/types';
import { withTransaction } from '../pg';
import { batchFile, INLINE_LIMIT, writeDurably } from './files';
import { eventLine, stagedLine } from './staging';

/** A batch is one unit of processing: large enough to amortise a commit, small enough to keep memory flat. */
const MAX_ROWS = 5_000;
const MAX_CHARS = 16 * 1024 * 1024;

/** What all batches of one request share. */
export interface RequestScope {
  readonly tenantId: string;
  readonly origin: string;
  readonly requestId: string;
  readonly sessionId: string | null;
  readonly receivedAt: number;
}

/** A row that could not be read. */
export interface Rejection {
  readonly table: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly raw: string;
}

/** Collects rows of one table until there are enough for a batch. */
export class BatchBuilder {
  readonly id = randomUUID();
  private readonly staged: string[] = [];
  private readonly events: string[] = [];
  private chars = 0;
  private minTime = Number.POSITIVE_INFINITY;
  private maxTime = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly table: TableName,
    private readonly scope: RequestScope,
  ) {}

  get full(): boolean {
    return this.events.length >= MAX_ROWS || this.chars >= MAX_CHARS;
  }

  get rows(): number {
    return this.events.length;
  }

  add(row: NormalizedRow, raw: RawRow, text: string): void {
    const from = {
      batchId: this.id,
      line: this.events.length,
      receivedAt: this.scope.receivedAt,
      origin: this.scope.origin,
    };
    const staged = stagedLine(row, raw, text, from);
    this.staged.push(staged);
    this.events.push(eventLine(row, text, from));
    this.chars += staged.length;
    this.minTime = Math.min(this.minTime, row.time);
    this.maxTime = Math.max(this.maxTime, row.time);
  }

  /** Puts the batch into the inbox; when this returns, it survives anything. */
  async commit(rejections: readonly Rejection[]): Promise<void> {
    const staged = Buffer.from(`${this.staged.join('\n')}\n`);
    const events = Buffer.from(`${this.events.join('\n')}\n`);
    const inline = staged.length + events.length <= INLINE_LIMIT;
    const { tenantId, receivedAt } = this.scope;
    const stagedPath = inline ? null : batchFile(tenantId, this.id, receivedAt, 'staged');
    const eventsPath = inline ? null : batchFile(tenantId, this.id, receivedAt, 'events');
    if (stagedPath && eventsPath) {
      await Promise.all([writeDurably(stagedPath, staged), writeDurably(eventsPath, events)]);
    }
    await withTransaction(async (tx) => {
      await tx.query(
        `insert into inbox_batch (tenant_id, id, table_name, origin, session_id, staged, events, staged_path, events_path,
           row_count, byte_count, dead_lettered, received_at, min_time, max_time, request_id, dropped_lines)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13 / 1000.0), to_timestamp($14 / 1000.0),
           to_timestamp($15 / 1000.0), $16, '{}')`,
        [
          tenantId,
          this.id,
          this.table,
          this.scope.origin,
          this.scope.sessionId,
          inline ? staged : null,
          inline ? events : null,
          stagedPath,
          eventsPath,
          this.events.length,
          staged.length,
          rejections.length,
          receivedAt,
          this.minTime,
          this.maxTime,
          this.scope.requestId,
        ],
      );
      await insertRejections(tx, this.scope, this.id, rejections);
      await tx.query("select pg_notify('throughline_inbox', $1)", [tenantId]);
    });
  }
}

interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** Keeps rows that cannot be read, each with its line, field and reason. */
export async function insertRejections(
  tx: Queryable,
  scope: RequestScope,
  batchId: string,
  rejections: readonly Rejection[],
): Promise<void> {
  if (rejections.length === 0) return;
  await tx.query(
    `insert into dead_letter (tenant_id, id, batch_id, table_name, origin, line, field, reason, raw)
     select $1, gen_random_uuid()::text, $2, t.table_name, $3, t.line, t.field, t.reason, t.raw
     from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::text[]) as t(table_name, line, field, reason, raw)`,
    [
      scope.tenantId,
      batchId,
      scope.origin,
      rejections.map((r) => r.table),
      rejections.map((r) => r.line),
      rejections.map((r) => r.field),
      rejections.map((r) => r.reason),
      rejections.map((r) => r.raw.replaceAll('\0', '�')),
    ],
  );
}
