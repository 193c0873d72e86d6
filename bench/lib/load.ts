import { fork } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type SignInLoad, signInsNdjson } from './sign-ins';

/** A part of the prepared file that is one request's body. */
export interface Slice {
  readonly start: number;
  readonly bytes: number;
}

export interface SenderJob {
  readonly url: string;
  readonly token: string;
  readonly table: string;
  readonly file: string;
  readonly slices: readonly Slice[];
  readonly inFlight: number;
}

export interface SenderResult {
  /** Answers 429 that were waited out. */
  readonly refusals: number;
  readonly cpuSeconds: number;
}

const ROWS_PER_WRITE = 1_000;

/** Writes rows of a load as NDJSON and cuts them, `step` rows at a time, into bodies below `maxBytes`. */
export function prepareFile(
  file: string,
  load: SignInLoad,
  rows: number,
  maxBytes: number,
  step = ROWS_PER_WRITE,
): { readonly slices: readonly Slice[]; readonly bytes: number } {
  const handle = openSync(file, 'wx');
  const slices: Slice[] = [];
  let current: Slice = { start: 0, bytes: 0 };
  for (let from = 0; from < rows; from += step) {
    const lines = signInsNdjson(load, from, Math.min(rows, from + step));
    const part = Buffer.concat([lines, Buffer.from('\n')]);
    if (current.bytes > 0 && current.bytes + part.length > maxBytes) {
      slices.push(current);
      current = { start: current.start + current.bytes, bytes: 0 };
    }
    writeSync(handle, part);
    current = { start: current.start, bytes: current.bytes + part.length };
  }
  closeSync(handle);
  slices.push(current);
  return { slices, bytes: current.start + current.bytes };
}

/** Runs a program of this folder as a process of its own, gives it one message and waits for its answer. */
export function inProcess<Job extends object, Result>(program: string, job: Job): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
      execArgv: ['--conditions=react-server', '--import', 'tsx'],
    });
    child.once('message', (result) => resolve(result as Result));
    child.once('exit', (code) => reject(new Error(`${program} ended with code ${code}`)));
    child.send(job);
  });
}

/** Sends a prepared file from a process of its own. */
export const send = (job: SenderJob): Promise<SenderResult> => inProcess('./sender.ts', job);
