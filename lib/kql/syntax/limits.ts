import { KqlError } from '../types';
import { kindOf } from './load';
import type { KustoNode } from './nodes';

/** Longer than any query that a person or a rule has: the analyser's time grows with the text. */
const MAX_LENGTH = 400_000;
/** Brackets in brackets: the parser calls itself for each. */
const MAX_BRACKETS = 120;
/** Operators in operators: DuckDB refuses expressions that are deeper than a thousand. */
const MAX_DEPTH = 350;

const tooMuch = (message: string, end: number): KqlError =>
  new KqlError([{ code: 'TL003', severity: 'error', message, span: { start: 0, end } }]);

export const tooDeep = (text: string): KqlError => tooMuch('This query is nested too deeply', text.length);

/** @throws KqlError for a text that the analyser should not even be given */
export function checkText(text: string): void {
  if (text.length > MAX_LENGTH) throw tooMuch(`A query has at most ${MAX_LENGTH} characters`, text.length);
  let depth = 0;
  // Brackets inside of texts count too: they are as many as they like as long as they close.
  for (const char of text) {
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_BRACKETS) throw tooDeep(text);
  }
}

const CHAINED = /^(And|Or)Expression$/;

/** @throws KqlError for a tree that is too deep to be walked and written; long chains of `and` and `or` are flat */
export function checkTree(root: KustoNode, text: string): void {
  const open: { readonly node: KustoNode; readonly depth: number; readonly kind: string }[] = [
    { node: root, depth: 0, kind: '' },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth, kind } = next;
    if (depth > MAX_DEPTH) throw tooDeep(text);
    for (let index = 0; index < node.ChildCount; index++) {
      const child = node.GetChild(index);
      if (!child || child.ChildCount === 0) continue;
      const own = kindOf(child);
      const counts = /(Expression|Operator)$/.test(own) && !(CHAINED.test(own) && own === kind);
      open.push({ node: child, depth: depth + (counts ? 1 : 0), kind: own });
    }
  }
}
