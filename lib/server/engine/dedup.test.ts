import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { EventLines } from '../ingest/event-lines';
import { pool, withTransaction } from '../pg';
import { testDatabase } from '../testing/database';
import { KeyRegistry } from './dedup';
import { KEY_BYTES, KeyIndex } from './key-index';

const keyOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

interface Row {
  readonly name: string;
  readonly day: number;
}

const linesOf = (rows: readonly Row[]): EventLines =>
  new EventLines(
    Buffer.from(rows.map(({ name, day }) => `${keyOf(name)} ${day} ${day * 86_400_000} {}\n`).join('')),
  );

const register = (registry: KeyRegistry, rows: readonly Row[]): Promise<number[]> =>
  withTransaction((tx) => registry.register(tx, 'SigninLogs', linesOf(rows)));

const world = { tenantId: 't1', origin: '' };
const chunks = async (): Promise<number> => (await pool().query('SELECT 1 FROM ingest_keys')).rowCount ?? 0;

describe('the index', () => {
  it('finds every key that was added, in its chunk, and hardly any other', () => {
    const index = new KeyIndex();
    const keys = (from: number): Buffer =>
      Buffer.concat(Array.from({ length: 3_000 }, (_, n) => Buffer.from(keyOf(`${from + n}`), 'hex')));
    const parts = [keys(0), keys(10_000), keys(20_000)];
    expect(parts.map((part) => index.add(part))).toEqual([1, 2, 3]);
    for (const [i, part] of parts.entries())
      for (let at = 0; at < part.length; at += KEY_BYTES) expect(index.find(part, at)).toContain(i + 1);
    const others = keys(90_000);
    let found = 0;
    for (let at = 0; at < others.length; at += KEY_BYTES) found += index.find(others, at).length;
    expect(found).toBeLessThan(3);
  });
});

describe('the registry', () => {
  testDatabase();
  beforeEach(async () => {
    await pool().query('TRUNCATE ingest_keys');
  });

  it('drops what was seen before, whatever is restarted or rolled back in between', async () => {
    const row = fc.record({
      name: fc.integer({ max: 12, min: 0 }).map(String),
      day: fc.integer({ min: 20_000, max: 20_002 }),
    });
    const step = fc.record({
      rows: fc.array(row, { maxLength: 8 }),
      end: fc.constantFrom('commit', 'rollback', 'restart'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await pool().query('TRUNCATE ingest_keys');
        let registry = new KeyRegistry(world);
        const seen = new Set<string>();
        for (const { rows, end } of steps) {
          const before = new Set(seen);
          const expected = rows.flatMap(({ name, day }, line) => {
            const isNew = !before.has(`${name}|${day}`);
            before.add(`${name}|${day}`);
            return isNew ? [] : [line];
          });
          if (end === 'rollback') {
            await withTransaction(async (tx) => {
              expect(await registry.register(tx, 'SigninLogs', linesOf(rows))).toEqual(expected);
              throw new Error('rolled back');
            }).catch((error: Error) => expect(error.message).toBe('rolled back'));
            registry.discard();
            continue;
          }
          expect(await register(registry, rows)).toEqual(expected);
          for (const key of before) seen.add(key);
          if (end === 'restart') registry = new KeyRegistry(world);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes one chunk of many small ones, and still knows their keys', async () => {
    const registry = new KeyRegistry(world);
    const row = (n: number): Row => ({ name: `row ${n}`, day: 20_000 });
    for (let n = 0; n < 200; n++) expect(await register(registry, [row(n)])).toEqual([]);
    expect(await chunks()).toBeLessThan(70);
    const again = Array.from({ length: 201 }, (_, n) => row(n));
    expect(await register(registry, again)).toEqual(again.slice(0, 200).map((_, line) => line));
    expect(await register(new KeyRegistry(world), again)).toHaveLength(201);
  });

  it('tells tables, days and origins apart', async () => {
    const rows = [{ name: 'a', day: 20_000 }];
    const registry = new KeyRegistry(world);
    expect(await register(registry, rows)).toEqual([]);
    expect(await withTransaction((tx) => registry.register(tx, 'AuditLogs', linesOf(rows)))).toEqual([]);
    expect(await register(new KeyRegistry({ tenantId: 't1', origin: 'demo' }), rows)).toEqual([]);
    expect(await register(registry, [{ name: 'a', day: 20_001 }, ...rows])).toEqual([1]);
  });

  it('takes a row again once retention has dropped its day', async () => {
    const registry = new KeyRegistry(world);
    const rows = Array.from({ length: 70 }, (_, n) => ({ name: `${n}`, day: 20_000 }));
    for (const row of rows.slice(0, 60)) await register(registry, [row]);
    await pool().query('DELETE FROM ingest_keys');
    for (const row of rows) expect(await register(registry, [row])).toEqual([]);
    expect(await register(registry, rows)).toHaveLength(70);
  });
});
