/** A query among several in one file. */
export interface Part {
  readonly text: string;
  readonly offset: number;
}

const CONTINUES = /^(\||\)|\]|\}|,|;|and\b|or\b|on\b|by\b|with\b|kind\s*=|in\b|!?=|==|\+)/i;
const EXPECTS_MORE =
  /(\||\(|\[|\{|,|;|=|\+|-|\*|\/|<|>|\b(and|or|not|by|with|on|in|in~|has_any|has_all|between|where|extend|project|summarize|union|join|let))$/i;

/**
 * The queries of a file that holds several: they are told apart by empty lines, but not inside of brackets, before a pipe,
 * after a semicolon, or after comments alone, which head what follows.
 */
export function splitQueries(text: string): Part[] {
  const parts: Part[] = [];
  let open: Part | null = null;
  for (const block of blocksOf(text)) {
    const code: string = open ? codeOf(open.text).trim() : '';
    const goesOn: boolean =
      open !== null &&
      (code === '' ||
        EXPECTS_MORE.test(code) ||
        depthOf(code) > 0 ||
        CONTINUES.test(codeOf(block.text).trim()));
    if (open !== null && goesOn) {
      open = { offset: open.offset, text: text.slice(open.offset, block.offset + block.text.length) };
      continue;
    }
    if (open !== null) parts.push(open);
    open = block;
  }
  if (open !== null) parts.push(open);
  return parts.filter((part) => codeOf(part.text).trim() !== '');
}

function blocksOf(text: string): Part[] {
  const blocks: Part[] = [];
  for (const match of text.matchAll(/(?:^|\n)((?:[^\S\n]*\S[^\n]*(?:\n|$))+)/g)) {
    const body = match[1] ?? '';
    blocks.push({ text: body.trimEnd(), offset: match.index + match[0].length - body.length });
  }
  return blocks;
}

/** A text with its comments and strings blanked out, so that only code is looked at. */
export function codeOf(text: string): string {
  return text.replace(
    /```[\s\S]*?```|[@hH]*"(?:[^"\\\n]|\\.)*"|[@hH]*'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*/g,
    (found) => (found.startsWith('//') ? '' : '_'),
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
