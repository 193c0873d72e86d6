/** `npm run db:migration`: writes prisma/migrations/0001_init from the schema and the files of prisma/sql. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const MIGRATION_FILE = 'prisma/migrations/0001_init/migration.sql';
const EXTRAS = 'prisma/sql';
const DIFF = ['migrate', 'diff', '--from-empty', '--to-schema', 'prisma/schema.prisma', '--script'];

/** The whole structure as SQL: tables and indexes that Prisma knows, then what it cannot say. */
export function composeMigration(): string {
  const structure = execFileSync(process.execPath, ['node_modules/prisma/build/index.js', ...DIFF], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  // The command may fail silently, with exit code 0.
  if (!structure.includes('CREATE TABLE')) throw new Error('Prisma wrote no structure');
  const extras = readdirSync(EXTRAS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `-- ${EXTRAS}/${name}\n${readFileSync(`${EXTRAS}/${name}`, 'utf8').trim()}\n`);
  return [structure.trim(), '', ...extras].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync('prisma/migrations/0001_init', { recursive: true });
  writeFileSync(MIGRATION_FILE, composeMigration());
  writeFileSync(
    'prisma/migrations/migration_lock.toml',
    '# Read by the Prisma CLI: which database the migrations are written for.\nprovider = "postgresql"\n',
  );
  console.log(`${MIGRATION_FILE} written`);
}
