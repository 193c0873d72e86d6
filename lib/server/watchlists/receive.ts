import 'server-only';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { env } from '../env';
import { AppError } from '../errors';
import { UPLOAD } from './protocol';

/** A file on its way in. */
export interface UploadBody {
  readonly content: AsyncIterable<Uint8Array>;
  readonly isGzip: boolean;
}

/** Uploads at the same time; each has a file on its way to the disk and perhaps one that is read. */
const MOST_AT_ONCE = 2;
const RETRY_AFTER_S = 10;

let receiving = 0;

/** Admits an upload, or says when to come back. @returns a function that gives the place back */
export function admitUpload(): () => void {
  if (receiving >= MOST_AT_ONCE)
    throw new AppError('tooManyRequests', 'too many watchlist uploads', {
      userText: `${MOST_AT_ONCE} watchlists are being uploaded. Come back in a few seconds.`,
      retryAfter: RETRY_AFTER_S,
    });
  receiving++;
  return () => {
    receiving--;
  };
}

/** Writes what comes in to a job's folder, as it comes. @throws AppError `tooLarge`, `badRequest` */
export async function writeBody(folder: string, { content, isGzip }: UploadBody): Promise<void> {
  const limit = env().WATCHLIST_MAX_BYTES;
  const target = createWriteStream(path.join(folder, UPLOAD), { flags: 'wx', mode: 0o600 });
  const source = Readable.from(limited(content, limit), { objectMode: false, highWaterMark: 1024 * 1024 });
  try {
    if (isGzip)
      await pipeline(
        source,
        createGunzip(),
        (unpacked: AsyncIterable<Uint8Array>) => limited(unpacked, limit),
        target,
      );
    else await pipeline(source, target);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw new AppError('badRequest', 'bad gzip', {
        userText: 'The file is not the gzip that it says it is.',
      });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new AppError('unavailable', 'no space', {
        userText: 'The portal has no space left for this file.',
      });
    throw error;
  }
}

/** Counts what comes in: nobody's declared length is believed. */
async function* limited(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit)
      throw new AppError('tooLarge', `watchlist of more than ${limit} bytes`, {
        userText: `The file is larger than ${limit.toLocaleString('en')} bytes.`,
      });
    yield chunk;
  }
}
