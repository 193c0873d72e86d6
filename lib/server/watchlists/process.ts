import 'server-only';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import { endWithPortal, serve } from '../child/serve';
import { env } from '../env';
import { openDuck } from '../lake/duck';
import { absolutePath, workPath } from '../lake/paths';
import { removeDeadSpills, spillFolder } from '../lake/spill';
import { log } from '../log';
import { convert, fold } from './convert';
import { WRITER_REQUESTS } from './protocol';

/**
 * The process that makes Parquet of uploaded watchlists, one at a time. It is started for an upload and ended after it;
 * it writes into the folder of the job that it is asked about, and may be killed at any time.
 */

/** What Node.js itself takes of the process's memory; DuckDB gets the rest. */
const NODE_MB = 160;
/** Pages come first. */
const NICENESS = 5;

async function main(): Promise<void> {
  os.setPriority(NICENESS);
  const { dataDir, WATCHLIST_MEMORY_MB, LAKE_THREADS } = env();
  const tempDir = spillFolder(dataDir, process.pid);
  await removeDeadSpills(dataDir);
  await mkdir(tempDir, { recursive: true });
  const instance = await openDuck({
    memoryMb: Math.max(96, WATCHLIST_MEMORY_MB - NODE_MB),
    threads: LAKE_THREADS,
    tempDir,
  });
  serve({
    connections: [await instance.connect()],
    memoryMb: WATCHLIST_MEMORY_MB,
    answer: async ({ kind, input }, duck) => {
      const work = (jobId: string) => ({ duck, dataDir, folder: absolutePath(dataDir, workPath(jobId)) });
      if (kind === 'convert') {
        const request = WRITER_REQUESTS.convert.parse(input);
        return convert(work(request.jobId), request);
      }
      if (kind === 'fold') {
        const request = WRITER_REQUESTS.fold.parse(input);
        return fold(work(request.jobId), request.list);
      }
      throw new Error(`unknown request ${kind}`);
    },
  });
}

endWithPortal();
main().catch((error: unknown) => {
  log().fatal({ err: error }, 'the watchlist process cannot start');
  process.exit(1);
});
