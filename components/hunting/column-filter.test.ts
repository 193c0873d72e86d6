import { describe, expect, it } from 'vitest';
import type { Cell } from '@/lib/domain/views/hunting';
import { columnFilter } from './column-filter';

const kept = (type: string, text: string, cells: Cell[]): Cell[] => {
  const test = columnFilter(type, text);
  if (test === null) return cells;
  if (typeof test !== 'function') throw new Error(test.problem);
  return cells.filter(test);
};

describe('a filter over a column', () => {
  it.each([
    ['> 5', [6]],
    ['>=5', [5, 6]],
    ['<= 5', [-1, 5]],
    ['5', [5]],
    ['!= 5', [-1, null, 6]],
    ['0..5', [5]],
    ['..5', [-1, 5]],
    ['empty', [null]],
    ['!empty', [-1, 5, 6]],
    ['', [-1, null, 5, 6]],
  ])('keeps of numbers by “%s”', (text, expected) => {
    expect(kept('long', text, [-1, null, 5, 6])).toEqual(expected);
  });

  it.each([
    ['2026-01-02', ['2026-01-02T23:59:59Z']],
    ['> 2026-01-02', ['2026-01-03T00:00:00Z']],
    ['<= 2026-01-02', ['2026-01-01T00:00:00Z', '2026-01-02T23:59:59Z']],
    ['2026-01-02T12:00..2026-01-03T00:00', ['2026-01-02T23:59:59Z', '2026-01-03T00:00:00Z']],
  ])('keeps of moments by “%s”, in UTC', (text, expected) => {
    const cells = ['2026-01-01T00:00:00Z', '2026-01-02T23:59:59Z', '2026-01-03T00:00:00Z', null];
    expect(kept('datetime', text, cells)).toEqual(expected);
  });

  it.each([
    ['AN', ['Ann', 'Jan']],
    ['=ann', ['Ann']],
    ['!an', ['', 'Bob']],
    ['empty', ['']],
  ])('keeps of texts by “%s”', (text, expected) => {
    expect(kept('string', text, ['', 'Ann', 'Bob', 'Jan'])).toEqual(expected);
  });

  it('looks into what is dynamic, and at true and false', () => {
    expect(kept('dynamic', 'x', [{ a: 'X' }, ['y']])).toEqual([{ a: 'X' }]);
    expect(kept('bool', 'true', [true, false, null])).toEqual([true]);
  });

  it.each([
    ['long', 'many'],
    ['long', '> '],
    ['datetime', 'soon'],
    ['bool', 'yes'],
    ['long', '1..x'],
  ])('says so where %s “%s” means nothing', (type, text) => {
    expect(columnFilter(type, text)).toHaveProperty('problem');
  });
});
