import { type Literal, ODataError } from './ast';

export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'literal'; readonly literal: Literal; readonly at: number }
  | { readonly kind: '(' | ')' | ','; readonly at: number }
  | { readonly kind: 'end'; readonly at: number };

const SPACE = /\s+/y;
const DATE = /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})?)?(?![\w-])/iy;
const NUMBER = /-?\d+(?:\.\d+)?(?![\w-])/y;
const WORD = /[A-Za-z_][\w./]*/y;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy;

/** Longest `$filter` that is read; Graph's own URLs end well below. */
const MAX_LENGTH = 8_000;

/**
 * Cuts a `$filter` into tokens (OData 4.01 ABNF, the part that security resources use).
 * @throws ODataError with the position of the first character that cannot start a token
 */
export function tokenize(source: string): readonly Token[] {
  if (source.length > MAX_LENGTH) throw new ODataError(`$filter is longer than ${MAX_LENGTH} characters`);
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = match(SPACE, source, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const [token, end] = next(source, at);
    tokens.push(token);
    at = end;
  }
  tokens.push({ kind: 'end', at: source.length });
  return tokens;
}

function next(source: string, at: number): readonly [Token, number] {
  const char = source.charAt(at);
  if (char === '(' || char === ')' || char === ',') return [{ kind: char, at }, at + 1];
  if (char === "'") return quoted(source, at, at);
  const guid = match(GUID, source, at);
  if (guid !== null) return [literal({ type: 'string', value: guid }, at), at + guid.length];
  const date = match(DATE, source, at);
  if (date !== null) return [literal({ type: 'date', value: date }, at), at + date.length];
  const number = match(NUMBER, source, at);
  if (number !== null) return [literal({ type: 'number', value: Number(number) }, at), at + number.length];
  const word = match(WORD, source, at);
  if (word === null) throw new ODataError(`unexpected character '${char}' at position ${at} of $filter`);
  const end = at + word.length;
  // A qualified enum member: microsoft.graph.security.alertSeverity'high'
  if (word.includes('.') && source.charAt(end) === "'") return quoted(source, end, at);
  return [keyword(word, at), end];
}

function keyword(word: string, at: number): Token {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return literal({ type: 'boolean', value: lower === 'true' }, at);
  if (lower === 'null') return literal({ type: 'null' }, at);
  return { kind: 'word', text: word, at };
}

/** A quoted string; a doubled quote inside it is one quote. */
function quoted(source: string, open: number, at: number): readonly [Token, number] {
  let value = '';
  let i = open + 1;
  while (i < source.length) {
    const char = source.charAt(i);
    if (char !== "'") value += char;
    else if (source.charAt(i + 1) === "'") {
      value += "'";
      i++;
    } else return [literal({ type: 'string', value }, at), i + 1];
    i++;
  }
  throw new ODataError(`the string that starts at position ${open} of $filter is not closed`);
}

const literal = (value: Literal, at: number): Token => ({ kind: 'literal', literal: value, at });

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}
