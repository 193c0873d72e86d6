import 'server-only';
import path from 'node:path';
import { endWithPortal, serve } from '../child/serve';
import { env } from '../env';
import { openDuck } from '../lake/duck';
import { INBOX, LAKE } from '../lake/paths';
import { log } from '../log';
import { HANDLERS, type QueryContext } from './handlers';
import { REQUESTS, type RequestKind } from './protocol';

/**
 * The query process: DuckDB for the portal, in a process that may be killed at any time. It can read the lake and the
 * inbox and nothing else, it writes nothing, and it ends itself before its memory endangers the machine.
 */

const CONNECTIONS = 4;
/** What Node.js itself takes of the process's memory; DuckDB gets the rest. */
const NODE_MB = 192;

function answer(kind: string, context: QueryContext, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(HANDLERS, kind)) throw new Error(`unknown request ${kind}`);
  const known = kind as RequestKind;
  const handler = HANDLERS[known] as (context: QueryContext, input: unknown) => Promise<unknown>;
  return handler(context, REQUESTS[known].parse(input));
}

async function main(): Promise<void> {
  const { dataDir, QUERY_MEMORY_MB, QUERY_THREADS } = env();
  const instance = await openDuck({
    memoryMb: Math.max(96, QUERY_MEMORY_MB - NODE_MB),
    threads: QUERY_THREADS,
    readOnly: [LAKE, INBOX].map((folder) => path.join(dataDir, folder)),
  });
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => instance.connect()));
  serve({
    connections,
    memoryMb: QUERY_MEMORY_MB,
    answer: async ({ kind, input }, duck) => answer(kind, { duck, dataDir }, input),
  });
}

endWithPortal();
main().catch((error: unknown) => {
  log().fatal({ err: error }, 'the query process cannot start');
  process.exit(1);
});
