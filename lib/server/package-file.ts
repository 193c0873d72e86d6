import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Path of a data file inside an npm package, e.g. `@ip-location-db/asn/asn-ipv4.csv`. Resolved from the project folder at
 * run time, by a name that bundlers cannot follow: they would try to compile the package's files.
 */
export function packageFile(name: string): string {
  const manifest = path.join(process.cwd(), 'package.json');
  return createRequire(/* turbopackIgnore: true */ manifest).resolve(name);
}
