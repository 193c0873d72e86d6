/** The beginning of a CSV file: what separates its values, what its columns are called, and its first rows. */
export interface CsvHead {
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads the beginning of a file.
 * @param text its first kilobytes; a last line that is cut is left out unless the text is the whole file
 */
export function readCsvHead(text: string, isWhole: boolean, most = 20): CsvHead | null {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  const delimiter = delimiterOf(content);
  const records = readRecords(content, delimiter, most + 1, isWhole);
  const [columns, ...rows] = records;
  if (!columns) return null;
  // A column without a name is called by its place.
  const names = columns.map((name, place) => name.trim() || `Column${place + 1}`);
  return { delimiter, columns: names, rows };
}

/** A name that a header has twice. */
export const namedTwice = (columns: readonly string[]): string | undefined =>
  columns.find((name, place) => columns.indexOf(name) !== place);

/** The separator that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const line = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/)
    .find((one) => one.trim() !== '');
  let best: string = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = (line ?? '').split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

/** Whole records from the start of a text. */
function readRecords(text: string, delimiter: string, most: number, isWhole: boolean): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length && records.length < most) {
    const record = readRecord(text, at, delimiter);
    if (record.isOpen && !isWhole) break;
    at = record.end;
    if (!isBlank(record.fields)) records.push(record.fields);
  }
  return records;
}

/** Whether a record is an empty line: above the header, it is passed over. */
export const isBlank = (fields: readonly string[]): boolean => fields.length === 1 && fields[0] === '';

interface CsvRecord {
  readonly fields: string[];
  /** Where the next record begins. */
  readonly end: number;
  /** The text ended before the record did. */
  readonly isOpen: boolean;
  /** What is wrong with it. */
  readonly fault?: 'afterQuote' | 'openQuote';
}

/** One record: fields may be quoted, and hold separators and line ends there. A fault ends it at the end of its line. */
export function readRecord(text: string, start: number, delimiter: string): CsvRecord {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    let field: string;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close < 0) return { fields, end: text.length, isOpen: true, fault: 'openQuote' };
      field = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
      if (at < text.length && text[at] !== delimiter && !isLineEnd(text, at))
        return { fields, end: lineEnd(text, at), isOpen: false, fault: 'afterQuote' };
    } else {
      const end = fieldEnd(text, at, delimiter);
      field = text.slice(at, end);
      at = end;
    }
    fields.push(field);
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (at >= text.length) return { fields, end: at, isOpen: true };
    return { fields, end: at + (text[at] === '\r' ? 2 : 1), isOpen: false };
  }
}

const isLineEnd = (text: string, at: number): boolean =>
  text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && !isLineEnd(text, at)) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found + 1;
}
