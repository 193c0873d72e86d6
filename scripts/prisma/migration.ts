/**
 * `npm run db:migration -- NAME`: writes what changed in prisma/schema.prisma since the last migration as a new one.
 * prisma/migrations/schema.prisma is the schema as the migrations leave it. What Prisma cannot say (an index over an
 * expression, a trigger) is added to the new file by hand; a migration that has landed is never edited.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const SCHEMA = 'prisma/schema.prisma';
const FOLDER = 'prisma/migrations';
const MIGRATED = `${FOLDER}/schema.prisma`;

/** SQL from the schema that the migrations leave to the present one; empty when nothing changed. */
export function pendingChanges(): string {
  const args = ['migrate', 'diff', '--from-schema', MIGRATED, '--to-schema', SCHEMA, '--script'];
  const sql = execFileSync(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
  // The command may fail silently, with exit code 0.
  if (sql === '') throw new Error('Prisma wrote nothing');
  return sql === '-- This is an empty migration.' ? '' : sql;
}

/** `20261121173000`: migrations apply in the order of their names, and those of two branches do not collide. */
const stamp = (now: Date): string => now.toISOString().replaceAll(/\D/g, '').slice(0, 14);

function writeMigration(name: string): string | null {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error('npm run db:migration -- NAME: a name of small letters, digits and _');
  const sql = pendingChanges();
  if (sql === '') return null;
  const file = `${FOLDER}/${stamp(new Date())}_${name}/migration.sql`;
  mkdirSync(file.slice(0, file.lastIndexOf('/')));
  writeFileSync(file, `${sql}\n`);
  copyFileSync(SCHEMA, MIGRATED);
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = writeMigration(process.argv[2] ?? '');
  console.log(file === null ? 'The schema has no change that a migration lacks.' : `${file} written`);
}
