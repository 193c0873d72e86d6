import 'server-only';
import type { WatchlistUpload } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import type { WatchlistUploaded } from '@/lib/domain/views/watchlist';
import { env } from '../env';
import { AppError } from '../errors';
import { bodyOf } from '../raw-request';
import { findRejects } from './queries';
import { admitUpload } from './receive';
import { uploadWatchlist } from './upload';

/** Rows that are none in the answer; the rest is in a file of its own. */
const TOLD = 20;

interface Received {
  readonly request: Request;
  readonly requestId: string;
  readonly actor: Actor;
  readonly alias: string;
  readonly options: WatchlistUpload;
}

/**
 * Takes the body of an upload.
 * @throws AppError `tooManyRequests`, `tooLarge`, `invalid` with what is wrong with the file
 */
export async function receiveWatchlist({
  request,
  requestId,
  actor,
  alias,
  options,
}: Received): Promise<WatchlistUploaded> {
  const content = bodyOf(request);
  if (!request.body || !content)
    throw new AppError('badRequest', 'no body', { userText: 'The request has no body.' });
  if (Number(request.headers.get('content-length') ?? 0) > env().WATCHLIST_MAX_BYTES)
    throw new AppError('tooLarge', 'watchlist too large', {
      userText: `The file is larger than ${env().WATCHLIST_MAX_BYTES.toLocaleString('en')} bytes.`,
    });
  const leave = admitUpload();
  try {
    const isGzip = request.headers.get('content-encoding')?.toLowerCase() === 'gzip';
    const body = { content, isGzip };
    const uploaded = await uploadWatchlist({ actor, requestId, alias, options, body });
    const { id, number, rejected } = uploaded;
    const rejects = rejected === 0 ? [] : await findRejects(actor, id, { number, after: 0, limit: TOLD });
    return { ...uploaded, rejects };
  } finally {
    leave();
  }
}
