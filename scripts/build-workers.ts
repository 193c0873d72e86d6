/**
 * Bundles the programs that run without Next's compiler into dist/: the HTTP server, the engine worker thread, the lake process (Parquet writing)
 * and the query process (reading). Packages stay external: several are native.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const ENTRIES = {
  server: 'scripts/serve/main.ts',
  worker: 'lib/server/worker/main.ts',
  lake: 'lib/server/lake/process.ts',
  query: 'lib/server/query/process.ts',
};

const started = performance.now();
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ENTRIES,
  outdir: 'dist',
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
console.log(`workers built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
