import 'server-only';
import type { PoolClient } from 'pg';
import type { EventLines } from '../ingest/event-lines';
import { KEY_BYTES, KeyIndex } from './key-index';

/** Which world the rows belong to: what demo data taught never touches what sources taught. */
export interface World {
  readonly tenantId: string;
  readonly origin: string;
}

/** Slots of all indexes together, six bytes each; the days that were asked for longest ago are forgotten first. */
const MAX_SLOTS = 16_000_000;
/** Chunks below so many bytes are small; so many small ones of a day are made one. */
const SMALL_BYTES = 1_024 * KEY_BYTES;
const MAX_SMALL = 64;
const CHUNKS_PER_READ = 64;

interface ChunkRow {
  readonly seq: string;
  readonly keys: Buffer;
}

/** The keys of one table and event day: where they are, by the number that the index gave each chunk. */
class Day {
  readonly index = new KeyIndex();
  /** `seq` of the stored chunk behind a number; number 0 is nobody's. */
  private readonly stored: string[] = ['0'];
  private small: number[] = [];

  constructor(
    private readonly place: readonly [tenantId: string, origin: string, table: string, day: number],
  ) {}

  async load(tx: PoolClient): Promise<this> {
    for (let after = '0'; ; ) {
      const found = await tx.query<ChunkRow>(
        `select seq, keys from ingest_keys where tenant_id = $1 and origin = $2 and table_name = $3 and day = $4
           and seq > $5 order by seq limit $6`,
        [...this.place, after, CHUNKS_PER_READ],
      );
      for (const row of found.rows) this.know(row.seq, row.keys);
      if (found.rows.length < CHUNKS_PER_READ) return this;
      after = found.rows.at(-1)?.seq ?? after;
    }
  }

  /** Which of these keys are stored: looked up in the chunks themselves wherever the index says that they may be. */
  async known(tx: PoolClient, keys: Buffer): Promise<Set<string>> {
    const asked = new Set<string>();
    const chunks = new Set<string>();
    for (let at = 0; at < keys.length; at += KEY_BYTES) {
      const found = this.index.find(keys, at);
      if (found.length === 0) continue;
      asked.add(keyAt(keys, at));
      for (const chunk of found) chunks.add(this.stored[chunk] ?? '0');
    }
    const known = new Set<string>();
    const seqs = [...chunks];
    for (let from = 0; from < seqs.length; from += CHUNKS_PER_READ) {
      const found = await tx.query<ChunkRow>(
        `select keys from ingest_keys where tenant_id = $1 and origin = $2 and table_name = $3 and day = $4
           and seq = any($5::bigint[])`,
        [...this.place, seqs.slice(from, from + CHUNKS_PER_READ)],
      );
      for (const row of found.rows)
        for (let at = 0; at < row.keys.length; at += KEY_BYTES) {
          const key = keyAt(row.keys, at);
          if (asked.has(key)) known.add(key);
        }
    }
    return known;
  }

  /** Stores keys that are not known yet as a chunk of their own. */
  async add(tx: PoolClient, keys: Buffer): Promise<void> {
    const made = await tx.query<{ seq: string }>(
      `insert into ingest_keys (tenant_id, origin, table_name, day, keys) values ($1, $2, $3, $4, $5) returning seq`,
      [...this.place, keys],
    );
    this.know(made.rows[0]?.seq ?? '0', keys);
    if (this.small.length >= MAX_SMALL) await this.joinSmall(tx);
  }

  private know(seq: string, keys: Buffer): void {
    const chunk = this.index.add(keys);
    this.stored[chunk] = seq;
    if (keys.length < SMALL_BYTES) this.small.push(chunk);
  }

  /** A source that sends a row at a time leaves many small chunks: they become one, known by all their numbers. */
  private async joinSmall(tx: PoolClient): Promise<void> {
    const seqs = [...new Set(this.small.map((chunk) => this.stored[chunk]))];
    const made = await tx.query<{ seq: string; bytes: number }>(
      `with gone as (
         delete from ingest_keys where tenant_id = $1 and origin = $2 and table_name = $3 and day = $4
           and seq = any($5::bigint[]) returning keys)
       insert into ingest_keys (tenant_id, origin, table_name, day, keys)
       select $1, $2, $3, $4, string_agg(keys, '') from gone having count(*) > 0
       returning seq, length(keys) as bytes`,
      [...this.place, seqs],
    );
    const joined = made.rows[0];
    for (const chunk of this.small) this.stored[chunk] = joined?.seq ?? '0';
    this.small = joined && joined.bytes < SMALL_BYTES ? this.small.slice(-1) : [];
  }
}

/**
 * Tells rows that were seen before from new ones, by table, event day and key. The keys are stored in chunks, one for
 * each batch; memory holds where each may be, read from the chunks when a day is first asked for. It mirrors what the
 * transaction wrote: call `discard` after a rollback.
 */
export class KeyRegistry {
  /** The day that was asked for last stands last. */
  private readonly days = new Map<string, Day>();

  constructor(private readonly world: World) {}

  /**
   * Registers the keys of a batch.
   * @returns the lines (0-based) that were seen before, in this batch or in any earlier one
   */
  async register(tx: PoolClient, table: string, lines: EventLines): Promise<number[]> {
    const dropped: number[] = [];
    for (const [number, ofDay] of linesByDay(lines)) {
      const day = await this.day(tx, table, number);
      const keys = keysOf(lines, ofDay);
      const known = await day.known(tx, keys);
      const fresh: number[] = [];
      ofDay.forEach((line, i) => {
        const key = keyAt(keys, i * KEY_BYTES);
        if (known.has(key)) dropped.push(line);
        else fresh.push(line);
        // The first row with a key takes it: every later one of this batch is a duplicate.
        known.add(key);
      });
      if (fresh.length > 0) await day.add(tx, fresh.length === ofDay.length ? keys : keysOf(lines, fresh));
    }
    return dropped.sort((a, b) => a - b);
  }

  discard(): void {
    this.days.clear();
  }

  private async day(tx: PoolClient, table: string, number: number): Promise<Day> {
    const name = `${table}|${number}`;
    const known = this.days.get(name);
    this.days.delete(name);
    const { tenantId, origin } = this.world;
    // Where chunks have run out of numbers they are counted anew: joined ones need one number only.
    const day =
      known && !known.index.full ? known : await new Day([tenantId, origin, table, number]).load(tx);
    this.days.set(name, day);
    this.forgetOldest(day);
    return day;
  }

  private forgetOldest(inUse: Day): void {
    let slots = 0;
    for (const { index } of this.days.values()) slots += index.slots;
    for (const [name, day] of this.days) {
      if (slots <= MAX_SLOTS || day === inUse) return;
      this.days.delete(name);
      slots -= day.index.slots;
    }
  }
}

const keyAt = (keys: Buffer, at: number): string => keys.toString('latin1', at, at + KEY_BYTES);

function linesByDay({ days }: EventLines): Map<number, number[]> {
  const byDay = new Map<number, number[]>();
  days.forEach((day, line) => {
    const lines = byDay.get(day);
    if (lines) lines.push(line);
    else byDay.set(day, [line]);
  });
  return byDay;
}

/** The keys of some lines, one after the other. */
function keysOf({ keys }: EventLines, lines: readonly number[]): Buffer {
  if (lines.length * KEY_BYTES === keys.length) return keys;
  const chosen = Buffer.allocUnsafe(lines.length * KEY_BYTES);
  lines.forEach((line, i) => {
    keys.copy(chosen, i * KEY_BYTES, line * KEY_BYTES, (line + 1) * KEY_BYTES);
  });
  return chosen;
}
