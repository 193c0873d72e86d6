import 'server-only';
import type { PoolClient } from 'pg';
import { boundedKey } from '@/lib/core/storable';
import { DAY } from '@/lib/core/time';
import { stateLifetime } from '@/lib/engine/detection';
import type { KeySink, StateStore } from '@/lib/engine/detection/types';
import { joinList, splitList } from './text-list';

const MAX_ENTRIES = 150_000;
/** So many values are one text on their way to the database: it must not grow with the transaction. */
const KEYS_PER_STATEMENT = 2_000;

/** A contact counts for the 30 days of a baseline; what was not seen since then is as good as never seen. */
const PREVALENCE_LIFETIME = 45 * DAY;
const OWN_KEYS = /^(watermark|pruned|entities|prevalence):/;

function lifetimeOf(key: string): number {
  if (key.startsWith('prevalence|')) return PREVALENCE_LIFETIME;
  return OWN_KEYS.test(key) ? Number.POSITIVE_INFINITY : stateLifetime(key);
}

/** A value, as it is in the database or will be after the commit. */
interface Entry {
  value: unknown;
  /**
   * Event time from which the value counts as absent; infinite for what is kept. Whole days: the column is indexed, and
   * a row whose indexed columns stay the same is updated in place.
   */
  expires: number;
  readonly lifetime: number;
  changed: boolean;
}

/** A power of two, above the number of keys that one event needs. */
const RECENT = 32;

/**
 * Entries by key. The detectors of one event ask some thirty times for the same six keys: what was found last for each
 * length of key, which tells these apart, is found again without another look into a table of tens of thousands.
 */
class Entries {
  private readonly all = new Map<string, Entry>();
  private readonly recentKeys: (string | undefined)[] = Array(RECENT).fill(undefined);
  private readonly recent: (Entry | undefined)[] = Array(RECENT).fill(undefined);

  get size(): number {
    return this.all.size;
  }

  get(key: string): Entry | undefined {
    const at = key.length % RECENT;
    return this.recentKeys[at] === key ? this.recent[at] : this.remember(key, this.all.get(key));
  }

  add(key: string, entry: Entry): void {
    this.all.set(key, entry);
    this.remember(key, entry);
  }

  /** Drops so many of those that came first. */
  dropOldest(count: number): void {
    for (const key of this.all.keys()) {
      if (count-- <= 0) break;
      this.all.delete(key);
    }
    this.forgetRecent();
  }

  clear(): void {
    this.all.clear();
    this.forgetRecent();
  }

  private remember(key: string, entry: Entry | undefined): Entry | undefined {
    const at = key.length % RECENT;
    this.recentKeys[at] = key;
    this.recent[at] = entry;
    return entry;
  }

  private forgetRecent(): void {
    this.recentKeys.fill(undefined);
    this.recent.fill(undefined);
  }
}

/** Keys that a cache does not hold. */
class MissingKeys implements KeySink {
  readonly keys = new Set<string>();

  constructor(private readonly known: Entries) {}

  add(key: string): void {
    if (!this.known.get(key)) this.keys.add(key);
  }
}

const wholeDays = (time: number): number => Math.ceil(time / DAY) * DAY;
const ABSENT = Number.NEGATIVE_INFINITY;

/**
 * The engine's state in memory, read through from `engine_state` and written back in the transaction of the
 * decisions that it led to. A value whose time is over reads as absent, whether it was pruned yet or not: what is
 * decided must not depend on when the database was tidied. Values are changed in place, so a transaction that fails
 * empties the cache: the next read starts from what was committed.
 */
export class StateCache implements StateStore {
  private readonly entries = new Entries();
  private changed: string[] = [];
  private now = Number.NaN;

  constructor(
    private readonly tenantId: string,
    private readonly origin: string,
  ) {}

  read<T>(key: string): T | undefined {
    const entry = this.entries.get(key);
    return entry === undefined || entry.expires < this.now ? undefined : (entry.value as T | undefined);
  }

  write<T>(key: string, value: T): void {
    const entry = this.entry(key);
    entry.value = value;
    const expires = Number.isFinite(this.now)
      ? wholeDays(this.now + entry.lifetime)
      : Number.POSITIVE_INFINITY;
    // A history that is told later must not shorten the life of what happens now.
    entry.expires = Math.max(entry.expires, expires);
    if (entry.changed) return;
    entry.changed = true;
    this.changed.push(key);
  }

  /** Sets the event time of what is read and written from here on. */
  tick(now: number): void {
    this.now = now;
  }

  /** Collects the keys that are not in memory, of all that it is given: one look at each, and nothing kept of most. */
  missing(): MissingKeys {
    return new MissingKeys(this.entries);
  }

  /** Loads the keys that are not in memory. A key without a value is remembered as such. */
  async prefetch(tx: PoolClient, keys: Iterable<string>): Promise<void> {
    const missing: string[] = [];
    for (const key of keys) {
      if (this.entries.get(key)) continue;
      this.entry(key);
      missing.push(key);
    }
    if (missing.length === 0) return;
    const found = await tx.query<{ key: string; value: string; expires: number | null }>(
      `select key, value, (extract(epoch from expires_at) * 1000)::float8 as expires
         from engine_state where tenant_id = $1 and origin = $2 and key = any(${splitList('$3')})`,
      [this.tenantId, this.origin, joinList(missing.map(boundedKey))],
    );
    const stored = new Map(found.rows.map((row) => [row.key, row]));
    for (const key of missing) {
      const row = stored.get(boundedKey(key));
      if (!row) continue;
      const entry = this.entry(key);
      entry.value = JSON.parse(row.value) ?? undefined;
      entry.expires = row.expires ?? Number.POSITIVE_INFINITY;
    }
  }

  private entry(key: string): Entry {
    const existing = this.entries.get(key);
    if (existing) return existing;
    const created = { value: undefined, expires: ABSENT, lifetime: lifetimeOf(key), changed: false };
    this.entries.add(key, created);
    return created;
  }

  /** Writes what changed. Call `settled` after the commit, `discard` after a rollback. */
  async flush(tx: PoolClient): Promise<void> {
    // Not one after the other: while the database writes some values, the next are made into text.
    const stores: Promise<void>[] = [];
    for (let from = 0; from < this.changed.length; from += KEYS_PER_STATEMENT)
      stores.push(this.store(tx, this.changed.slice(from, from + KEYS_PER_STATEMENT)));
    await Promise.all(stores);
  }

  private async store(tx: PoolClient, keys: readonly string[]): Promise<void> {
    const entries = keys.map((key) => this.entry(key));
    await tx.query(
      `insert into engine_state (tenant_id, origin, key, value, expires_at)
       select $1, $2, t.key, t.value, to_timestamp(nullif(t.expires, '')::float8 / 1000)
       from unnest(${splitList('$3')}, ${splitList('$4')}, ${splitList('$5')}) as t(key, value, expires)
       on conflict (tenant_id, origin, key) do update set value = excluded.value, expires_at = excluded.expires_at`,
      [
        this.tenantId,
        this.origin,
        joinList(keys.map(boundedKey)),
        joinList(entries.map(({ value }) => JSON.stringify(value ?? null))),
        joinList(entries.map(({ expires }) => (Number.isFinite(expires) ? String(expires) : ''))),
      ],
    );
  }

  /** Drops stored values whose time is over. */
  async prune(tx: PoolClient, now: number): Promise<void> {
    await tx.query('delete from engine_state where tenant_id = $1 and origin = $2 and expires_at < $3', [
      this.tenantId,
      this.origin,
      new Date(now),
    ]);
  }

  settled(): void {
    for (const key of this.changed) this.entry(key).changed = false;
    this.changed = [];
    if (this.entries.size <= MAX_ENTRIES) return;
    this.entries.dropOldest(this.entries.size - MAX_ENTRIES / 2);
  }

  discard(): void {
    this.entries.clear();
    this.changed = [];
  }
}
