import 'server-only';
import pino, { type Logger } from 'pino';
import { env } from './env';

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
