import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { TableName } from '@/lib/domain/tables';
import { env } from '../env';
import { AppError } from '../errors';
import { bodyOf } from '../raw-request';
import { accept } from './accept';
import { admit } from './backpressure';
import { requireOpenSession } from './sessions';

/**
 * Takes the body of an ingest request.
 *
 * @throws AppError `tooManyRequests` when the inbox is full, `tooLarge`, `conflict` when the session is closed
 */
export async function receiveRows(
  actor: Actor,
  request: Request,
  table: TableName | 'auto',
  sessionId: string | undefined,
): Promise<Response> {
  const body = bodyOf(request);
  if (!request.body || !body)
    throw new AppError('badRequest', 'no body', { userText: 'The request has no body.' });
  refuseDeclaredOversize(request);
  if (sessionId) await requireOpenSession(actor.tenantId, sessionId);
  const leave = await admit();
  try {
    const result = await accept({
      tenantId: actor.tenantId,
      table,
      body: limited(body, env().INGEST_MAX_BODY_BYTES),
      gzip: request.headers.get('content-encoding')?.toLowerCase() === 'gzip',
      receivedAt: Date.now(),
      maxBytes: env().INGEST_MAX_DECOMPRESSED_BYTES,
      ...(sessionId ? { sessionId } : {}),
      ...formatOf(request),
    });
    return Response.json(result, { status: 202 });
  } finally {
    leave();
  }
}

/** The declared content type decides where it says anything; `application/octet-stream` and none do not. */
function formatOf(request: Request): { format?: 'json' | 'csv' } {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/csv') return { format: 'csv' };
  return /json/.test(type) ? { format: 'json' } : {};
}

/** A client that says it is too large need not send it all first. */
function refuseDeclaredOversize(request: Request): void {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > env().INGEST_MAX_BODY_BYTES) throw tooLarge(declared);
}

/** Counts what comes over the wire: not every client declares its length, and none is believed. */
async function* limited(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(bytes);
    yield chunk;
  }
}

const tooLarge = (bytes: number): AppError =>
  new AppError('tooLarge', `ingest body of ${bytes} bytes`, {
    userText: `The body is larger than ${env().INGEST_MAX_BODY_BYTES} bytes. Send it in parts; rows sent twice change nothing.`,
  });
