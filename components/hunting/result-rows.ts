import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';

export interface GridColumn {
  readonly name: string;
  readonly type: string;
  /** Place in a row of the result. */
  readonly index: number;
  /** Width in characters. */
  readonly width: number;
  readonly isShown: boolean;
  readonly isPinned: boolean;
}

/** What the rows of a column must hold. */
export interface RowTest {
  readonly index: number;
  readonly test: (cell: Cell) => boolean;
}

export interface Sorting {
  readonly index: number;
  readonly descending: boolean;
}

const LEAST = 8;
const MOST = 44;
/** Rows that tell how wide a column is. */
const MEASURED = 60;

/** Columns in order, with widths. Those that no row has a value in and the portal's own are shown on demand only. */
export function gridColumns({ columns, rows }: HuntResult): GridColumn[] {
  return columns.map(({ name, type }, index) => {
    const longest = rows
      .slice(0, MEASURED)
      .reduce((most, row) => Math.max(most, cellText(row[index] ?? null).length), name.length + 2);
    return {
      ...{ name, type, index, isPinned: false },
      width: Math.min(MOST, Math.max(LEAST, longest + 2)),
      isShown: !name.startsWith('_') && (rows.length === 0 || rows.some((row) => hasValue(row[index]))),
    };
  });
}

const hasValue = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== '';

/** Places of the rows that hold a text and pass every test, in the order asked for. */
export function gridRows(
  { rows }: HuntResult,
  needle: string,
  sorting: Sorting | null,
  tests: readonly RowTest[] = [],
): number[] {
  const wanted = needle.trim().toLowerCase();
  const found: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (!tests.every(({ index: column, test }) => test(row[column] ?? null))) continue;
    if (wanted === '' || row.some((cell) => cellText(cell).toLowerCase().includes(wanted))) found.push(index);
  }
  if (!sorting) return found;
  const sign = sorting.descending ? -1 : 1;
  return found.sort(
    (a, b) =>
      sign * compareCells(rows[a]?.[sorting.index] ?? null, rows[b]?.[sorting.index] ?? null) || a - b,
  );
}

/** Numbers as numbers, everything else as text; nothing is the smallest. */
function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [cellText(a), cellText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The whole result as CSV (RFC 4180). What a spreadsheet would take for a formula is kept as text. */
export function toCsv({ columns, rows }: HuntResult): string {
  const safe = (text: string): string => (/^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text);
  const line = (cells: readonly string[]): string => cells.map((cell) => quoted(safe(cell))).join(',');
  return [line(columns.map(({ name }) => name)), ...rows.map((row) => line(row.map(cellText)))].join('\r\n');
}

/** The whole result as JSON: an object for each row. */
export const toJson = ({ columns, rows }: HuntResult): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]))),
    null,
    2,
  );
