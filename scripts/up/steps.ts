import { BackupError } from '@/lib/server/backup/manifest';
import { ConfigurationError } from '@/lib/server/env';

/** Outside of a terminal, progress is a line of its own, and not more often than this. */
const LINE_INTERVAL_MS = 3_000;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** An error whose text is for the person at the terminal: printed without a stack, with its own exit code. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'StartError';
  }
}

/**
 * Runs one step of the start and prints its name, what it found and how long it took. `work` gets a function that
 * shows progress inside the step: in place on a terminal, now and then as a line elsewhere.
 */
export async function step<T>(
  name: string,
  work: (progress: (text: string) => void) => Promise<T>,
  outcome: (result: T) => string = () => '',
): Promise<T> {
  const started = performance.now();
  const label = name.padEnd(18);
  const live = process.stdout.isTTY;
  let lastLine = started;
  const show = (text: string) => {
    if (live) process.stdout.write(`\r\x1b[2K  … ${label} ${text}`);
    else if (performance.now() - lastLine >= LINE_INTERVAL_MS) {
      lastLine = performance.now();
      process.stdout.write(`  … ${label} ${text}\n`);
    }
  };
  if (live) show('');
  try {
    const result = await work(show);
    process.stdout.write(
      `${live ? '\r\x1b[2K' : ''}  ✓ ${label} ${outcome(result)} (${seconds(started)})\n`.replace(
        '  (',
        ' (',
      ),
    );
    return result;
  } catch (error) {
    process.stdout.write(`${live ? '\r\x1b[2K' : ''}  ✗ ${label} failed after ${seconds(started)}\n`);
    throw error;
  }
}

/** Prints an error and gives the exit code: expected ones without a stack. */
export function reportError(error: unknown): number {
  const expected = [StartError, ConfigurationError, BackupError].some((kind) => error instanceof kind);
  console.error(expected ? (error as Error).message : error);
  if (error instanceof StartError) return error.exitCode;
  return error instanceof ConfigurationError ? 2 : 1;
}

/** Runs a command line tool to its end and sets the exit code. */
export function runCommand(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    process.exitCode = reportError(error);
  });
}
