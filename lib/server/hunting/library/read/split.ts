/** A query among several in one file. */
export interface Part {
  readonly text: string;
  readonly offset: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
}

/** Lines without an empty one among them. */
interface Block {
  readonly offset: number;
  readonly end: number;
  readonly line: number;
  readonly code: string;
}

/** A part that may go on: what its blocks so far leave to tell. */
interface Open extends Block {
  readonly depth: number;
}

const CONTINUES = /^(\||\)|\]|\}|,|;|and\b|or\b|on\b|by\b|with\b|kind\s*=|in\b|!?=|==|\+)/i;
const EXPECTS_MORE =
  /(\||\(|\[|\{|,|;|=|\+|-|\*|\/|<|>|\b(and|or|not|by|with|on|in|in~|has_any|has_all|between|where|extend|project|summarize|union|join|let))$/i;
/** Longer than any word that expects more. */
const TAIL = 20;

/**
 * The queries of a file that holds several: they are told apart by empty lines, but not inside of brackets, before a pipe,
 * after a semicolon, or after comments alone, which head what follows. Each block is looked at once, however long the part
 * that it continues.
 */
export function splitQueries(text: string): Part[] {
  const parts: Open[] = [];
  let open: Open | null = null;
  for (const block of blocksOf(text)) {
    if (open !== null && goesOn(open, block))
      open = {
        offset: open.offset,
        line: open.line,
        end: block.end,
        code: block.code || open.code,
        depth: open.depth + depthOf(block.code),
      };
    else {
      if (open !== null) parts.push(open);
      open = { ...block, depth: depthOf(block.code) };
    }
  }
  if (open !== null) parts.push(open);
  return parts
    .filter(({ code }) => code !== '')
    .map(({ offset, end, line }) => ({ offset, line, text: text.slice(offset, end) }));
}

const goesOn = (open: Open, block: Block): boolean =>
  open.code === '' ||
  open.depth > 0 ||
  EXPECTS_MORE.test(open.code.slice(-TAIL)) ||
  CONTINUES.test(block.code);

function blocksOf(text: string): Block[] {
  const code = codeOf(text);
  const blocks: Block[] = [];
  let first: { readonly offset: number; readonly line: number } | null = null;
  let [offset, line, end] = [0, 1, 0];
  const close = () => {
    if (first !== null) blocks.push({ ...first, end, code: code.slice(first.offset, end).trim() });
    first = null;
  };
  for (const one of text.split('\n')) {
    const next = offset + one.length + 1;
    // With its line end, which is code where it stands in a string of many lines.
    if (one.trim() === '' && code.slice(offset, next).trim() === '') close();
    else {
      first ??= { offset, line };
      end = offset + one.trimEnd().length;
    }
    offset = next;
    line++;
  }
  close();
  return blocks;
}

/**
 * A text with its comments and strings blanked out, so that only code is looked at. Each character stays in its place. A
 * string that does not end goes to the end of its line: looking for its end again from each quote takes for ever.
 */
export function codeOf(text: string): string {
  return text.replace(
    /```[\s\S]*?```|@"[^"\n]*"?|@'[^'\n]*'?|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|\/\/[^\n]*/g,
    (found) => (found.startsWith('//') ? ' ' : '_').repeat(found.length),
  );
}

function depthOf(code: string): number {
  let depth = 0;
  for (const char of code) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
  }
  return depth;
}
