import { readdirSync, readFileSync } from 'node:fs';

/** What the processes below one process used. */
export interface Usage {
  /** Largest sum of resident memory that a sample saw, bytes. Shared pages count once per process. */
  readonly peakBytes: number;
  /** Processor time of our processes and of PostgreSQL, seconds. */
  readonly ourCpu: number;
  readonly postgresCpu: number;
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Own processor time and that of children that ended, clock ticks. */
  readonly ticks: number;
  readonly pages: number;
  readonly command: string;
}

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const SAMPLE_MS = 200;

function readStat(pid: number): ProcessStat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (index: number): number => Number(fields[index]);
    const command = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    return [{ pid, parent: at(1), ticks: at(11) + at(12) + at(13) + at(14), pages: at(21), command }];
  } catch {
    return []; // It ended between the listing and the look.
  }
}

function allProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)));
}

function descendants(all: readonly ProcessStat[], root: number): ProcessStat[] {
  const found = all.filter((process) => process.pid === root);
  for (const parent of found) found.push(...all.filter((process) => process.parent === parent.pid));
  return found;
}

const seconds = (processes: readonly ProcessStat[]): number =>
  processes.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;

/**
 * Watches a process with everything below it, and a PostgreSQL postmaster with its backends, by `/proc`.
 * @returns a function that ends the watch and tells what was used since it began
 */
export function watchProcesses(root: number, postmaster: number): () => Usage {
  const ours = (all: readonly ProcessStat[]): ProcessStat[] =>
    descendants(all, root).filter((process) => process.command !== 'postgres');
  const before = allProcesses();
  const [ourStart, postgresStart] = [seconds(ours(before)), seconds(descendants(before, postmaster))];
  let peakBytes = 0;
  const sample = (): readonly ProcessStat[] => {
    const all = allProcesses();
    const bytes = ours(all).reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0);
    peakBytes = Math.max(peakBytes, bytes);
    return all;
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    const all = sample();
    return {
      peakBytes,
      ourCpu: seconds(ours(all)) - ourStart,
      postgresCpu: seconds(descendants(all, postmaster)) - postgresStart,
    };
  };
}
