import { expect, it } from 'vitest';
import { cellText, columnName, condition, pathColumn, pathCondition, treeOf, withStep } from './cell-text';

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

it('reaches into dynamic values, and into text that holds JSON', () => {
  expect(pathCondition('Status', 'dynamic', ['errorCode'], 50126, true)).toBe(
    'tostring(Status.errorCode) == "50126"',
  );
  expect(pathCondition('Detail', 'string', ['a b', 0, 'c'], 'x', false)).toBe(
    `tostring(parse_json(Detail)['a b'][0].c) != "x"`,
  );
  expect(pathCondition('d', 'dynamic', ['k'], null, true)).toBe('isnull(d.k)');
  expect(pathColumn('Status', 'dynamic', ['a b', 0], 'x')).toBe(
    "extend Status_a_b_0 = tostring(Status['a b'][0])",
  );
  expect(pathColumn('d', 'dynamic', ['n'], 3)).toBe('extend d_n = todouble(d.n)');
  expect(pathColumn('d', 'dynamic', ['bag'], { a: 1 })).toBe('extend d_bag = d.bag');
  expect([treeOf('{"a":[1]}'), treeOf('[no'), treeOf('text'), treeOf(1)]).toEqual([
    { a: [1] },
    null,
    null,
    null,
  ]);
});

it.each([
  ['T', 'T\n| where x == 1'],
  ['T | take 1;  ', 'T | take 1\n| where x == 1'],
  ['T\n| render timechart with (title="a")', 'T\n| where x == 1\n| render timechart with (title="a")'],
  ['T | summarize count() | render card', 'T | summarize count()\n| where x == 1\n| render card'],
  ['T | extend r = "| render"\n| take 3', 'T | extend r = "| render"\n| take 3\n| where x == 1'],
])('adds a step to %j before it is drawn', (text, expected) => {
  expect(withStep(text, 'where x == 1')).toBe(expected);
});
