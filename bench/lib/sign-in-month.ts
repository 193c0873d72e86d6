import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dayNumber } from '@/lib/core/time';
import { env } from '@/lib/server/env';
import { compact, compactionJobs } from '@/lib/server/lake/compact';
import type { LakeContext } from '@/lib/server/lake/context';
import { openDuck } from '@/lib/server/lake/duck';
import { pool } from '@/lib/server/pg';
import { writeSignIns } from './sign-in-lake';

/** 5,000,000 sign-ins of January 2026 in the lake, compacted as the portal leaves quiet days. */

const ROWS = 5_000_000;
const DAYS = 30;
const FIRST_DAY = dayNumber(Date.UTC(2026, 0, 1));

/**
 * Builds the lake, as long as no portal runs that would compact it too.
 * @param who SQL: who signs in with row `n` of a day that has so many rows
 */
export async function storeSignInMonth(tenantId: string, who: (rows: number) => string): Promise<void> {
  const tempDir = path.join(env().dataDir, 'lake/.work/duckdb-bench');
  await mkdir(tempDir, { recursive: true });
  const instance = await openDuck({ memoryMb: 1024, threads: 2, tempDir });
  try {
    const lake: LakeContext = { duck: await instance.connect(), dataDir: env().dataDir, graceMs: 0 };
    for (let day = 0; day < DAYS; day++) {
      const rows = Math.floor(ROWS / DAYS) + (day < ROWS % DAYS ? 1 : 0);
      await writeSignIns(lake, { tenantId, day: FIRST_DAY + day, rows, who: who(rows) });
    }
    await pool().query(
      `UPDATE lake_segment SET created_at = created_at - interval '1 hour' WHERE tenant_id = $1`,
      [tenantId],
    );
    for (const job of await compactionJobs(DAYS)) await compact(lake, job);
  } finally {
    instance.closeSync();
  }
}

export interface LakeSize {
  readonly rows: number;
  readonly lakeBytes: number;
}

export async function lakeSize(tenantId: string): Promise<LakeSize> {
  const { rows } = await pool().query<{ rows: number; bytes: number }>(
    'SELECT sum(row_count)::float8 AS rows, sum(byte_count)::float8 AS bytes FROM lake_segment WHERE tenant_id = $1',
    [tenantId],
  );
  return { rows: rows[0]?.rows ?? 0, lakeBytes: rows[0]?.bytes ?? 0 };
}
