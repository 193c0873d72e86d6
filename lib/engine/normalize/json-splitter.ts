import type { RowSplitter, SplitRecord } from './formats';

/**
 * How much of a document is looked at to tell one container from another. A fixed window, not “what has arrived so
 * far”: the answer must not depend on where the transport cut the text.
 */
const WINDOW = 4_096;
/** Longest record in characters; a longer one is refused instead of filling the memory. */
export const MAX_RECORD_CHARS = 4_000_000;

const SCALAR = String.raw`(?:"(?:[^"\\]|\\.)*"|-?[\d.eE+-]+|true|false|null)`;
const LIST_KEY = '"(?:records|Records|value|items)"';
/** `{ "scalar": …, "records": [ {`: the list that Event Hubs, CloudTrail, Graph and Google wrap rows in. */
const ENVELOPE = new RegExp(
  String.raw`\{\s*(?:"[^"\\]*"\s*:\s*${SCALAR}\s*,\s*)*${LIST_KEY}\s*:\s*\[(?=\s*[{\]])`,
  'y',
);
const SHORT_ENVELOPE = new RegExp(String.raw`^\{\s*${LIST_KEY}\s*:\s*\[\s*[{\]]`);

type Mode = 'top' | 'lines' | 'element' | 'list' | 'junk' | 'tail';

const isSpace = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;

/** Splits JSON text into the texts of its records without parsing them. See `createRowSplitter`. */
export class JsonSplitter implements RowSplitter {
  private text = '';
  private pos = 0;
  private line = 1;
  private mode: Mode = 'top';
  private inList = false;
  private inEnvelope = false;
  private pretty = false;
  private ended = false;
  /** Scanner state of the element that is being read. */
  private start = 0;
  private startLine = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private oversize = false;
  private out: SplitRecord[] = [];

  push(chunk: string): SplitRecord[] {
    const begun = this.mode === 'lines' && this.text !== '';
    const next = begun ? chunk.indexOf('\n') + 1 : 0;
    if (next === 0) {
      this.text += chunk;
      return this.run();
    }
    // Only the line that began before is joined: joining all of the chunk to it would copy every line once more.
    this.text += chunk.slice(0, next);
    const first = this.run();
    this.text = chunk;
    this.pos = next;
    return this.run(first);
  }

  end(): SplitRecord[] {
    this.ended = true;
    const records = this.run();
    if (this.mode === 'element') {
      records.push({
        line: this.startLine,
        problem: { field: '', reason: 'the record is not closed: the text ends inside it' },
      });
    }
    return records;
  }

  private run(out: SplitRecord[] = []): SplitRecord[] {
    this.out = out;
    while (this.step());
    // A record that spans chunks keeps its beginning; everything before it is done with and freed.
    const keepFrom = this.mode === 'element' && !this.oversize ? this.start : this.pos;
    this.text = this.text.slice(keepFrom);
    this.pos -= keepFrom;
    this.start = 0;
    return this.out;
  }

  /** Moves on by one token or record; false when more text is needed. */
  private step(): boolean {
    switch (this.mode) {
      case 'top':
        return this.atTop();
      case 'lines':
        return this.nextLine();
      case 'list':
        return this.inListGap();
      case 'element':
        return this.scan();
      case 'junk':
        return this.scan();
      case 'tail':
        return this.scan();
    }
  }

  private skipGap(): number {
    while (this.pos < this.text.length) {
      const code = this.text.charCodeAt(this.pos);
      if (code === NEWLINE) this.line++;
      else if (!isSpace(code) && code !== COMMA) return code;
      this.pos++;
    }
    return -1;
  }

  private atTop(): boolean {
    const code = this.skipGap();
    if (code < 0) return false;
    if (code === OPEN_BRACKET) {
      this.pos++;
      this.inList = true;
      this.mode = 'list';
      return true;
    }
    if (code !== OPEN_BRACE) {
      this.mode = 'lines';
      return true;
    }
    if (this.pretty) return this.begin('element');
    return this.chooseContainer();
  }

  private chooseContainer(): boolean {
    if (!this.ended && this.text.length - this.pos < WINDOW) return false;
    const window = this.text.slice(this.pos, this.pos + WINDOW);
    ENVELOPE.lastIndex = 0;
    if (ENVELOPE.test(window)) {
      for (let i = 0; i < ENVELOPE.lastIndex; i++) if (window.charCodeAt(i) === NEWLINE) this.line++;
      this.pos += ENVELOPE.lastIndex;
      this.inList = true;
      this.inEnvelope = true;
      this.mode = 'list';
      return true;
    }
    const newline = window.indexOf('\n');
    this.pretty = newline >= 0 && opensAcrossLines(window.slice(0, newline));
    if (this.pretty) return this.begin('element');
    this.mode = 'lines';
    return true;
  }

  private nextLine(): boolean {
    const newline = this.text.indexOf('\n', this.pos);
    if (newline < 0 && !this.ended) {
      if (this.text.length - this.pos > MAX_RECORD_CHARS * 2) this.dropLongLine();
      return false;
    }
    const stop = newline < 0 ? this.text.length : newline;
    if (newline < 0 && this.pos >= stop) return false;
    this.addLine(this.text.slice(this.pos, stop));
    this.pos = newline < 0 ? stop : newline + 1;
    this.line++;
    return true;
  }

  private dropLongLine(): void {
    if (!this.oversize) this.out.push(tooLong(this.line));
    this.oversize = true;
    this.pos = this.text.length;
  }

  private addLine(raw: string): void {
    if (this.oversize) {
      this.oversize = false;
      return;
    }
    // Not by an expression: it would look at every comma of the line.
    const trimmed = raw.trim();
    const text = trimmed.endsWith(',') ? trimmed.slice(0, -1) : trimmed;
    if (text === '' || text === '[' || text === ']') return;
    if (text.length > MAX_RECORD_CHARS * 2) this.out.push(tooLong(this.line));
    else if (text.startsWith('[') || SHORT_ENVELOPE.test(text)) this.addNested(text);
    else if (text.charCodeAt(0) === OPEN_BRACE) this.out.push({ line: this.line, text });
    else this.out.push({ line: this.line, problem: { field: '', reason: 'the line is not a JSON object' } });
  }

  /** A line that is itself a list, as Event Hubs captures have them. */
  private addNested(text: string): void {
    const nested = new JsonSplitter();
    for (const record of [...nested.push(text), ...nested.end()])
      this.out.push({ ...record, line: this.line });
  }

  private inListGap(): boolean {
    const code = this.skipGap();
    if (code < 0) return false;
    if (code === CLOSE_BRACKET) {
      this.pos++;
      this.inList = false;
      if (!this.inEnvelope) this.mode = 'top';
      else {
        this.inEnvelope = false;
        this.begin('tail');
        this.depth = 1;
      }
      return true;
    }
    if (code === OPEN_BRACE) return this.begin('element');
    this.out.push({
      line: this.line,
      problem: { field: '', reason: 'the list holds a value that is not an object' },
    });
    return this.begin('junk');
  }

  private begin(mode: 'element' | 'junk' | 'tail'): boolean {
    this.mode = mode;
    this.start = this.pos;
    this.startLine = this.line;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    this.oversize = false;
    return true;
  }

  /** Reads on to the end of an element (a bracket that closes it) or of a junk value (a comma or the list's end). */
  private scan(): boolean {
    const { text } = this;
    while (this.pos < text.length) {
      const code = text.charCodeAt(this.pos);
      if (code === NEWLINE) this.line++;
      if (this.inString) this.scanString(code);
      else if (code === QUOTE) this.inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.depth++;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (this.depth === 0) {
          if (code === CLOSE_BRACKET) return this.finish();
        } else if (--this.depth === 0 && this.mode !== 'junk') {
          this.pos++;
          return this.finish();
        }
      } else if (code === COMMA && this.mode === 'junk' && this.depth === 0) return this.finish();
      this.pos++;
    }
    if (this.mode === 'element' && !this.oversize && this.pos - this.start > MAX_RECORD_CHARS) {
      this.oversize = true;
      this.out.push(tooLong(this.startLine));
    }
    return false;
  }

  private scanString(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inString = false;
  }

  private finish(): boolean {
    if (this.mode === 'element' && !this.oversize) {
      if (this.pos - this.start > MAX_RECORD_CHARS) this.out.push(tooLong(this.startLine));
      else this.out.push({ line: this.startLine, text: this.text.slice(this.start, this.pos) });
    }
    this.oversize = false;
    this.mode = this.inList ? 'list' : 'top';
    return true;
  }
}

const tooLong = (line: number): SplitRecord => ({
  line,
  problem: { field: '', reason: `the record is longer than ${MAX_RECORD_CHARS} characters` },
});

/** True for the first line of a document that is printed over several lines, false for one record per line. */
function opensAcrossLines(first: string): boolean {
  const line = first.trimEnd();
  try {
    JSON.parse(line.replace(/,$/, ''));
    return false;
  } catch {
    return /[{[,:]$/.test(line);
  }
}
