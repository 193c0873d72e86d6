import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive } from '../postgres/lock';
import { removeAll } from './files';
import { WORK } from './paths';

const SPILL = `duckdb-${hostname()}-`;

/** Where a process's DuckDB puts what its memory does not hold. */
export const spillFolder = (dataDir: string, pid: number): string =>
  path.join(dataDir, WORK, `${SPILL}${pid}`);

/** Removes what killed processes of this machine left of their memory. */
export async function removeDeadSpills(dataDir: string): Promise<void> {
  for (const name of await readdir(path.join(dataDir, WORK)).catch(() => [])) {
    const pid = name.startsWith(SPILL) ? Number(name.slice(SPILL.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) await removeAll(spillFolder(dataDir, pid));
  }
}
