import type { StaleView } from '@/lib/domain/views/stale';

/**
 * Errors that the portal knows. The code is closed; `message` is for the log, `userText` is all that a person or an
 * API client ever sees of it. Everything that is not an AppError is told as `internal`, with the request id.
 */
export const ERROR_CODES = [
  'badRequest',
  'unauthenticated',
  'forbidden',
  'notFound',
  'methodNotAllowed',
  'conflict',
  'tooLarge',
  'unsupportedMediaType',
  'invalid',
  'tooManyRequests',
  'unavailable',
  'timeout',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const HTTP_STATUS = {
  badRequest: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  tooLarge: 413,
  unsupportedMediaType: 415,
  invalid: 422,
  tooManyRequests: 429,
  unavailable: 503,
  timeout: 504,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

const USER_TEXT = {
  badRequest: 'The request is not well formed.',
  unauthenticated: 'Sign in to continue.',
  forbidden: 'Your role does not allow this.',
  notFound: 'Not found.',
  methodNotAllowed: 'This method is not supported here.',
  conflict: 'Someone changed this in the meantime. Reload and try again.',
  tooLarge: 'The request is too large.',
  unsupportedMediaType: 'This content type is not supported.',
  invalid: 'Some values are not valid.',
  tooManyRequests: 'Too many requests. Try again later.',
  unavailable: 'The portal is not ready. Try again shortly.',
  timeout: 'This took too long and was stopped.',
  internal: 'Something went wrong.',
} as const satisfies Record<ErrorCode, string>;

export interface AppErrorOptions {
  /** Text for the person; the code's standard text when absent. Never holds internals. */
  readonly userText?: string;
  /** Problems by field, shown beside the fields. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Seconds after which to try again, sent as Retry-After. */
  readonly retryAfter?: number;
  /** What was changed in between, for a write that was refused as stale. */
  readonly stale?: StaleView;
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly userText: string;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly retryAfter: number | undefined;
  readonly stale: StaleView | undefined;

  /** `message` goes to the log only. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.userText = options.userText ?? USER_TEXT[code];
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
    this.stale = options.stale;
  }
}

/** What may leave the server about an error. */
export interface PublicError {
  readonly status: number;
  readonly code: ErrorCode;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly retryAfter: number | undefined;
  readonly stale: StaleView | undefined;
}

/** The one mapper from any thrown value to what the outside sees. */
export function toPublicError(error: unknown): PublicError {
  const known = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
  const { code, userText, fields, retryAfter, stale } = known;
  return { status: HTTP_STATUS[code], code, text: userText, fields, retryAfter, stale };
}
