/** Writes prisma/migrations/0001_init/migration.sql: the structure from the schema, then every file of prisma/sql. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const TARGET = 'prisma/migrations/0001_init';
const EXTRAS = 'prisma/sql';

const structure = execFileSync(
  process.execPath,
  [
    'node_modules/prisma/build/index.js',
    'migrate',
    'diff',
    '--from-empty',
    '--to-schema',
    'prisma/schema.prisma',
    '--script',
  ],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
);
const extras = readdirSync(EXTRAS)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => `-- ${EXTRAS}/${name}\n${readFileSync(`${EXTRAS}/${name}`, 'utf8').trim()}\n`);

mkdirSync(TARGET, { recursive: true });
writeFileSync(`${TARGET}/migration.sql`, [structure.trim(), '', ...extras].join('\n'));
writeFileSync(
  'prisma/migrations/migration_lock.toml',
  '# Read by the Prisma CLI: which database the migrations are written for.\nprovider = "postgresql"\n',
);
console.log(`${TARGET}/migration.sql written`);
