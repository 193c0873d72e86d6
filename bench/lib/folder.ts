import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopPostgres } from '@/lib/server/postgres/cluster';

/** Where a benchmark keeps its database and its data. */
export interface Folder {
  readonly path: string;
  readonly fill: (store: () => Promise<void>) => Promise<void>;
  readonly leave: () => void;
}

const PREFIX = 'throughline-bench-';
/** Names the process that works in a folder. */
const OWNER = 'bench.pid';
const FILLED = 'bench.filled';

/**
 * Takes a folder of the system's temporary folder, and first takes away those whose benchmark was killed, with the
 * database that it left running.
 * @param kept name under which the folder stays for the next run
 */
export async function takeFolder(name: string, kept?: string): Promise<Folder> {
  await tidy();
  const folder = kept ? path.join(tmpdir(), `throughline-kept-${kept}`) : newFolder(name);
  const filled = path.join(folder, FILLED);
  // What a killed run had begun to store is begun again.
  if (kept && !existsSync(filled)) await takeAway(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, OWNER), String(process.pid));
  return {
    path: folder,
    fill: async (store) => {
      if (existsSync(filled)) return;
      await store();
      writeFileSync(filled, '');
    },
    leave: () => {
      if (!kept) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const newFolder = (name: string): string => mkdtempSync(path.join(tmpdir(), `${PREFIX}${name}-`));

async function tidy(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const folder = path.join(tmpdir(), entry);
    if (entry.startsWith(PREFIX) && !isOwned(folder)) await takeAway(folder);
  }
}

async function takeAway(folder: string): Promise<void> {
  const dir = path.join(folder, 'postgres');
  if (existsSync(dir)) await stopPostgres({ dir });
  rmSync(folder, { recursive: true, force: true });
}

/** A folder without a name in it is of a run that is just beginning, or of another program. */
function isOwned(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(path.join(folder, OWNER), 'utf8')), 0);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ESRCH';
  }
}
