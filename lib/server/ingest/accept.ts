import 'server-only';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import type { TableName } from '@/lib/domain/tables';
import { createRowSplitter, detectTable, normalize, openRecord } from '@/lib/engine/normalize';
import { type FormatHint, openRow } from '@/lib/engine/normalize/formats';
import type { RawRow } from '@/lib/engine/normalize/types';
import { AppError } from '../errors';
import { geoLookup } from '../geo/lookup';
import { withTransaction } from '../pg';
import { BatchBuilder, insertRejections, type Rejection, type RequestScope } from './batch';

/** What one request brings. */
export interface AcceptRequest {
  readonly tenantId: string;
  readonly table: TableName | 'auto';
  readonly body: AsyncIterable<Uint8Array>;
  readonly gzip?: boolean;
  /** What the sender says it is; told from the first character when absent. */
  readonly format?: FormatHint;
  readonly origin?: string;
  readonly sessionId?: string;
  readonly fileName?: string;
  readonly receivedAt: number;
  /** Largest body after decompression; no limit when absent (files that an operator imports). */
  readonly maxBytes?: number;
  /** Called as the body is read, for progress bars. */
  readonly onProgress?: (bytes: number, rows: number) => void;
  /** False for rows that are dead letters already: a second refusal must not make a second letter. */
  readonly keepRejections?: boolean;
}

/** What the sender is told. `batchId` names the request: its state is at `/api/ingest/batches/{batchId}`. */
export interface AcceptResult {
  readonly batchId: string;
  readonly accepted: number;
  readonly rejectedCount: number;
  /** The first hundred; all of them are in the dead-letter table. */
  readonly rejected: readonly { readonly line: number; readonly field: string; readonly reason: string }[];
}

const LISTED_REJECTIONS = 100;
/** Rows between two turns of the event loop: pages are served while a large body is read. */
const ROWS_PER_TURN = 200;

/**
 * Reads a body of any size in constant memory, normalizes its rows and puts them into the durable inbox, batch by
 * batch. When this resolves, every accepted row is on disk and every other row is a dead letter.
 *
 * @throws AppError `tooLarge` when the body exceeds the limit; rows before that point stay accepted, and
 *   sending them again changes nothing
 */
export async function accept(request: AcceptRequest): Promise<AcceptResult> {
  const intake = new Intake(request);
  try {
    return await readBody(request, intake);
  } finally {
    await intake.abandon();
  }
}

async function readBody(request: AcceptRequest, intake: Intake): Promise<AcceptResult> {
  const splitter = createRowSplitter(request.format);
  // Not TextDecoder: a stream of it makes strings of two bytes a character, which everything after it pays for.
  const decoder = new StringDecoder('utf8');
  const limit = request.maxBytes ?? Number.POSITIVE_INFINITY;
  let bytes = 0;
  for await (const chunk of inflate(request)) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    await intake.take(splitter.push(decoder.write(chunk)));
    request.onProgress?.(bytes, intake.accepted);
  }
  await intake.take(splitter.push(decoder.end()));
  await intake.take(splitter.end());
  return intake.finish();
}

function tooLarge(limit: number): AppError {
  const userText = `The body is larger than ${limit} bytes once decompressed. Send it in parts; rows sent twice change nothing.`;
  return new AppError('tooLarge', `ingest body over ${limit} bytes`, { userText });
}

/**
 * The body as text bytes. Source and decompressor live and end together: a client that goes away, or a reader that has
 * had enough, ends both.
 */
async function* inflate({ body, gzip }: AcceptRequest): AsyncGenerator<Uint8Array> {
  if (!gzip) return yield* body;
  const source = Readable.from(body);
  const gunzip = createGunzip();
  const ended = pipeline(source, gunzip).catch((error: unknown) => error);
  try {
    yield* gunzip;
  } catch (error) {
    // Whichever failed first is the reason: the source itself, or what was in it.
    const reason = (await ended) ?? error;
    throw isZlibError(reason) ? damaged(reason) : reason;
  } finally {
    gunzip.destroy();
    source.destroy();
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

const damaged = (cause: unknown): AppError =>
  new AppError('badRequest', 'damaged gzip', {
    cause,
    userText: 'The body is not whole gzip. Send it again; rows sent twice change nothing.',
  });

type SplitRecord = ReturnType<ReturnType<typeof createRowSplitter>['push']>[number];

class Intake {
  readonly scope: RequestScope;
  accepted = 0;
  private rejectedCount = 0;
  private readonly listed: Rejection[] = [];
  private pending: Rejection[] = [];
  private readonly builders = new Map<TableName, BatchBuilder>();

  constructor(private readonly request: AcceptRequest) {
    this.scope = {
      tenantId: request.tenantId,
      origin: request.origin ?? '',
      requestId: randomUUID(),
      sessionId: request.sessionId ?? null,
      receivedAt: request.receivedAt,
    };
  }

  async take(records: readonly SplitRecord[]): Promise<void> {
    let turn = 0;
    for (const record of records) {
      const builder = this.one(record);
      if (builder?.full) await this.flush(builder);
      else if (builder?.heavy) await builder.spill();
      if (++turn % ROWS_PER_TURN === 0) await new Promise(setImmediate);
    }
  }

  /** @returns the batch that the row went to; undefined when it was refused */
  private one(record: SplitRecord): BatchBuilder | undefined {
    const raw = record.text ?? JSON.stringify(record.row ?? null);
    const opened = open(record);
    if (!opened.ok) {
      const { field, reason } = opened.problem;
      return this.reject(record.line, this.request.table, field || '(row)', reason, raw);
    }
    const { row, asSent } = opened;
    const text = asSent ? raw : JSON.stringify(row);
    const table =
      this.request.table === 'auto' ? detectTable(row, this.request.fileName) : this.request.table;
    if (!table)
      return this.reject(record.line, 'auto', 'table', 'no known table has columns like these', raw);
    const outcome = normalize(table, row, { geo: geoLookup, receivedAt: this.scope.receivedAt });
    if (!outcome.ok)
      return this.reject(record.line, table, outcome.problem.field, outcome.problem.reason, raw);
    this.accepted++;
    const builder = this.builder(outcome.row.table);
    builder.add(outcome.row, row, text);
    return builder;
  }

  private builder(table: TableName): BatchBuilder {
    const existing = this.builders.get(table);
    if (existing) return existing;
    const created = new BatchBuilder(table, this.scope);
    this.builders.set(table, created);
    return created;
  }

  private reject(line: number, table: string, field: string, reason: string, raw: string): undefined {
    const rejection = { table, line, field, reason, raw };
    this.rejectedCount++;
    if (this.request.keepRejections !== false) this.pending.push(rejection);
    if (this.listed.length < LISTED_REJECTIONS) this.listed.push(rejection);
  }

  private async flush(builder: BatchBuilder): Promise<void> {
    this.builders.delete(builder.table);
    const rejections = this.pending;
    this.pending = [];
    await builder.commit(rejections);
  }

  /** Takes away what was not committed: nothing, unless the body broke off. */
  async abandon(): Promise<void> {
    for (const builder of this.builders.values()) await builder.abandon();
    this.builders.clear();
  }

  async finish(): Promise<AcceptResult> {
    for (const builder of [...this.builders.values()]) await this.flush(builder);
    if (this.pending.length > 0) {
      const rejections = this.pending;
      await withTransaction((tx) => insertRejections(tx, this.scope, this.scope.requestId, rejections));
    }
    return {
      batchId: this.scope.requestId,
      accepted: this.accepted,
      rejectedCount: this.rejectedCount,
      rejected: this.listed.map(({ line, field, reason }) => ({ line, field, reason })),
    };
  }
}

type Opened =
  | { readonly ok: true; readonly row: RawRow; readonly asSent: boolean }
  | (ReturnType<typeof openRecord> & { readonly ok: false });

/** Opens a record; `asSent` says that the row is the source's text itself, with no wrapper taken off. */
function open(record: SplitRecord): Opened {
  if (record.text === undefined || record.problem) return wrapped(openRecord(record));
  let value: unknown;
  try {
    value = JSON.parse(record.text);
  } catch {
    return wrapped(openRecord(record));
  }
  const opened = openRow(value);
  return opened.ok ? { ok: true, row: opened.row, asSent: opened.row === value } : opened;
}

const wrapped = (opened: ReturnType<typeof openRecord>): Opened =>
  opened.ok ? { ok: true, row: opened.row, asSent: false } : opened;
