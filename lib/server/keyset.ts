import 'server-only';

/**
 * Opaque cursors of keyset paging: the sort values of the last row of a page, as text exactly as PostgreSQL wrote
 * them (a JavaScript date would lose the microseconds and with them rows).
 */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Parts of a cursor, or `null` for anything that is not one: a stale or forged cursor starts at the first page. */
export function decodeCursor(cursor: string | null | undefined, length: number): readonly string[] | null {
  if (cursor === null || cursor === undefined || cursor === '' || cursor.length > 2_000) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length) return null;
    const texts = parts.filter(
      (part): part is string => typeof part === 'string' && !part.includes('\u0000'),
    );
    return texts.length === length ? texts : null;
  } catch {
    return null;
  }
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** Whether a cursor part is a timestamp as PostgreSQL prints one. */
export const isTimestamp = (text: string): boolean => TIMESTAMP.test(text);
