import 'server-only';
import { closeSync, openSync, readSync } from 'node:fs';
import type { PoolClient } from 'pg';
import type { CanonicalEvent } from '@/lib/domain/event';
import { EventLines } from '../ingest/event-lines';
import { inboxPath } from '../ingest/files';
import { batchContent, type InboxBatch } from './inbox';

/** An event of a session and the moment its row arrived. */
export interface ArrivedEvent {
  readonly event: CanonicalEvent;
  readonly receivedAt: number;
}

type Source = { readonly content: Buffer } | { readonly fd: number };

/** A batch of a session whose events cannot be read. */
export class UnreadableBatchError extends Error {
  constructor(
    readonly batchId: string,
    cause: unknown,
  ) {
    super(`batch ${batchId} cannot be read`, { cause });
  }
}

function closeAll(sources: readonly Source[]): void {
  for (const source of sources) if ('fd' in source) closeSync(source.fd);
}

/**
 * The events of an import session in the order of their times, whatever order their files came in. Only an index is
 * held in memory (20 bytes an event); the events are read from the batches' files as they are needed.
 */
export class SortedRun {
  private constructor(
    private readonly batches: readonly InboxBatch[],
    private readonly sources: readonly Source[],
    private readonly index: RunIndex,
  ) {}

  static async open(db: { query: PoolClient['query'] }, batches: readonly InboxBatch[]): Promise<SortedRun> {
    const entries = new IndexBuilder();
    const sources: Source[] = [];
    for (const [number, batch] of batches.entries()) {
      try {
        const content = await batchContent(db, batch, 'events');
        entries.add(number, content, new Set(batch.droppedLines));
        sources.push(batch.eventsPath ? { fd: openSync(inboxPath(batch.eventsPath), 'r') } : { content });
      } catch (error) {
        closeAll(sources);
        throw new UnreadableBatchError(batch.id, error);
      }
    }
    return new SortedRun(batches, sources, entries.build());
  }

  get length(): number {
    return this.index.order.length;
  }

  /** Events `from` (inclusive) to `to` (exclusive) of the sorted run. */
  slice(from: number, to: number): ArrivedEvent[] {
    const events: ArrivedEvent[] = [];
    for (const entry of this.index.order.subarray(from, to)) {
      const batch = this.batches[this.index.batch[entry] ?? 0];
      if (!batch) continue;
      events.push({ event: this.read(entry), receivedAt: batch.receivedAt });
    }
    return events;
  }

  close(): void {
    closeAll(this.sources);
  }

  private read(entry: number): CanonicalEvent {
    const source = this.sources[this.index.batch[entry] ?? 0];
    const offset = this.index.offset[entry] ?? 0;
    const length = this.index.size[entry] ?? 0;
    const bytes =
      source && 'content' in source ? source.content.subarray(offset, offset + length) : Buffer.alloc(length);
    if (source && 'fd' in source) readSync(source.fd, bytes, 0, length, offset);
    return JSON.parse(bytes.toString('utf8'));
  }
}

interface RunIndex {
  readonly order: Uint32Array;
  readonly batch: readonly number[];
  readonly offset: readonly number[];
  readonly size: readonly number[];
}

class IndexBuilder {
  private readonly times: number[] = [];
  private readonly batch: number[] = [];
  private readonly offset: number[] = [];
  private readonly size: number[] = [];

  add(batch: number, content: Buffer, dropped: ReadonlySet<number>): void {
    const lines = new EventLines(content);
    for (let line = 0; line < lines.length; line++) {
      if (dropped.has(line)) continue;
      const start = lines.starts[line] ?? 0;
      this.times.push(lines.times[line] ?? 0);
      this.batch.push(batch);
      this.offset.push(start);
      this.size.push((lines.ends[line] ?? start) - start);
    }
  }

  /** Sorted by time; events of the same millisecond keep the order of the inbox. */
  build(): RunIndex {
    const order = Uint32Array.from(this.times.keys());
    const times = this.times;
    order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
    return { order, batch: this.batch, offset: this.offset, size: this.size };
  }
}
