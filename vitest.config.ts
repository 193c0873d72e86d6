import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The package throws outside a React server; tests are neither server nor browser.
      'server-only': path.join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{app,components,lib,prisma,scripts,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/server/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // There to end what hangs: a loaded machine of two cores stays below them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { LOG_LEVEL: 'silent' },
  },
});
