import 'server-only';
import { hash } from 'node:crypto';
import { STATEFUL_TABLES, type TableName } from '@/lib/domain/tables';

/**
 * The key that makes a row idempotent: 128 bits of SHA-256, so that nobody can craft a row that hides another.
 * A row of a stateful table is named by identity and content: every version is told once.
 *
 * @param dedupKey the table's declared key, or null when nothing names the row
 * @param text the row as it came, used when there is no key and for versions
 * @returns 32 hexadecimal digits
 */
export function ingestKey(table: TableName, dedupKey: string | null, text: string): string {
  if (dedupKey === null) return short(text);
  return short(STATEFUL_TABLES.has(table) ? `${dedupKey}\0${text}` : dedupKey);
}

const short = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);
