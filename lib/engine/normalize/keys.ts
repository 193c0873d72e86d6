import { str } from './fields';

/**
 * A de-duplication key of several columns; null where the first, which names the row, is missing. Rows of stateful
 * tables are named by their id alone: ingest adds the content, so that every version passes once.
 */
export function keyOf(name: unknown, ...more: readonly unknown[]): string | null {
  const first = str(name);
  if (first === undefined) return null;
  return more.length === 0 ? first : [first, ...more.map((value) => str(value) ?? '')].join('|');
}
