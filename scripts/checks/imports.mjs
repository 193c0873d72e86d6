/** Checks the import table (.dependency-cruiser.cjs). Exit code 1 and one line per violation when it is broken. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = [
  'app',
  'components',
  'lib',
  'prisma',
  'scripts',
  'e2e',
  'bench',
  'instrumentation.ts',
  'proxy.ts',
].filter((name) => existsSync(name));

/**
 * dependency-cruiser reads TypeScript with the compiler's JavaScript API, which TypeScript 7 has not. It takes the
 * compiler that it finds beside itself, so the older one (installed as `typescript-classic`) is linked there.
 */
function offerClassicCompiler() {
  const home = path.resolve('node_modules/dependency-cruiser/node_modules');
  const link = path.join(home, 'typescript');
  if (existsSync(link)) return;
  mkdirSync(home, { recursive: true });
  symlinkSync(path.resolve('node_modules/typescript-classic'), link, 'junction');
}

offerClassicCompiler();
const cruiser = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const { status } = spawnSync(
  process.execPath,
  [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...FOLDERS],
  { stdio: 'inherit' },
);
process.exitCode = status === 0 ? 0 : 1;
