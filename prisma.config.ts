import path from 'node:path';
import { defineConfig } from 'prisma/config';

// The CLI runs air-gapped: our engine instead of a downloaded one, and no update check.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(
  import.meta.dirname,
  'scripts/prisma/schema-engine.mjs',
);
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://offline.invalid/throughline' },
});
