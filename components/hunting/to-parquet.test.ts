import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { toParquet } from './to-parquet';

const TYPES = ['string', 'int', 'long', 'real', 'bool', 'datetime', 'timespan', 'dynamic', 'guid', 'decimal'];
const FULL: Cell[] = [
  ...['Ünïcode, "quoted"', 7, '9007199254740993', 0.5, true, '2026-01-02T03:04:05.1234560Z'],
  ...['1.02:03:04', { a: [1, null] }, '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f', '12.340'],
];

/** What another program reads in the file. */
async function read(file: ArrayBuffer, sql: string): Promise<unknown[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parquet-'));
  try {
    const name = path.join(folder, 'hunt.parquet');
    writeFileSync(name, new Uint8Array(file));
    const connection = await (await DuckDBInstance.create()).connect();
    const found = await connection.runAndReadAll(sql.replace('FILE', `read_parquet('${name}')`));
    connection.closeSync();
    return found.getRows();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('is a Parquet file with the types and the values of the result', async () => {
  const result = {
    columns: TYPES.map((type) => ({ name: `a ${type}`, type })),
    rows: [FULL, TYPES.map(() => null)],
  } as unknown as HuntResult;
  const file = toParquet(result);
  const described = await read(file, 'SELECT column_type FROM (DESCRIBE SELECT * FROM FILE)');
  expect(described.flat()).toEqual([
    ...['VARCHAR', 'INTEGER', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'TIMESTAMP WITH TIME ZONE'],
    ...['VARCHAR', 'JSON', 'VARCHAR', 'VARCHAR'],
  ]);
  const rows = await read(
    file,
    'SELECT * REPLACE (epoch_us("a datetime") AS "a datetime", "a dynamic"::VARCHAR AS "a dynamic") FROM FILE',
  );
  expect(rows[0]).toEqual([
    ...['Ünïcode, "quoted"', 7, 9007199254740993n, 0.5, true, 1767323045123456n],
    ...['1.02:03:04', '{"a":[1,null]}', '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f', '12.340'],
  ]);
  expect(rows[1]).toEqual(TYPES.map(() => null));
});

it('holds every row of a large result', async () => {
  const rows = Array.from({ length: 100_000 }, (_, n): Cell[] => [n, `row ${n}`]);
  const columns = [
    { name: 'n', type: 'long' },
    { name: 'text', type: 'string' },
  ];
  const file = toParquet({ columns, rows } as unknown as HuntResult);
  expect(await read(file, 'SELECT count(*), sum(n), max(text) FROM FILE')).toEqual([
    [100_000n, 4_999_950_000n, 'row 99999'],
  ]);
});

it('is a file without rows where there are none', async () => {
  const file = toParquet({ columns: [{ name: 'n', type: 'long' }], rows: [] } as unknown as HuntResult);
  expect(await read(file, 'SELECT count(*) FROM FILE')).toEqual([[0n]]);
});
