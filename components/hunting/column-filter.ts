import type { Cell } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';

type Test = (cell: Cell) => boolean;

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const isEmpty: Test = (cell) => cell === null || cell === '';

/** What a filter may say for a type, in a few words. */
export const filterHint = (type: string): string =>
  NUMBERS.has(type) || type === 'datetime'
    ? type === 'datetime'
      ? '> 2026-01-31, 2026-01-01..2026-01-31'
      : '> 5, 2..9, != 0'
    : type === 'bool'
      ? 'true or false'
      : 'text, =text, !text';

/**
 * What the words over a column keep: `> 5`, `2..9` and `!= 0` for numbers and moments; a part of a text, `=` the whole
 * of it, `!` none that holds it; `empty` and `!empty` for all. Null for no filter, a message for one that says nothing.
 */
export function columnFilter(type: string, text: string): Test | null | { readonly problem: string } {
  const typed = text.trim();
  if (typed === '') return null;
  if (typed === 'empty') return isEmpty;
  if (typed === '!empty') return (cell) => !isEmpty(cell);
  if (NUMBERS.has(type)) return ofOrder(typed, numberOf);
  if (type === 'datetime') return ofOrder(typed, momentOf);
  if (type === 'bool') {
    if (typed !== 'true' && typed !== 'false') return { problem: 'true, false or empty' };
    return (cell) => cell === (typed === 'true');
  }
  return ofText(typed);
}

function ofText(typed: string): Test {
  const holds = (cell: Cell, needle: string): boolean => cellText(cell).toLowerCase().includes(needle);
  if (typed.startsWith('=')) {
    const whole = typed.slice(1).trim().toLowerCase();
    return (cell) => cellText(cell).toLowerCase() === whole;
  }
  if (typed.startsWith('!') && typed.length > 1) {
    const needle = typed
      .slice(typed.startsWith('!=') ? 2 : 1)
      .trim()
      .toLowerCase();
    return (cell) => !holds(cell, needle);
  }
  const needle = typed.toLowerCase();
  return (cell) => holds(cell, needle);
}

interface Point {
  readonly from: number;
  /** The first after it: a day that is named is the whole of it. */
  readonly to: number;
}

const DAY = 86_400_000;

/** A number of a filter, with or without separators. */
function numberOf(text: string): Point | null {
  const value = text === '' ? Number.NaN : Number(text.replaceAll(',', ''));
  return Number.isNaN(value) ? null : { from: value, to: value };
}

function momentOf(text: string): Point | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const from = Date.parse(day || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(from) ? null : { from, to: day ? from + DAY - 1 : from };
}

function ofOrder(typed: string, read: (text: string) => Point | null): Test | { readonly problem: string } {
  const value = (cell: Cell): number =>
    typeof cell === 'number'
      ? cell
      : typeof cell === 'string'
        ? (read(cell)?.from ?? Number.NaN)
        : Number.NaN;
  const between = typed.split('..').map((part) => part.trim());
  if (between.length === 2) {
    const [from, to] = between.map(read);
    if ((!from && between[0] !== '') || (!to && between[1] !== '')) return { problem: 'from..to' };
    return (cell) => {
      const at = value(cell);
      return at >= (from?.from ?? Number.NEGATIVE_INFINITY) && at <= (to?.to ?? Number.POSITIVE_INFINITY);
    };
  }
  const [, operator = '=', rest = ''] = /^(>=|<=|!=|=|>|<)?\s*(.*)$/.exec(typed) ?? [];
  const point = read(rest);
  const compare = COMPARE[operator];
  if (!point || !compare) return { problem: 'such as > 5, or 2..9' };
  if (operator === '=' || operator === '!=') {
    const isIn = (at: number): boolean => at >= point.from && at <= point.to;
    return operator === '=' ? (cell) => isIn(value(cell)) : (cell) => !isIn(value(cell));
  }
  const limit = operator === '>' || operator === '<=' ? point.to : point.from;
  return (cell) => compare(value(cell), limit);
}
