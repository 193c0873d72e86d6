import 'server-only';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { z } from 'zod';
import { PERMISSIONS } from '@/lib/domain/permissions';
import type { StaleView } from '@/lib/domain/views/stale';
import { getSession } from './auth/session';
import { authorize } from './authz/authorize';
import { AppError, type ErrorCode, toPublicError } from './errors';
import { log } from './log';

/** What a browser learns of an action that failed. */
export interface ActionError {
  readonly code: ErrorCode;
  /** Ready to be shown; holds the request id where the reason is ours. */
  readonly message: string;
  readonly requestId: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** What was changed in between, where the write was refused as stale. */
  readonly stale?: StaleView | undefined;
}

const requestIdOf = async (): Promise<string> =>
  (await headers()).get('x-request-id') ?? globalThis.crypto.randomUUID();

async function toActionError(error: Error): Promise<ActionError> {
  const requestId = await requestIdOf();
  const { code, text, fields, status, stale } = toPublicError(error);
  if (status >= 500) log().error({ err: error, requestId }, 'action failed');
  return { code, message: status >= 500 ? `${text} (request ${requestId})` : text, requestId, fields, stale };
}

/**
 * The only way to make a server action. `metadata({ permission })` is mandatory: without it `.action()` does not
 * compile. The session is looked up and the permission checked before the input is even parsed.
 *
 * `ctx`: `actor`, `session`, `requestId`. Answer in the browser: `{ data }`, `{ serverError: ActionError }` or
 * `{ validationErrors }` (flattened).
 */
export const action = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  defineMetadataSchema: () => z.object({ permission: z.enum(PERMISSIONS) }),
  handleServerError: toActionError,
}).use(async ({ next, metadata }) => {
  const session = await getSession();
  if (!session) throw new AppError('unauthenticated', 'action without a session');
  authorize(session.actor, metadata.permission);
  return next({ ctx: { actor: session.actor, session, requestId: await requestIdOf() } });
});
