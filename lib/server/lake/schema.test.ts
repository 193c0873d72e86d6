import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLES } from '@/lib/domain/tables';
import { chooseSegments, principalRanges } from './compact';
import { openDuck, rowsOf } from './duck';
import { absolutePath, jobOf, segmentPath } from './paths';
import { type LakeTable, lakeTable, META, mangle } from './schema';
import { text } from './sql';
import { stagedRelation } from './staged';

let instance: DuckDBInstance;
let duck: DuckDBConnection;

beforeAll(async () => {
  instance = await openDuck({ memoryMb: 128, threads: 1 });
  duck = await instance.connect();
});
afterAll(() => instance.closeSync());

const line = (columns: object): string =>
  JSON.stringify({
    _rowId: 'b:0',
    _time: 0,
    _principal: '',
    _ingestedAt: 0,
    _batch: 'b',
    _origin: '',
    _schemaVersion: 1,
    ...columns,
  });

describe('the schema of the lake', () => {
  it('gives every table a relation that DuckDB accepts', async () => {
    for (const table of TABLES) {
      const relation = stagedRelation(lakeTable(table), { files: [], lines: [line({})], dropped: [] });
      const rows = await rowsOf(duck, relation ?? '');
      expect(Object.keys(rows[0] ?? {}), table).toHaveLength(META.length + lakeTable(table).columns.length);
    }
  });

  it('keeps names apart that differ in case only', async () => {
    const columns = mangle([
      { name: 'ISP', type: 'string' },
      { name: 'Isp', type: 'string' },
      { name: '_TIME', type: 'string' },
    ]);
    expect(columns.map((column) => column.stored)).toEqual(['ISP', 'Isp__2', '_TIME__2']);
    const table: LakeTable = { table: 'CloudAppEvents', columns };
    const rows = await rowsOf(
      duck,
      stagedRelation(table, { files: [], lines: [line({ Isp: 'b', ISP: 'a', _TIME: 'c' })], dropped: [] }) ??
        '',
    );
    expect(rows).toMatchObject([{ ISP: 'a', Isp__2: 'b', _TIME__2: 'c' }]);
  });

  it('never loses a value, whatever its type', async () => {
    const typed = lakeTable('SigninLogs').columns.filter(
      ({ name, type }) => type !== 'string' && type !== 'dynamic' && name !== 'TimeGenerated',
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...typed), fc.jsonValue({ maxDepth: 2 }), async (column, value) => {
        const relation = stagedRelation(lakeTable('SigninLogs'), {
          files: [],
          lines: [line({ [column.name]: value })],
          dropped: [],
        });
        const [row] = await rowsOf(duck, relation ?? '');
        const kept = row?._overflow
          ? (JSON.parse(String(row._overflow)) as Record<string, unknown>)[column.name]
          : undefined;
        // -0 is the one number that JSON and DuckDB write differently.
        const same = JSON.stringify(kept) === JSON.stringify(value) || Object.is(value, -0);
        expect(value === null || row?.[column.stored] !== null || same).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('text that comes from outside', () => {
  it('stays a literal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }).filter((s) => !s.includes('\0')),
        async (value) => {
          expect(await rowsOf(duck, `SELECT ${text(value)} AS v`)).toEqual([{ v: value }]);
        },
      ),
    );
  });
});

describe('paths', () => {
  it('leave the lake and the inbox for nobody', () => {
    for (const wrong of [
      '../x',
      'lake/../x',
      '/etc/passwd',
      'lake',
      'postgres/secret',
      'lakes/x',
      'lake/a\0b',
      'inbox/../../x',
    ]) {
      expect(() => absolutePath('/data', wrong), wrong).toThrow('not allowed');
    }
    expect(absolutePath('/data', 'lake/t/x.parquet')).toBe('/data/lake/t/x.parquet');
    expect(() => segmentPath('t', 'SigninLogs', 1, '../x')).toThrow('not allowed');
    const job = '01234567-89ab-4cde-8f01-23456789abcd';
    expect(jobOf(segmentPath('t', 'SigninLogs', 20_000, `${job}-3`))).toBe(job);
  });
});

describe('what is compacted', () => {
  const segment = (rowCount: number, compacted: boolean, quiet: boolean) => ({ rowCount, compacted, quiet });

  it('is a whole day once it is quiet, and nothing when it is in order already', () => {
    expect(chooseSegments([segment(10, false, true)])).toHaveLength(1);
    expect(chooseSegments([segment(10, true, true), segment(7, false, true)])).toHaveLength(2);
    expect(chooseSegments([segment(10, true, true)])).toEqual([]);
    expect(chooseSegments(Array.from({ length: 9 }, () => segment(65_000, true, true)))).toEqual([]);
  });

  it('is one size class of a busy day', () => {
    const small = Array.from({ length: 8 }, () => segment(100, false, false));
    expect(chooseSegments([...small, segment(60_000, true, false)])).toHaveLength(8);
    expect(chooseSegments(small.slice(1))).toEqual([]);
  });

  it('is cut between principals, never inside one', () => {
    const counts = ['a', 'b', 'c', 'd'].map((principal) => ({ principal, rows: principal === 'c' ? 25 : 4 }));
    expect(principalRanges(counts, 10)).toEqual([
      { from: 'a', to: 'b' },
      { from: 'c', to: 'c' },
      { from: 'd', to: 'd' },
    ]);
  });
});
