/** The yardstick of ingest, a process of its own: `JSON.parse` of every line of a file and nothing else. */
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1024 * 1024;

interface ParseResult {
  /** Seconds spent in `JSON.parse`; reading, decoding and cutting into lines are left out. */
  readonly seconds: number;
  /** Processor time of the same, collection of garbage included. */
  readonly cpuSeconds: number;
}

function parseFile(file: string): ParseResult {
  const handle = openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest: Buffer = Buffer.alloc(0);
  let milliseconds = 0;
  let cpu = 0;
  for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    const end = bytes.lastIndexOf(10) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    lines.pop();
    const used = process.cpuUsage();
    const started = performance.now();
    for (const line of lines) JSON.parse(line);
    milliseconds += performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    cpu += user + system;
    rest = Buffer.from(bytes.subarray(end));
  }
  closeSync(handle);
  return { seconds: milliseconds / 1000, cpuSeconds: cpu / 1e6 };
}

process.once('message', ({ file }: { file: string }) => {
  process.send?.(parseFile(file), () => process.exit(0));
});
