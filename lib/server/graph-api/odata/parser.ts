import {
  COMPARISONS,
  type Comparison,
  type FilterExpr,
  type Literal,
  ODataError,
  TEXT_FUNCTIONS,
} from './ast';
import { type Token, tokenize } from './lexer';

/** Nesting of parentheses and `not` that is followed before a filter is refused. */
const MAX_DEPTH = 64;

const isComparison = (word: string): word is Comparison => COMPARISONS.some((op) => op === word);

/**
 * Parses an OData `$filter`: `or` binds weakest, then `and`, then `not`; comparisons take a property on the left
 * and a literal on the right (or the other way round); `in` takes a list.
 * @throws ODataError that says what was expected, and where
 */
export function parseFilter(source: string): FilterExpr {
  const parser = new Parser(tokenize(source));
  const expr = parser.or(0);
  parser.expectEnd();
  return expr;
}

class Parser {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  or(depth: number): FilterExpr {
    let left = this.and(depth);
    while (this.takeWord('or')) left = { kind: 'or', left, right: this.and(depth) };
    return left;
  }

  private and(depth: number): FilterExpr {
    let left = this.unary(depth);
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.unary(depth) };
    return left;
  }

  private unary(depth: number): FilterExpr {
    if (depth > MAX_DEPTH) throw new ODataError(`$filter is nested deeper than ${MAX_DEPTH} levels`);
    if (this.takeWord('not')) return { kind: 'not', operand: this.unary(depth + 1) };
    if (this.peek().kind === '(') {
      this.index++;
      const inner = this.or(depth + 1);
      this.expect(')');
      return inner;
    }
    return this.predicate();
  }

  private predicate(): FilterExpr {
    const first = this.take();
    if (first.kind === 'literal') return this.reversed(first.literal);
    if (first.kind !== 'word') throw this.unexpected(first, 'a property');
    const fn = TEXT_FUNCTIONS.find((name) => name === first.text.toLowerCase());
    if (fn !== undefined && this.peek().kind === '(') return this.textFunction(fn);
    const op = this.take();
    const word = op.kind === 'word' ? op.text.toLowerCase() : '';
    if (word === 'in') return { kind: 'in', property: first.text, values: this.list() };
    if (!isComparison(word)) throw this.unexpected(op, 'one of eq, ne, gt, ge, lt, le, in');
    return { kind: 'compare', op: word, property: first.text, value: this.literal() };
  }

  private textFunction(fn: (typeof TEXT_FUNCTIONS)[number]): FilterExpr {
    this.expect('(');
    const property = this.take();
    if (property.kind !== 'word') throw this.unexpected(property, 'a property');
    this.expect(',');
    const value = this.literal();
    if (value.type !== 'string') throw new ODataError(`${fn} takes a string`);
    this.expect(')');
    return { kind: 'text', fn, property: property.text, value: value.value };
  }

  /** `'high' eq severity` means the same as `severity eq 'high'`. */
  private reversed(value: Literal): FilterExpr {
    const op = this.take();
    const word = op.kind === 'word' ? op.text.toLowerCase() : '';
    if (!isComparison(word)) throw this.unexpected(op, 'a comparison');
    const property = this.take();
    if (property.kind !== 'word') throw this.unexpected(property, 'a property');
    return { kind: 'compare', op: MIRROR[word], property: property.text, value };
  }

  private list(): readonly Literal[] {
    this.expect('(');
    const values = [this.literal()];
    while (this.peek().kind === ',') {
      this.index++;
      values.push(this.literal());
    }
    this.expect(')');
    return values;
  }

  private literal(): Literal {
    const token = this.take();
    if (token.kind !== 'literal') throw this.unexpected(token, 'a literal');
    return token.literal;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.index++;
    return true;
  }

  private expect(kind: '(' | ')' | ','): void {
    const token = this.take();
    if (token.kind !== kind) throw this.unexpected(token, `'${kind}'`);
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind !== 'end') throw this.unexpected(token, "'and', 'or' or the end");
  }

  private peek(): Token {
    return this.tokens[this.index] ?? { kind: 'end', at: 0 };
  }

  private take(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  private unexpected(token: Token, expected: string): ODataError {
    const found =
      token.kind === 'word' ? `'${token.text}'` : token.kind === 'end' ? 'the end' : `a ${token.kind}`;
    return new ODataError(`expected ${expected} but found ${found} at position ${token.at} of $filter`);
  }
}

const MIRROR: Readonly<Record<Comparison, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};
