import { KqlError } from './types';

/** What the database says of a value rather than of its own working: a pattern that is none, a number that is too large. */
const OF_VALUES = /^(Invalid Input|Conversion|Out of Range) Error: /;

/** An error of a run as one of the query, in words without SQL; anything else as it is. */
export function runtimeError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (!OF_VALUES.test(message)) return error;
  const said = message.replace(OF_VALUES, '').split('\n')[0] ?? '';
  return new KqlError([
    {
      code: 'TL004',
      severity: 'error',
      message: `A value of this query cannot be worked with: ${said}`,
      span: { start: 0, end: 0 },
    },
  ]);
}
