import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Counts and hashes what passes through. */
export function measure() {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Length and SHA-256 of a file; of one that is missing, those of an empty one. */
export async function hashFile(source: string): Promise<{ bytes: number; sha256: string }> {
  const meter = measure();
  meter.through.resume();
  await pipeline(createReadStream(source), meter.through).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    meter.through.end();
  });
  return meter.result();
}

/** Puts a file's content on disk for certain, so that a power cut after the end of a backup takes nothing back. */
export async function sync(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies a file durably; folders are made. @returns length and SHA-256 of what was copied */
export async function copyMeasured(
  source: string,
  target: string,
): Promise<{ bytes: number; sha256: string }> {
  await mkdir(path.dirname(target), { recursive: true });
  const meter = measure();
  await pipeline(
    createReadStream(source),
    meter.through,
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
  );
  await sync(target);
  return meter.result();
}
