import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pool } from '@/lib/server/pg';
import type { LakeContext } from '../context';
import { openDuck, rowsOf } from '../duck';
import { absolutePath } from '../paths';
import { textList } from '../sql';

/** A lake over the data folder with a small DuckDB of its own. */
export async function openLake(dataDir: string, more: Partial<LakeContext> = {}): Promise<LakeContext> {
  const tempDir = path.join(dataDir, 'lake/.work/duckdb-test');
  await mkdir(tempDir, { recursive: true });
  const instance = await openDuck({ memoryMb: 256, threads: 1, tempDir });
  return { duck: await instance.connect(), dataDir, graceMs: 0, ...more };
}

/** Everything that the catalog shows of a table. */
export async function sealedRows(
  context: LakeContext,
  table: string,
  tenantId = 't1',
): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query<{ path: string }>(
    'SELECT path FROM lake_segment WHERE tenant_id = $1 AND table_name = $2',
    [tenantId, table],
  );
  if (rows.length === 0) return [];
  const files = rows.map((row) => absolutePath(context.dataDir, row.path));
  return rowsOf(
    context.duck,
    `SELECT * FROM read_parquet(${textList(files)}, union_by_name = true) ORDER BY "_time", "_rowId"`,
  );
}
