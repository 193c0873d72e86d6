import { derivedId } from './hash';

/**
 * What PostgreSQL cannot keep in a text or in JSON: NUL and halves of surrogate pairs. U+0001 goes with them, because
 * keys and lists of texts use it as their separator.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these two are what it is about.
const UNSTORABLE = /[\u0000\u0001]|\p{Surrogate}/gu;
/** The same in JSON text. A backslash before `u` may be escaped itself: a hit asks for a closer look, no more. */
const UNSTORABLE_ESCAPE = /\\u(?:000[01]|d[89a-f])/i;
/** Deeper values are cut off: no telemetry nests so far, and a database has to recurse over it. */
const MAX_DEPTH = 100;
const MAX_KEY = 400;

/** A text without characters that cannot be stored: each becomes U+FFFD, so that one can see that there was one. */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '\ufffd');

/** JSON text that can be stored: the same text, unless something in it cannot. */
export function storableJson(text: string): string {
  // Nearly no text has such an escape, and none is found faster than by an expression.
  return text.includes('\\u') && UNSTORABLE_ESCAPE.test(text)
    ? JSON.stringify(storable(JSON.parse(text)))
    : text;
}

/** A JSON value that can be stored, with its keys. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storable(item, depth + 1)]),
  );
}

/**
 * A key of bounded length that is as distinct as the text: an index takes 2.7 KB at most, and sources send addresses and
 * names of any length.
 */
export const boundedKey = (text: string): string =>
  text.length <= MAX_KEY ? text : `${text.slice(0, MAX_KEY - 40)}~${derivedId(text)}`;
