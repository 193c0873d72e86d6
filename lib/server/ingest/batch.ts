import 'server-only';
import { randomUUID } from 'node:crypto';
import { storableText } from '@/lib/core/storable';
import type { TableName } from '@/lib/domain/tables';
import type { NormalizedRow, RawRow } from '@/lib/engine/normalize/types';
import { withTransaction } from '../pg';
import { eventLine } from './event-lines';
import { batchFile, type GrowingFile, growingFile, INLINE_LIMIT } from './files';
import { LineBuffer } from './line-buffer';
import { holdOpen } from './sessions';
import { type StagedLine, stagedLines } from './staging';

/** A batch is one unit of processing: large enough to amortise a commit, small enough to keep memory flat. */
const MAX_ROWS = 5_000;
const MAX_BYTES = 16 * 1024 * 1024;

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

/** Bytes of rows that wait in memory; beyond these they go to the batch's files. */
const SPILL_BYTES = 1024 * 1024;

interface BatchFiles {
  readonly stagedPath: string;
  readonly eventsPath: string;
  readonly staged: GrowingFile;
  readonly events: GrowingFile;
}

/** Collects rows of one table until there are enough for a batch. A large batch grows on disk, not in memory. */
export class BatchBuilder {
  private readonly id = randomUUID();
  private readonly stage: StagedLine;
  private readonly staged = new LineBuffer();
  private readonly events = new LineBuffer();
  /** Bytes of all staged rows, in memory and in the file. */
  private bytes = 0;
  private rows = 0;
  private minTime = Number.POSITIVE_INFINITY;
  private maxTime = Number.NEGATIVE_INFINITY;
  private files: BatchFiles | undefined;

  constructor(
    readonly table: TableName,
    private readonly scope: RequestScope,
  ) {
    this.stage = stagedLines({ batchId: this.id, receivedAt: scope.receivedAt, origin: scope.origin });
  }

  get full(): boolean {
    return this.rows >= MAX_ROWS || this.bytes >= MAX_BYTES;
  }

  private get waiting(): number {
    return this.staged.length + this.events.length;
  }

  /** True when the rows in memory should be written out. */
  get heavy(): boolean {
    return this.waiting >= SPILL_BYTES;
  }

  add(row: NormalizedRow, raw: RawRow, text: string): void {
    this.bytes += this.staged.add(...this.stage(row, raw, text, this.rows));
    this.events.add(...eventLine(row, text, `${this.id}:${this.rows}`));
    this.rows++;
    if (row.time < this.minTime) this.minTime = row.time;
    if (row.time > this.maxTime) this.maxTime = row.time;
  }

  /** Writes the rows in memory to the batch's files. */
  async spill(): Promise<void> {
    this.files ??= await this.openFiles();
    await Promise.all([
      this.files.staged.append(this.staged.view()),
      this.files.events.append(this.events.view()),
    ]);
    this.staged.clear();
    this.events.clear();
  }

  /** Puts the batch into the inbox; when this returns, it survives anything. */
  async commit(rejections: readonly Rejection[]): Promise<void> {
    const inline = !this.files && this.waiting <= INLINE_LIMIT;
    if (!inline) await this.finishFiles();
    const { tenantId, sessionId } = this.scope;
    await withTransaction(async (tx) => {
      if (sessionId) await holdOpen(tx, tenantId, sessionId);
      await this.insert(tx, inline, rejections.length);
      await insertRejections(tx, this.scope, this.id, rejections);
      await tx.query("select pg_notify('throughline_inbox', $1)", [this.scope.tenantId]);
    });
    this.release();
  }

  /** Gives the memory of the lines back. Not after a failure: a write may still be under way then. */
  private release(): void {
    this.staged.release();
    this.events.release();
  }

  private async finishFiles(): Promise<void> {
    try {
      await this.spill();
      await Promise.all([this.files?.staged.finish(), this.files?.events.finish()]);
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }

  /** Takes the batch's files away, for a body that could not be read to its end. */
  async abandon(): Promise<void> {
    const files = this.files;
    this.files = undefined;
    if (files) await Promise.allSettled([files.staged.abandon(), files.events.abandon()]);
  }

  private async openFiles(): Promise<BatchFiles> {
    const { tenantId, receivedAt } = this.scope;
    const stagedPath = batchFile(tenantId, this.id, receivedAt, 'staged');
    const eventsPath = batchFile(tenantId, this.id, receivedAt, 'events');
    const [staged, events] = await Promise.all([growingFile(stagedPath), growingFile(eventsPath)]);
    return { stagedPath, eventsPath, staged, events };
  }

  private async insert(tx: Queryable, inline: boolean, rejected: number): Promise<void> {
    const { tenantId, origin, sessionId, receivedAt, requestId } = this.scope;
    await tx.query(
      `insert into inbox_batch (tenant_id, id, table_name, origin, session_id, staged, events, staged_path, events_path,
         row_count, byte_count, dead_lettered, received_at, min_time, max_time, request_id, dropped_lines)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13 / 1000.0), to_timestamp($14 / 1000.0),
         to_timestamp($15 / 1000.0), $16, '{}')`,
      [
        tenantId,
        this.id,
        this.table,
        origin,
        sessionId,
        inline ? this.staged.view() : null,
        inline ? this.events.view() : null,
        this.files?.stagedPath ?? null,
        this.files?.eventsPath ?? null,
        this.rows,
        this.bytes,
        rejected,
        receivedAt,
        this.minTime,
        this.maxTime,
        requestId,
      ],
    );
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
      rejections.map((r) => storableText(r.field)),
      rejections.map((r) => storableText(r.reason)),
      rejections.map((r) => storableText(r.raw)),
    ],
  );
  // Told once a request, to whoever looks at data health.
  await tx.query(
    `insert into outbox_event (tenant_id, type, target_id, payload, quiet) values ($1, 'ingest.deadLetters', $2, '{}', true)`,
    [scope.tenantId, batchId],
  );
}
