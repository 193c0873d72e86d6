import type { RowSplitter, SplitRecord } from './formats';
import { MAX_RECORD_CHARS } from './json-splitter';

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;

/**
 * CSV as RFC 4180 has it, with what real exports add: a byte-order mark, bare LF, quoted newlines, a quote in an
 * unquoted cell. The first record is the header; empty cells are left out of the row.
 */
export class CsvSplitter implements RowSplitter {
  private header: string[] | undefined;
  private cells: string[] = [];
  private cell = '';
  private quoted = false;
  /** A quote was read inside a quoted cell: the next character tells whether it closes the cell or stands for itself. */
  private quoteSeen = false;
  private line = 1;
  private startLine = 1;
  private first = true;
  private size = 0;
  private out: SplitRecord[] = [];

  push(chunk: string): SplitRecord[] {
    this.out = [];
    let from = 0;
    if (this.first && chunk !== '') {
      this.first = false;
      if (chunk.charCodeAt(0) === 0xfeff) from = 1;
    }
    for (let i = from; i < chunk.length; ) i = this.read(chunk, i);
    return this.out;
  }

  end(): SplitRecord[] {
    this.out = [];
    if (this.quoted && !this.quoteSeen) {
      this.out.push({ line: this.startLine, problem: { field: '', reason: 'a quoted cell is not closed' } });
    } else if (this.cell !== '' || this.cells.length > 0) this.closeRow();
    return this.out;
  }

  /** Takes characters from `i` on and returns where it stopped. */
  private read(chunk: string, i: number): number {
    const code = chunk.charCodeAt(i);
    if (this.quoted) {
      if (!this.quoteSeen) return this.readQuoted(chunk, i);
      this.quoteSeen = false;
      if (code === QUOTE) {
        this.cell += '"';
        return i + 1;
      }
      this.quoted = false;
    }
    if (code === COMMA) this.closeCell();
    else if (code === NEWLINE) this.closeLine();
    else if (code === QUOTE && this.cell === '') this.quoted = true;
    else if (code !== RETURN) return this.readPlain(chunk, i);
    return i + 1;
  }

  private readQuoted(chunk: string, i: number): number {
    let stop = chunk.indexOf('"', i);
    if (stop < 0) stop = chunk.length;
    else this.quoteSeen = true;
    const piece = chunk.slice(i, stop);
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) this.line++;
    this.append(piece);
    return stop + 1;
  }

  private readPlain(chunk: string, i: number): number {
    let stop = i + 1;
    for (; stop < chunk.length; stop++) {
      const code = chunk.charCodeAt(stop);
      if (code === COMMA || code === NEWLINE || code === RETURN) break;
    }
    this.append(chunk.slice(i, stop));
    return stop;
  }

  private append(piece: string): void {
    this.size += piece.length;
    if (this.size <= MAX_RECORD_CHARS) this.cell += piece;
  }

  private closeCell(): void {
    this.cells.push(this.cell);
    this.cell = '';
  }

  private closeLine(): void {
    this.line++;
    this.closeRow();
    this.startLine = this.line;
  }

  private closeRow(): void {
    this.closeCell();
    const { cells, size } = this;
    this.cells = [];
    this.size = 0;
    this.quoted = false;
    this.quoteSeen = false;
    if (cells.length === 1 && cells[0] === '') return;
    if (!this.header) this.header = cells.map((name) => name.trim());
    else if (size > MAX_RECORD_CHARS) this.refuse(`the record is longer than ${MAX_RECORD_CHARS} characters`);
    else this.addRow(this.header, cells);
  }

  private refuse(reason: string): void {
    this.out.push({ line: this.startLine, problem: { field: '', reason } });
  }

  private addRow(header: readonly string[], cells: readonly string[]): void {
    if (cells.length > header.length && cells.slice(header.length).some((cell) => cell !== '')) {
      this.refuse(`the row has ${cells.length} cells, the header ${header.length}`);
      return;
    }
    const entries: [string, string][] = [];
    header.forEach((name, i) => {
      const value = cells[i];
      if (value !== undefined && value !== '' && name !== '' && name !== '__proto__')
        entries.push([name, value]);
    });
    if (entries.length > 0) this.out.push({ line: this.startLine, row: Object.fromEntries(entries) });
  }
}
