import 'server-only';
import type { PoolClient } from 'pg';
import { boundedKey } from '@/lib/core/storable';
import { DAY } from '@/lib/core/time';
import { stateLifetime } from '@/lib/engine/detection';
import type { StateStore } from '@/lib/engine/detection/types';
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

/**
 * Event time at which a value may be forgotten, as text; empty for what is kept. Whole days: the column is indexed, and
 * a row whose indexed columns stay the same is updated in place.
 */
function expiry(key: string, now: number): string {
  const lifetime = lifetimeOf(key);
  return Number.isFinite(lifetime) && Number.isFinite(now)
    ? String(Math.ceil((now + lifetime) / DAY) * DAY)
    : '';
}

/**
 * The engine's state in memory, read through from `engine_state` and written back in the transaction of the
 * decisions that it led to. Values are changed in place, so a transaction that fails empties the cache: the next
 * read starts from what was committed.
 */
export class StateCache implements StateStore {
  private readonly values = new Map<string, unknown>();
  /** Changed keys, each with the event time of its last change: its lifetime counts from there. */
  private readonly dirty = new Map<string, number>();
  private now = Number.NaN;

  constructor(
    private readonly tenantId: string,
    private readonly origin: string,
  ) {}

  read<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }

  write<T>(key: string, value: T): void {
    this.values.set(key, value);
    this.dirty.set(key, this.now);
  }

  /** Sets the event time of what is written from here on. */
  tick(now: number): void {
    this.now = now;
  }

  /** Loads the keys that are not in memory. A key without a value is remembered as such. */
  async prefetch(tx: PoolClient, keys: Iterable<string>): Promise<void> {
    const missing: string[] = [];
    for (const key of keys) {
      if (this.values.has(key)) continue;
      this.values.set(key, undefined);
      missing.push(key);
    }
    if (missing.length === 0) return;
    const found = await tx.query<{ key: string; value: string }>(
      'select key, value from engine_state where tenant_id = $1 and origin = $2 and key = any($3)',
      [this.tenantId, this.origin, missing.map(boundedKey)],
    );
    const stored = new Map(found.rows.map((row) => [row.key, row.value]));
    for (const key of missing) {
      const value = stored.get(boundedKey(key));
      if (value !== undefined) this.values.set(key, JSON.parse(value) ?? undefined);
    }
  }

  /** Writes what changed. Call `settled` after the commit, `discard` after a rollback. */
  async flush(tx: PoolClient): Promise<void> {
    const keys = [...this.dirty.keys()];
    // Not one after the other: while the database writes some values, the next are made into text.
    const stores: Promise<void>[] = [];
    for (let from = 0; from < keys.length; from += KEYS_PER_STATEMENT)
      stores.push(this.store(tx, keys.slice(from, from + KEYS_PER_STATEMENT)));
    await Promise.all(stores);
  }

  private async store(tx: PoolClient, keys: readonly string[]): Promise<void> {
    await tx.query(
      `insert into engine_state (tenant_id, origin, key, value, expires_at)
       select $1, $2, t.key, t.value, to_timestamp(nullif(t.expires, '')::float8 / 1000)
       from unnest(${splitList('$3')}, ${splitList('$4')}, ${splitList('$5')}) as t(key, value, expires)
       on conflict (tenant_id, origin, key) do update set value = excluded.value, expires_at = excluded.expires_at`,
      [
        this.tenantId,
        this.origin,
        joinList(keys.map(boundedKey)),
        joinList(keys.map((key) => JSON.stringify(this.values.get(key) ?? null))),
        joinList(keys.map((key) => expiry(key, this.dirty.get(key) ?? Number.NaN))),
      ],
    );
  }

  /** Drops stored values that no detector can tell from absent ones. */
  async prune(tx: PoolClient, now: number): Promise<void> {
    await tx.query('delete from engine_state where tenant_id = $1 and origin = $2 and expires_at < $3', [
      this.tenantId,
      this.origin,
      new Date(now),
    ]);
  }

  settled(): void {
    this.dirty.clear();
    if (this.values.size <= MAX_ENTRIES) return;
    let excess = this.values.size - MAX_ENTRIES / 2;
    for (const key of this.values.keys()) {
      if (excess-- <= 0) break;
      this.values.delete(key);
    }
  }

  discard(): void {
    this.values.clear();
    this.dirty.clear();
  }
}
