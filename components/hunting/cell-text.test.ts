import { expect, it } from 'vitest';
import { cellText, columnName, condition } from './cell-text';

it.each([
  ['User', 'a"b', 'string', true, 'User == "a\\"b"'],
  ['User', '', 'string', false, 'User != ""'],
  ['n', 3, 'long', false, 'n != 3'],
  ['n', null, 'long', true, 'isnull(n)'],
  ['n', null, 'long', false, 'isnotnull(n)'],
  ['T', '2026-01-01T00:00:00Z', 'datetime', true, 'T == datetime(2026-01-01T00:00:00Z)'],
  ['d', { a: 1 }, 'dynamic', true, 'tostring(d) == "{\\"a\\":1}"'],
  ['odd name', true, 'bool', true, "['odd name'] == true"],
])('%s, %j (%s), keep %s: %s', (name, cell, type, keep, expected) => {
  expect(condition(name, cell, type, keep)).toBe(expected);
});

it('writes values as text and names in quotes where they need them', () => {
  expect([null, 1, 'x', [1, 'a'], { k: null }].map(cellText)).toEqual([
    '',
    '1',
    'x',
    '[1,"a"]',
    '{"k":null}',
  ]);
  expect(columnName("it's")).toBe("['it\\'s']");
});
