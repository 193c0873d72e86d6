import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inheritedEnv } from '@/lib/server/env';
import { generateClient } from '../prisma/generate';
import { StartError } from './steps';

/** Everything that the build reads; its hash decides whether the last build still holds. */
const SOURCES = [
  ...[
    'app',
    'components',
    'lib',
    'public',
    'scripts/serve',
    'scripts/build-workers.ts',
    'scripts/lib/bundle.ts',
    'prisma/schema.prisma',
  ],
  ...[
    'instrumentation.ts',
    'proxy.ts',
    'next.config.mjs',
    'postcss.config.mjs',
    'tsconfig.json',
    'package-lock.json',
  ],
];
const STAMP = 'dist/build-hash';
const TAIL_LINES = 40;

const isSource = (file: string) => !file.includes('/generated/') && !/\.test\.tsx?$/.test(file);

function filesOf(source: string): string[] {
  if (!existsSync(source)) return [];
  const entries = readdirSync(path.dirname(source), { withFileTypes: true });
  if (entries.find((entry) => entry.name === path.basename(source))?.isFile()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of SOURCES.flatMap(filesOf).filter(isSource).sort())
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Runs a Node program, keeps its output to itself and shows the end of it when it fails. */
function run(name: string, args: readonly string[], onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const environment = inheritedEnv({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
    const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill();
    process.once('exit', kill);
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        const fresh = text.split('\n').filter((line) => line.trim());
        lines.push(...fresh);
        for (const line of fresh) onLine(line.trim());
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', kill);
      if (code === 0) resolve();
      else reject(new StartError(`${name} failed:\n${lines.slice(-TAIL_LINES).join('\n')}`));
    });
  });
}

/** Builds portal and workers when a source changed since the last build. True when it built. */
export async function buildIfNeeded(progress: (text: string) => void): Promise<boolean> {
  generateClient();
  const hash = sourceHash();
  const built = existsSync('.next/BUILD_ID') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
  if (built) return false;
  progress('workers');
  const tsx = ['--conditions=react-server', '--import', 'tsx'];
  await run('bundling the workers', [...tsx, 'scripts/build-workers.ts'], () => {});
  progress('portal');
  await run('building the portal', ['node_modules/next/dist/bin/next', 'build'], (line) => {
    if (/^(Creating|Compiled|✓|Generating|Collecting|Finalizing)/.test(line))
      progress(`portal: ${line}`.slice(0, 90));
  });
  writeFileSync(STAMP, hash);
  return true;
}
