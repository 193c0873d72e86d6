import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 100;
const PATIENCE_MS = 120_000;

/** True while a process with this id exists (it may be another program that got the id later). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in clock ticks since boot; empty where the system does not tell. */
function startTime(pid: number): string {
  try {
    // Field 22 of proc_pid_stat(5); the command name before it may hold spaces but ends with the last parenthesis.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The live process that wrote the lock; undefined when it is gone or its id went to another program. */
function holderOf(file: string): number | undefined {
  const [pid = '', started = ''] = read(file).split(' ');
  const id = Number(pid);
  return id > 0 && isAlive(id) && startTime(id) === started ? id : undefined;
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startTime(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

export interface FileLock {
  /** The process that holds the lock when it is not us. */
  readonly holder: number | undefined;
  release(): void;
}

/** Takes a lock file at once or names its live holder. The lock of a process that was killed is taken over. */
export function takeFileLock(file: string): FileLock {
  mkdirSync(path.dirname(file), { recursive: true });
  const release = () => rmSync(file, { force: true });
  if (create(file)) return { holder: undefined, release };
  const holder = holderOf(file);
  if (holder !== undefined) return { holder, release: () => {} };
  release();
  return create(file) ? { holder: undefined, release } : { holder: holderOf(file) ?? 0, release: () => {} };
}

/** Runs `work` while no other live process holds the lock file. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const lock = takeFileLock(file);
    if (lock.holder === undefined) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > deadline) throw new Error(`process ${lock.holder} has held ${file} for too long`);
    await sleep(RETRY_MS);
  }
}
