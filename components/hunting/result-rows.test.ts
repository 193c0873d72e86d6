import { describe, expect, it } from 'vitest';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { gridColumns, gridRows, toCsv, toJson } from './result-rows';

const result = (columns: [string, string][], rows: Cell[][]): HuntResult =>
  ({ columns: columns.map(([name, type]) => ({ name, type })), rows }) as unknown as HuntResult;

const SOME = result(
  [
    ['User', 'string'],
    ['n', 'long'],
    ['Empty', 'string'],
    ['_ItemId', 'string'],
  ],
  [
    ['bo', 10, '', 'x'],
    ['Al', 9, '', 'y'],
    ['cy', null, '', 'z'],
  ],
);

describe('the grid', () => {
  it('leaves out what is empty and what is our own', () => {
    expect(gridColumns(SOME).map(({ name, isShown }) => [name, isShown])).toEqual([
      ['User', true],
      ['n', true],
      ['Empty', false],
      ['_ItemId', false],
    ]);
    expect(gridColumns(result([['A', 'string']], []))[0]?.isShown).toBe(true);
  });

  it('sorts numbers as numbers, nothing first, and finds text in any column', () => {
    expect(gridRows(SOME, '', { index: 1, descending: false })).toEqual([2, 1, 0]);
    expect(gridRows(SOME, '', { index: 1, descending: true })).toEqual([0, 1, 2]);
    expect(gridRows(SOME, 'al', null)).toEqual([1]);
    expect(gridRows(SOME, '10', null)).toEqual([0]);
    const tests = [{ index: 1, test: (cell: Cell) => Number(cell) > 8 }];
    expect(gridRows(SOME, '', null, tests)).toEqual([0, 1]);
    expect(gridRows(SOME, 'al', null, tests)).toEqual([1]);
  });
});

describe('an export', () => {
  const odd = result(
    [
      ['a,b', 'string'],
      ['n', 'long'],
    ],
    [
      ['=1+1', -1],
      ['say "x"\ny', null],
    ],
  );
  it('is CSV that a spreadsheet reads as text', () => {
    expect(toCsv(odd)).toBe('"a,b",n\r\n\'=1+1,-1\r\n"say ""x""\ny",');
  });
  it('is JSON', () => {
    expect(JSON.parse(toJson(odd))).toEqual([
      { 'a,b': '=1+1', n: -1 },
      { 'a,b': 'say "x"\ny', n: null },
    ]);
  });
});
