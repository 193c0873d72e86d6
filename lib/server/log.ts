import 'server-only';
import pino, { type Logger } from 'pino';
import { env } from './env';

/** What a log line says about an error: database errors carry their whole connection, which nobody reads. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  return {
    name,
    message,
    code,
    constraint,
    stack,
    cause: cause === undefined ? undefined : describeError(cause),
  };
}

let root: Logger | undefined;

/**
 * The process's logger: one JSON object a line on standard output, times in ISO 8601. Give every line its context with
 * `log().child({requestId})` or `{batchId}`. Secrets in the usual places are removed.
 */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        'password',
        'secret',
        'token',
        'authorization',
        '*.password',
        '*.secret',
        '*.token',
        '*.authorization',
      ],
      remove: true,
    },
  });
  return root;
}
