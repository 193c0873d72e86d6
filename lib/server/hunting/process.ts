import 'server-only';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import { KqlError } from '@/lib/kql/types';
import { RequestFailure } from '../child/protocol';
import { endWithPortal, serve } from '../child/serve';
import { env } from '../env';
import { openDuck } from '../lake/duck';
import { INBOX, LAKE } from '../lake/paths';
import { log } from '../log';
import { Analyser } from './analyser';
import { check } from './check';
import { hunt, watchlistsFor } from './hunt';
import { HUNTING_REQUESTS } from './protocol';
import { registerKql } from './register';

/**
 * The hunting process: people's queries run here and nowhere else. It can read the lake and the inbox and nothing else,
 * writes nothing, gives way to the portal's own work, and may be killed at any time.
 */

/** Hunts that run at the same time; further ones wait. */
const CONNECTIONS = 3;
/** What Node.js and the language service take of the process's memory; DuckDB gets the rest. */
const NODE_MB = 448;
/** Pages come first. */
const NICENESS = 10;

/** Bundles lie beside each other, sources too. */
function startAnalyser(): Analyser {
  const here = fileURLToPath(import.meta.url);
  const file = here.endsWith('.ts') ? 'analyser-thread.ts' : 'hunting-analyser.mjs';
  return Analyser.start(path.join(path.dirname(here), file));
}

async function connect(): Promise<DuckDBConnection[]> {
  const { dataDir, HUNTING_MEMORY_MB, HUNTING_THREADS } = env();
  const instance = await openDuck({
    memoryMb: HUNTING_MEMORY_MB - NODE_MB,
    threads: HUNTING_THREADS,
    readOnly: [LAKE, INBOX].map((folder) => path.join(dataDir, folder)),
  });
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => instance.connect()));
  // Functions and macros belong to the database: one connection makes them for all.
  if (connections[0]) await registerKql(connections[0]);
  return connections;
}

/** What the language refuses is an answer of its own, with every reason and its place. */
async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof KqlError) throw new RequestFailure('refused', error.message, error.diagnostics);
    throw error;
  }
}

async function main(): Promise<void> {
  os.setPriority(NICENESS);
  const analyser = startAnalyser();
  const { dataDir, HUNTING_MEMORY_MB } = env();
  const language: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
    diagnose: async (input) => {
      const { tenantId, text } = HUNTING_REQUESTS.diagnose.parse(input);
      return analyser.diagnose(text, await watchlistsFor(tenantId, text));
    },
    complete: async (input) => {
      const { tenantId, text, position } = HUNTING_REQUESTS.complete.parse(input);
      return analyser.completions(text, position, await watchlistsFor(tenantId, text));
    },
    hover: async (input) => {
      const { tenantId, text, position } = HUNTING_REQUESTS.hover.parse(input);
      return analyser.hover(text, position, await watchlistsFor(tenantId, text));
    },
  };
  const connections = await connect();
  // Ready means that its first answer is not late: on a busy machine the language service takes longer than a query may.
  await analyser.diagnose('print warm = 1', {});
  serve({
    connections,
    memoryMb: HUNTING_MEMORY_MB,
    answerAtOnce: ({ kind, input }) => (Object.hasOwn(language, kind) ? language[kind]?.(input) : undefined),
    answer: async ({ kind, input }, connection) => {
      if (kind === 'check') return check({ connection, analyser }, HUNTING_REQUESTS.check.parse(input));
      if (kind !== 'run') throw new Error(`unknown request ${kind}`);
      return orRefused(hunt({ connection, analyser, dataDir }, HUNTING_REQUESTS.run.parse(input)));
    },
  });
}

endWithPortal();
main().catch((error: unknown) => {
  log().fatal({ err: error }, 'the hunting process cannot start');
  process.exit(1);
});
