/** The yardstick of ingest, a process of its own: `JSON.parse` of every line of a file and nothing else. */
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1024 * 1024;

/** Seconds spent in `JSON.parse`; reading, decoding and cutting into lines are left out. */
function parseFile(file: string): number {
  const handle = openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest: Buffer = Buffer.alloc(0);
  let milliseconds = 0;
  for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    const end = bytes.lastIndexOf(10) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    lines.pop();
    const started = performance.now();
    for (const line of lines) JSON.parse(line);
    milliseconds += performance.now() - started;
    rest = Buffer.from(bytes.subarray(end));
  }
  closeSync(handle);
  return milliseconds / 1000;
}

process.once('message', ({ file }: { file: string }) => {
  process.send?.({ seconds: parseFile(file) }, () => process.exit(0));
});
