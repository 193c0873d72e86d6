import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableSql } from '@/lib/kql/sql/writer';
import type { Column } from '@/lib/kql/types';
import { HuntingSession } from './session';
import { emptyTable } from './tables';

const NOW = '2026-01-10T00:00:00.000000Z';
const RUNS = { numRuns: 60 };

let quick: HuntingSession;
let plain: HuntingSession;
beforeAll(async () => {
  const schema = { T: COLUMNS, U: COLUMNS };
  const table = (name: string): TableSql => stored[name] ?? emptyTable(COLUMNS);
  quick = await HuntingSession.open(schema, 1, { table });
  plain = await HuntingSession.open(schema, 1, { table, plain: true });
});
afterAll(() => {
  quick.close();
  plain.close();
});

interface Row {
  readonly id: number;
  readonly s: string;
  readonly n: number | null;
}

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'long' },
  { name: 's', type: 'string' },
  { name: 'n', type: 'long' },
  { name: 'd', type: 'dynamic' },
];

/** What the tables hold in the run of a property. */
const stored: Record<string, TableSql> = {};

/** Rows as the lake holds them: a missing text is null there. */
function storedTable(rows: readonly Row[]): TableSql {
  const values = rows.map(({ id, s, n }) => {
    const bag =
      n === null
        ? 'NULL'
        : `'{"k": {"s": ${JSON.stringify(s).replaceAll("'", "''")}, "0": 1}, "list": [${n}, "${id}"]}'`;
    return `(${id}, ${s === '' && id % 2 === 0 ? 'NULL' : `'${s.replaceAll("'", "''")}'`}, ${n ?? 'NULL'}, ${bag})`;
  });
  if (values.length === 0) return emptyTable(COLUMNS);
  const casts: Readonly<Record<string, string>> = { s: 's::VARCHAR', d: 'd::JSON' };
  return {
    from: `(VALUES ${values.join(', ')}) AS own(id, s, n, d)`,
    column: (name) => casts[name] ?? `${name}::BIGINT`,
  };
}

const word = fc.constantFrom('', 'a', 'B', 'b a', 'ab', 'a-b', 'A.b', 'ä b', "it's");
const table = fc
  .array(fc.record({ s: word, n: fc.option(fc.integer({ min: -9, max: 9 })) }), { maxLength: 12 })
  .map((rows) => rows.map((row, id): Row => ({ ...row, id })));
const written = (name: string, rows: readonly Row[]): string =>
  `let ${name} = datatable(id:long, s:string, n:long)[${rows.map(({ id, s, n }) => `${id}, "${s}", long(${n})`).join(', ')}];`;

const key = fc.constantFrom('s', 'n', 'tolower(s)', 'n % 3', 'bin(n, 4)');
const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.integer({ min: -9, max: 9 }))
    .map(([operator, n]) => `n ${operator} ${n}`),
  fc
    .tuple(
      fc.constantFrom(
        'has',
        '!has',
        'contains',
        '!contains',
        '=~',
        'startswith',
        'endswith_cs',
        'has_cs',
        'hasprefix',
        '!startswith',
        '!=',
        '!~',
        '==',
      ),
      word,
    )
    .map(([operator, s]) => `s ${operator} "${s}"`),
  fc.constantFrom(
    'isnull(n)',
    'isempty(s)',
    'n in (1, 2, 3)',
    's in~ ("A", "b")',
    'n between (-2 .. 3)',
    'not(n > 0)',
    'not(s has "a")',
    's in ("", "a")',
    's !in ("a", "B")',
    's !in~ ("A")',
    's has_any ("a", "ab")',
    's has_all ("a", "b")',
    's !in~ (dynamic(["a", "b a"]))',
    'tostring(d.k.s) has "b"',
    'd.k["s"] == "a"',
    'd.list[1] == "3"',
  ),
);
const operator = fc.oneof(
  condition.map((one) => `where ${one}`),
  fc.tuple(condition, condition).map(([a, b]) => `where ${a} or ${b}`),
  fc.constantFrom(
    'extend n = n / 2',
    'extend s = strcat(s, n)',
    'sort by n desc, s asc, id asc',
    'sort by id asc | take 5',
    'extend n = iff(n > 0, n, -n)',
    'sort by id asc | extend n = prev(n) + row_number()',
    'sort by id asc | extend n = row_cumsum(n, row_number() % 4 == 0)',
    'join kind=inner (U | project n, t = id) on n | project id = id * 100 + t, s, n, d',
    'join kind=leftouter (U | project n, t = id) on n | project id = id * 100 + coalesce(t, 99), s, n, d',
    'join kind=leftanti U on n',
    'join kind=leftsemi U on s',
    'union (U | extend id = id + 1000)',
    'extend s = tostring(d.k.s)',
    'extend n = tolong(d.list[0])',
    'project-rename w = s | extend s = w | project-away w',
    'project id, n, s, d',
    'mv-expand e = d.list | extend s = tostring(e), id = id * 100 + n',
    'extend d = d.k',
  ),
);
const last = fc.oneof(
  key.map((by) => `summarize c = count(), d = dcount(s), m = max(n), l = min(id) by k = ${by}`),
  key.map((by) => `summarize arg_max(id, *) by k = ${by}`),
  key.map(
    (by) =>
      `extend a1 = s, a2 = s, a3 = n, a4 = n, a5 = id, a6 = s, a7 = n | summarize arg_min(id, *) by k = ${by}`,
  ),
  key.map((by) => `distinct k = ${by}`),
  fc.constant('count'),
  fc.constant('summarize arg_max(id, *) by n | project n, s'),
  fc.constant('summarize arg_max(id, *) by n | where s has "a" | summarize count() by s'),
  fc.constant('make-series c = count() on id from 0 to 12 step 4 by s | project s, c'),
  fc.constant('project id, s, n'),
);
const rowsOf = async (session: HuntingSession, text: string): Promise<string[]> =>
  (await session.run(text, NOW)).rows.map((row) => JSON.stringify(row)).sort();

describe('a plan', () => {
  it('gives the same rows in its quick form and in its plain one', async () => {
    const pipeline = fc.tuple(table, table, fc.array(operator, { maxLength: 4 }), last);
    await fc.assert(
      fc.asyncProperty(pipeline, async ([t, u, operators, end]) => {
        stored.T = storedTable(t);
        stored.U = storedTable(u);
        const text = `T | ${[...operators, end].join(' | ')}`;
        expect(await rowsOf(quick, text)).toEqual(await rowsOf(plain, text));
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

/** The terms of a text: runs of letters and digits of ASCII, and what is between them. */
function hasTerm(text: string, term: string): boolean {
  const [h, t] = [text.toLowerCase(), term.toLowerCase()];
  const isWord = (char: string | undefined): boolean => char !== undefined && /[a-z0-9]/.test(char);
  for (let at = h.indexOf(t); at >= 0 && t !== ''; at = h.indexOf(t, at + 1)) {
    const before = !isWord(t[0]) || !isWord(h[at - 1]);
    const after = !isWord(t.at(-1)) || !isWord(h[at + t.length]);
    if (before && after) return true;
  }
  return t === '';
}

describe('an answer', () => {
  it('is what the language says of terms, division and nulls', async () => {
    await fc.assert(
      fc.asyncProperty(table, word, fc.integer({ min: -3, max: 3 }), async (rows, term, by) => {
        const { rows: found } = await quick.run(
          `${written('T', rows)} T | sort by id asc | project s has "${term}", s has tolower("${term}"), n / ${by}, bin(n, 4), n > ${by}`,
          NOW,
        );
        const expected = rows.map(({ s, n }) => [
          hasTerm(s, term),
          hasTerm(s, term),
          n === null || by === 0 ? null : Math.trunc(n / by) + 0,
          n === null ? null : Math.floor(n / 4) * 4,
          n === null ? null : n > by,
        ]);
        expect(found).toEqual(expected);
      }),
      RUNS,
    );
  }, 120_000);

  it('joins as the kinds of join say', async () => {
    const pairs = (t: readonly Row[], u: readonly Row[]): [Row, Row][] =>
      t.flatMap((a) => u.flatMap((b): [Row, Row][] => (a.n !== null && a.n === b.n ? [[a, b]] : [])));
    await fc.assert(
      fc.asyncProperty(table, table, async (t, u) => {
        const run = async (kind: string): Promise<unknown[]> =>
          (
            await quick.run(
              `${written('T', t)} ${written('U', u)} T | project n, a = id | join kind=${kind} (U | project n, b = id) on n | project a = column_ifexists('a', -1), b = column_ifexists('b', -1) | sort by a asc, b asc`,
              NOW,
            )
          ).rows.map((row) => row.join());
        const matched = pairs(t, u);
        expect(await run('inner')).toEqual(matched.map(([a, b]) => `${a.id},${b.id}`));
        const lonely = t.filter((a) => !matched.some(([one]) => one === a));
        expect(await run('leftanti')).toEqual(lonely.map(({ id }) => `${id},-1`));
        const met = t.filter((a) => matched.some(([one]) => one === a));
        expect(await run('leftsemi')).toEqual(met.map(({ id }) => `${id},-1`));
        expect((await run('leftouter')).length).toBe(matched.length + lonely.length);
        const keys = new Set(met.map(({ n }) => n));
        const unique = u.filter(({ n }) => keys.has(n));
        expect((await run('innerunique')).length).toBe(unique.length);
      }),
      RUNS,
    );
  }, 120_000);
});
