/** `npm run db:generate`: writes the Prisma client when it is missing or older than the schema. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inheritedEnv } from '@/lib/server/env';

const CLIENT = 'lib/server/generated/prisma';
const STAMP = `${CLIENT}/.schema-hash`;

const schemaHash = () =>
  createHash('sha256')
    .update(readFileSync('prisma/schema.prisma'))
    .update(readFileSync('node_modules/prisma/package.json'))
    .digest('hex');

/** True when the client had to be written (about 2 s). */
export function generateClient(): boolean {
  const hash = schemaHash();
  if (existsSync(`${CLIENT}/client.ts`) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash)
    return false;
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
    stdio: 'pipe',
    // No question about newer versions over the network, and no notes in the home folder.
    env: inheritedEnv({ CHECKPOINT_DISABLE: '1', XDG_CONFIG_HOME: path.resolve('node_modules/.cache') }),
  });
  writeFileSync(STAMP, hash);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(generateClient() ? 'Prisma client written' : 'Prisma client is up to date');
}
