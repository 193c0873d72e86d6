/**
 * The load generator, a process of its own: sends slices of a prepared NDJSON file as bodies of ingest requests, a few
 * at a time, and tells its own processor time at the end. Started by `send()` in `load.ts`.
 */
import { createReadStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { SenderJob, SenderResult, Slice } from './load';

const agent = new Agent({ keepAlive: true });

function post(job: SenderJob, { start, bytes }: Slice): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${job.url}/api/ingest/${job.table}`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${job.token}`,
          'content-type': 'application/x-ndjson',
          'content-length': bytes,
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    call.on('error', reject);
    const body = createReadStream(job.file, { start, end: start + bytes - 1, highWaterMark: 256 * 1024 });
    pipeline(body, call).catch(reject);
  });
}

/** Sends one body until it is taken; a full inbox answers 429 and is asked again. */
async function deliver(job: SenderJob, slice: Slice): Promise<number> {
  for (let refusals = 0; ; refusals++) {
    const status = await post(job, slice);
    if (status === 202) return refusals;
    if (status !== 429) throw new Error(`ingest answered ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function work(job: SenderJob): Promise<SenderResult> {
  const waiting = [...job.slices];
  let refusals = 0;
  const lane = async (): Promise<void> => {
    for (let slice = waiting.shift(); slice; slice = waiting.shift()) refusals += await deliver(job, slice);
  };
  await Promise.all(Array.from({ length: job.inFlight }, lane));
  const { user, system } = process.cpuUsage();
  return { refusals, cpuSeconds: (user + system) / 1e6 };
}

process.once('message', (job: SenderJob) => {
  work(job).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
