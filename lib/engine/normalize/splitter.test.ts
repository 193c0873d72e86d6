import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowSplitter, openRecord, openRow, type SplitRecord, unwrapLabelled } from './formats';

const split = (text: string, cuts: readonly number[] = []): SplitRecord[] => {
  const splitter = createRowSplitter();
  const out: SplitRecord[] = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut <= from || cut >= text.length) continue;
    out.push(...splitter.push(text.slice(from, cut)));
    from = cut;
  }
  out.push(...splitter.push(text.slice(from)), ...splitter.end());
  return out;
};
const rows = (text: string): unknown[] =>
  split(text).map((record) => {
    const opened = openRecord(record);
    return opened.ok ? opened.row : `${record.line}: ${opened.problem.reason}`;
  });

describe('createRowSplitter', () => {
  it.each<[string, string, unknown[]]>([
    ['NDJSON', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    [
      'NDJSON with CRLF, blank lines and no last newline',
      '\uFEFF{"a":1}\r\n\r\n{"a":"}{"}',
      [{ a: 1 }, { a: '}{' }],
    ],
    ['a JSON array', '[{"a":1},\n {"a":[{"b":"]"}]}]', [{ a: 1 }, { a: [{ b: ']' }] }]],
    [
      'an array printed over lines',
      '[\n  {\n    "a": 1\n  },\n  {\n    "a": "\\"x"\n  }\n]\n',
      [{ a: 1 }, { a: '"x' }],
    ],
    ['one object', '{"a":{"b":1}}', [{ a: { b: 1 } }]],
    ['one object printed over lines', '{\n  "a": {\n    "b": 1\n  }\n}\n', [{ a: { b: 1 } }]],
    ['objects printed over lines', '{\n "a": 1\n}\n{\n "a": 2\n}', [{ a: 1 }, { a: 2 }]],
    ['Event Hubs', '{"records":[{"a":1},{"a":2}]}', [{ a: 1 }, { a: 2 }]],
    [
      'Event Hubs captures, one batch per line',
      '{"records":[{"a":1}]}\n{"records":[{"a":2},{"a":3}]}',
      [{ a: 1 }, { a: 2 }, { a: 3 }],
    ],
    ['CloudTrail files', '{"Records":[{"a":1}]}', [{ a: 1 }]],
    [
      'Graph, with context and next link',
      '{\n "@odata.context":"https://x/$metadata",\n "value": [ {"id":"1"}, {"id":"2"} ],\n "@odata.nextLink":"n"\n}',
      [{ id: '1' }, { id: '2' }],
    ],
    [
      'a row whose own field is called value',
      '{"value":["x"],"a":1}\n{"value":[],"a":2}',
      [{ value: ['x'], a: 1 }],
    ],
    ['an empty list', '[]', []],
    ['nothing', ' \n', []],
    ['CSV', 'a,b\r\n1,"x, ""y"""\r\n2,\r\n', [{ a: '1', b: 'x, "y"' }, { a: '2' }]],
    [
      'CSV with mark, quoted newline and no last newline',
      '\uFEFF"a [UTC]",b\n"l1\nl2",2',
      [{ 'a [UTC]': 'l1\nl2', b: '2' }],
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(rows(text).slice(0, expected.length === 0 ? undefined : expected.length)).toEqual(expected);
  });

  it('reports broken records with their line and goes on', () => {
    expect(rows('{"a":1}\n{"a":\n{"a":3}\n')).toEqual([
      { a: 1 },
      expect.stringMatching(/^2: not valid JSON/),
      { a: 3 },
    ]);
    expect(rows('[{"a":1},\n7,\n{"a" 2},{"a":3}]')).toEqual([
      { a: 1 },
      '2: the list holds a value that is not an object',
      expect.stringMatching(/^3: not valid JSON/),
      { a: 3 },
    ]);
    expect(rows('[{"a":1},{"a":')).toEqual([
      { a: 1 },
      '1: the record is not closed: the text ends inside it',
    ]);
    expect(rows('a,b\n1,2,3\n4,5')).toEqual(['2: the row has 3 cells, the header 2', { a: '4', b: '5' }]);
    expect(rows('a\n"x')).toEqual(['2: a quoted cell is not closed']);
  });

  it('keeps the text of JSON records unchanged', () => {
    const text = '{"n": 1.10,  "big":12345678901234567890}';
    expect(split(`[${text}]`)).toEqual([{ line: 1, text }]);
  });

  it('gives the same records however the text is cut', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 4 });
    const shape = fc.constantFrom(
      (list: object[]) => list.map((row) => JSON.stringify(row)).join('\n'),
      (list: object[]) => JSON.stringify(list),
      (list: object[]) => JSON.stringify(list, null, 2),
      (list: object[]) => JSON.stringify({ '@odata.context': 'x', value: list }, null, 1),
      (list: object[]) => list.map((row) => JSON.stringify({ records: [row, row] })).join('\r\n'),
      (list: object[]) =>
        `a,b\n${list.map((row) => `"${JSON.stringify(row).replaceAll('"', '""')}",x`).join('\n')}`,
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 6 }),
        shape,
        fc.array(fc.nat(2_000), { maxLength: 30 }),
        (list, print, cuts) => {
          const text = print(list);
          const whole = split(text);
          expect(split(text, cuts)).toEqual(whole);
          expect(whole.length).toBeGreaterThanOrEqual(list.length);
          expect(whole.every((record) => !('problem' in record))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same records of arbitrary text, cut anywhere', () => {
    const noise = fc.array(fc.constantFrom('{', '}', '[', ']', '"', ',', '\n', ':', 'a', '\\', ' '), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, fc.array(fc.nat(60), { maxLength: 10 }), (parts, cuts) => {
        const text = parts.join('');
        expect(split(text, cuts)).toEqual(split(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads a large array without holding it', () => {
    const splitter = createRowSplitter();
    let count = splitter.push('[').length;
    for (let i = 0; i < 20_000; i++)
      count += splitter.push(`${i ? ',' : ''}{"i":${i},"s":"${'x'.repeat(50)}"}`).length;
    count += [...splitter.push(']'), ...splitter.end()].length;
    expect(count).toBe(20_000);
  });
});

describe('openRecord', () => {
  it('refuses prototype keys and absurd nesting', () => {
    expect(openRecord({ line: 1, text: '{"a":{"__proto__":{"x":1}}}' })).toMatchObject({
      ok: false,
      problem: { field: 'a' },
    });
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect(openRecord({ line: 1, text: deep })).toMatchObject({
      ok: false,
      problem: { reason: expect.stringContaining('nested') },
    });
  });

  it('reads what data-frame tools write instead of JSON', () => {
    expect(openRecord({ line: 1, text: '{"a":NaN,"b":"NaN None"}' })).toEqual({
      ok: true,
      row: { a: null, b: 'NaN None' },
    });
  });

  it('opens Purview rows and labelled rows', () => {
    const purview = {
      CreationDate: '2024-01-01T00:00:00Z',
      Operations: 'Send',
      AuditData: '{"Operation":"Send","UserId":"a@b.c"}',
    };
    expect(openRow(purview)).toEqual({
      ok: true,
      row: { CreationTime: '2024-01-01T00:00:00Z', Operation: 'Send', UserId: 'a@b.c' },
    });
    const labelled = { rule_id: 'R', log_types: ['X'], log: { a: 1 }, expected_result: true };
    expect(unwrapLabelled(labelled)).toEqual({ a: 1 });
    expect(unwrapLabelled({ log: { a: 1 }, b: 2 })).toEqual({ log: { a: 1 }, b: 2 });
  });
});
