import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NAMED = '--from=';

/** Text of a file of the queries that others wrote; ends with a printed reason where they are not at hand. */
export function sharedText(set: string, name: string): string {
  const from = process.argv.find((argument) => argument.startsWith(NAMED))?.slice(NAMED.length);
  const file = path.resolve(from ?? path.join('../shared/data', set), name);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  console.log(`skipped: ${file} is not there (${NAMED}FOLDER names the folder that holds it)`);
  process.exit(0);
}

/** The first argument that is no option. */
export const firstArgument = (): string | undefined =>
  process.argv.slice(2).find((argument) => !argument.startsWith('--'));
