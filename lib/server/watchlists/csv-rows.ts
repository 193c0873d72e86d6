import { isUtf8 } from 'node:buffer';
import { isBlank, readRecord } from '@/lib/core/csv';
import { storableText } from '@/lib/core/storable';

/** A row that could not be read: where it begins, why, and what it says. */
export interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

export interface RowOptions {
  readonly delimiter: string;
  /** Columns that the header has. */
  readonly count: number;
  /** Places of the columns that are kept. */
  readonly kept: readonly number[];
  /** Place and name of the column that must not be empty. */
  readonly key: { readonly place: number; readonly name: string };
  /** Place and name of the column whose moment ends a row. */
  readonly expiry: { readonly place: number; readonly name: string } | null;
  /** What the first row is numbered. */
  readonly firstItem: number;
}

/** What comes of the rows: lines for the database's own reader, which need no second look, and rejects. */
interface RowSink {
  /** Lines of rows, many at once. */
  write(lines: Buffer): void;
  reject(reject: Reject): void;
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
/** A record of more characters is taken for a quote that nobody closed. */
const LONGEST = 1024 * 1024;
const SHOWN = 2_000;
const OUT_BYTES = 1024 * 1024;

/**
 * Reads the rows of a CSV file as bytes come in and tells each that is none, by its line. A line without quotes is
 * passed on as it stands; only what is quoted is read and written again. A quote that is never closed costs its own
 * line, not the rest of the file.
 */
export class CsvRows {
  rows = 0;
  rejected = 0;
  private rest: Buffer = Buffer.alloc(0);
  private line = 0;
  /** The first record that is not empty is the header. */
  private isHeader = true;
  /** In a line that is too long to be one: until it ends, nothing is read. */
  private skipping = false;
  /** Where the next return is that was looked for; before the place in work, it is looked for again. */
  private nextReturn = -1;
  private readonly out = Buffer.allocUnsafe(OUT_BYTES);
  private used = 0;
  private readonly separator: number;
  private readonly keepsAll: boolean;
  private readonly starts: Int32Array;

  constructor(
    private readonly options: RowOptions,
    private readonly sink: RowSink,
  ) {
    this.separator = options.delimiter.charCodeAt(0);
    this.keepsAll = options.kept.length === options.count;
    this.starts = new Int32Array(options.count + 2);
  }

  push(chunk: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = Buffer.from(bytes.subarray(this.read(bytes, false)));
    this.flush();
  }

  end(): void {
    this.read(this.rest, true);
    this.rest = Buffer.alloc(0);
    this.flush();
  }

  /** @returns where the first record begins that is not whole yet */
  private read(bytes: Buffer, isLast: boolean): number {
    const isText = isUtf8(bytes);
    let at = this.skipped(bytes);
    let quote = bytes.indexOf(QUOTE);
    this.nextReturn = -1;
    while (at < bytes.length) {
      let end = bytes.indexOf(NEWLINE, at);
      if (end < 0) {
        if (bytes.length - at > LONGEST) {
          this.tooLong(bytes, at);
          this.skipping = !isLast;
          return bytes.length;
        }
        if (!isLast) return at;
        end = bytes.length;
      }
      if (quote >= 0 && quote < at) quote = bytes.indexOf(QUOTE, at);
      if (quote >= 0 && quote < end) {
        const next = this.quoted(bytes, at, end, isLast, isText);
        if (next === null) return at;
        at = next;
      } else {
        this.line++;
        this.plain(bytes, at, end, isText);
        at = end + 1;
      }
    }
    return bytes.length;
  }

  /** Where reading goes on after a line that was too long. */
  private skipped(bytes: Buffer): number {
    if (!this.skipping) return 0;
    const end = bytes.indexOf(NEWLINE);
    this.skipping = end < 0;
    return end < 0 ? bytes.length : end + 1;
  }

  private tooLong(bytes: Buffer, start: number): void {
    this.line++;
    if (this.isRow())
      this.reject(bytes.toString('latin1', start, start + SHOWN), 'the row is longer than 1 MB');
  }

  /** Whether the record in work is a row: not the header, and nothing above it. */
  private isRow(fields: readonly string[] = []): boolean {
    if (!this.isHeader) return true;
    this.isHeader = isBlank(fields);
    return false;
  }

  private plain(bytes: Buffer, start: number, newline: number, isText: boolean): void {
    const end = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline;
    if (end === start || !this.isRow()) return;
    if (end - start > LONGEST) {
      this.line--;
      this.tooLong(bytes, start);
      return;
    }
    const fault = this.plainFault(bytes, start, end, isText);
    const until = fault ?? this.until(bytes);
    if (fault !== null || until === null) {
      this.reject(bytes.toString('utf8', start, end), fault ?? noMoment(this.options.expiry?.name ?? ''));
      return;
    }
    if (this.hasReturn(bytes, start, end)) this.unusual(bytes.toString('utf8', start, end));
    else if (this.keepsAll) this.emit(until, bytes, start, end);
    else {
      const chosen = this.chosen(bytes);
      this.emit(until, chosen, 0, chosen.length);
    }
  }

  private hasReturn(bytes: Buffer, start: number, end: number): boolean {
    if (this.nextReturn < start) {
      const found = bytes.indexOf(RETURN, start);
      this.nextReturn = found < 0 ? bytes.length : found;
    }
    return this.nextReturn < end;
  }

  private plainFault(bytes: Buffer, start: number, end: number, isText: boolean): string | null {
    const bad = this.encodingFault(bytes, start, end, isText);
    if (bad) return bad;
    const { count, key } = this.options;
    const found = this.split(bytes, start, end);
    if (found !== count) return tally(found, count);
    return this.starts[key.place] === (this.starts[key.place + 1] ?? 0) - 1 ? noKey(key.name) : null;
  }

  private until(bytes: Buffer): string | null {
    const { expiry } = this.options;
    if (!expiry) return '';
    const { starts } = this;
    return moment(bytes.toString('utf8', starts[expiry.place], (starts[expiry.place + 1] ?? 0) - 1));
  }

  /** A line that holds a return. */
  private unusual(text: string): void {
    this.fields(text, readRecord(text, 0, this.options.delimiter).fields);
  }

  /** Notes where each field of a line begins. @returns how many there are */
  private split(bytes: Buffer, start: number, end: number): number {
    const { starts, separator } = this;
    const most = this.options.count + 1;
    let count = 1;
    starts[0] = start;
    for (let at = start; at < end; at++)
      if (bytes[at] === separator) {
        if (count < most) starts[count] = at + 1;
        count++;
      }
    if (count <= this.options.count) starts[count] = end + 1;
    return count;
  }

  private chosen(bytes: Buffer): Buffer {
    const { starts, options } = this;
    const parts = options.kept.flatMap((place, index) => [
      ...(index > 0 ? [Buffer.from(options.delimiter)] : []),
      bytes.subarray(starts[place], (starts[place + 1] ?? 0) - 1),
    ]);
    return Buffer.concat(parts);
  }

  /** A record that has quotes. @returns where the next begins; null where more is needed */
  private quoted(
    bytes: Buffer,
    start: number,
    newline: number,
    isLast: boolean,
    isText: boolean,
  ): number | null {
    const { delimiter } = this.options;
    // Most records end with their line.
    const text = withoutReturn(bytes.toString('utf8', start, newline));
    const record = readRecord(text, 0, delimiter);
    if (record.fault !== 'openQuote') {
      this.line++;
      if (this.isRow(record.fields))
        this.whole(text, record, this.encodingFault(bytes, start, newline, isText));
      return newline + 1;
    }
    const end = recordEnd(bytes, start, newline + 1, { delimiter, isLast });
    if (end === 'more') return null;
    this.line++;
    if (end === 'none') {
      if (this.isRow(record.fields)) this.reject(text, 'a quote is opened and never closed');
      return newline + 1;
    }
    const longer = withoutReturn(bytes.toString('utf8', start, end).replace(/\n$/, ''));
    const read = readRecord(longer, 0, delimiter);
    if (this.isRow(read.fields)) this.whole(longer, read, this.encodingFault(bytes, start, end, isText));
    this.line += countOf(bytes.subarray(start, end), NEWLINE) - (bytes[end - 1] === NEWLINE ? 1 : 0);
    return end;
  }

  private whole(
    text: string,
    { fields, fault }: ReturnType<typeof readRecord>,
    encoding: string | null,
  ): void {
    if (encoding) this.reject(text, encoding);
    else if (fault) this.reject(text, 'text follows a closing quote');
    else this.fields(text, fields);
  }

  /** A row that is read field by field and written with quotes. */
  private fields(text: string, fields: readonly string[]): void {
    const { count, key, expiry, kept, delimiter } = this.options;
    const until = expiry ? moment(fields[expiry.place] ?? '') : '';
    if (fields.length !== count) this.reject(text, tally(fields.length, count));
    else if (fields[key.place] === '') this.reject(text, noKey(key.name));
    else if (until === null) this.reject(text, noMoment(expiry?.name ?? ''));
    else {
      const line = Buffer.from(
        kept.map((place) => `"${(fields[place] ?? '').replaceAll('"', '""')}"`).join(delimiter),
      );
      this.emit(until, line, 0, line.length);
    }
  }

  private encodingFault(bytes: Buffer, start: number, end: number, isText: boolean): string | null {
    return isText || isUtf8(bytes.subarray(start, end)) ? null : 'the text is not UTF-8';
  }

  private emit(until: string, from: Buffer, start: number, end: number): void {
    const { delimiter, firstItem } = this.options;
    const before = `${firstItem + this.rows}${delimiter}${until}${delimiter}`;
    this.rows++;
    const needed = before.length + end - start + 1;
    if (this.used + needed > this.out.length) this.flush();
    if (needed > this.out.length) {
      this.sink.write(Buffer.concat([Buffer.from(before), from.subarray(start, end), LINE_END]));
      return;
    }
    this.used += this.out.write(before, this.used, 'latin1');
    this.used += from.copy(this.out, this.used, start, end);
    this.out[this.used++] = NEWLINE;
  }

  private flush(): void {
    if (this.used > 0) this.sink.write(Buffer.from(this.out.subarray(0, this.used)));
    this.used = 0;
  }

  private reject(text: string, reason: string): void {
    this.rejected++;
    // The cut may leave half of a character, with which the file of rejects could not be read.
    this.sink.reject({ line: this.line, reason, text: storableText(text.slice(0, SHOWN)) });
  }
}

const LINE_END = Buffer.from('\n');

const tally = (count: number, due: number): string =>
  `${count} ${count === 1 ? 'value' : 'values'} where the header has ${due}`;
const noKey = (name: string): string => `no value in '${name}', the search key`;
const noMoment = (name: string): string => `the expiry in '${name}' is no date`;

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

/** Where a record ends that goes on after its line: `none` where it never does, `more` where what follows decides. */
function recordEnd(
  bytes: Buffer,
  start: number,
  from: number,
  { delimiter, isLast }: { readonly delimiter: string; readonly isLast: boolean },
): number | 'none' | 'more' {
  for (let span = Math.max(4_096, 2 * (from - start)); ; span *= 4) {
    const limit = Math.min(bytes.length, start + Math.min(span, LONGEST));
    // Latin-1 keeps one character a byte, so that places in the text are places in the bytes.
    const { fault, end, isOpen } = readRecord(bytes.toString('latin1', start, limit), 0, delimiter);
    const isCut = isOpen || end === limit - start;
    const isWhole = isLast && limit === bytes.length;
    if (!isCut || (isWhole && fault === undefined)) return fault ? 'none' : start + end;
    if (isWhole || span >= LONGEST) return 'none';
    if (limit === bytes.length) return 'more';
  }
}

function countOf(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since the epoch as text, empty for none; null for what is no moment. Without a zone it is UTC. */
export function moment(text: string): string | null {
  const written = text.trim();
  if (written === '') return '';
  const found = MOMENT.exec(written);
  if (!found) return null;
  const iso = written.replace(' ', 'T').replace(/\s+/g, '');
  const ms = Date.parse(iso.length > 10 && found[1] === undefined ? `${iso}Z` : iso);
  return Number.isNaN(ms) ? null : String(ms);
}
