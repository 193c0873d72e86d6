import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The programs that run without Next's compiler: HTTP server, engine worker thread, Parquet writer, query, hunting and watchlist processes. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  server: 'scripts/serve/main.ts',
  worker: 'lib/server/worker/main.ts',
  lake: 'lib/server/lake/process.ts',
  query: 'lib/server/query/process.ts',
  hunting: 'lib/server/hunting/process.ts',
  watchlists: 'lib/server/watchlists/process.ts',
  'hunting-analyser': 'lib/server/hunting/analyser-thread.ts',
};

/**
 * Bundles programs (name → source) into a folder below the project, which is emptied first. Packages stay external:
 * several are native.
 */
export async function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    // Our own alias first: `packages: external` would take `@/…` for a package.
    alias: { '@': process.cwd() },
    packages: 'external',
    plugins: [
      {
        name: 'server-only-is-empty',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^server-only$/ }, () => ({
            path: path.resolve('node_modules/server-only/empty.js'),
          }));
        },
      },
    ],
    logLevel: 'warning',
  });
}
