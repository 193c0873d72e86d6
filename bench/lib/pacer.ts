/** A steady load, a process of its own: posts bodies of a prepared file at even intervals until it is told to stop. */
import { closeSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Slice } from './load';

export interface PacerJob {
  readonly url: string;
  readonly token: string;
  readonly file: string;
  readonly slices: readonly Slice[];
  readonly everyMs: number;
}

let stopping = false;

async function work({ url, token, file, slices, everyMs }: PacerJob): Promise<number> {
  const handle = openSync(file, 'r');
  const started = performance.now();
  let sent = 0;
  for (const { start, bytes } of slices) {
    if (stopping) break;
    await sleep(Math.max(0, started + sent * everyMs - performance.now()));
    const body = Buffer.alloc(bytes);
    readSync(handle, body, 0, bytes, start);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${url}/api/ingest/SigninLogs`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    if (response.status !== 202) throw new Error(`ingest answered ${response.status}`);
    sent++;
  }
  closeSync(handle);
  return sent / ((performance.now() - started) / 1000);
}

process.on('message', (message: PacerJob | 'stop') => {
  if (message === 'stop') {
    stopping = true;
    return;
  }
  work(message).then(
    (bodiesPerSecond) => process.send?.({ bodiesPerSecond }, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
