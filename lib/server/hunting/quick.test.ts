import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteName, quoteText } from '@/lib/kql/sql/quote';
import type { TableSql } from '@/lib/kql/sql/writer';
import { HuntingSession } from './session';

const NOW = '2026-01-10T00:00:00.000000Z';
const RUNS = { numRuns: 120 };

/** A row as a file has it: texts may be missing as well as empty, members of a bag may be anything. */
interface Row {
  readonly id: number;
  readonly s: string | null;
  readonly u: string | null;
  readonly n: number | null;
  readonly at: number | null;
  readonly bag: unknown;
}

const word = fc.constantFrom(null, '', 'a', 'B', 'b a', 'ab', 'a-b', "it's", 'ä b', 'null');
const leaf = fc.constantFrom<unknown>(null, '', 'a', 'null', '7', 7, -1, 2.5, true, false, 'x "y"', '1d');
const member = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.record({ c: leaf, 'd e': leaf }));
const bag = fc.oneof(leaf, fc.record({ a: member, b: member }), fc.record({ a: fc.record({ b: member }) }));
const table = fc
  .array(
    fc.record({
      s: word,
      u: word,
      n: fc.option(fc.integer({ min: -9, max: 9 })),
      at: fc.option(fc.integer({ min: -300_000, max: 300_000 })),
      bag,
    }),
    { minLength: 3, maxLength: 12 },
  )
  .map((rows) => rows.map((row, id): Row => ({ ...row, id })));

const COLUMNS = 'id:long, s:string, u:string, n:long, at:datetime, bag:dynamic';
const text = (value: string | null): string => (value === null ? 'NULL::VARCHAR' : quoteText(value));

/** The rows as a table of a file. */
function fileOf(rows: readonly Row[]): TableSql {
  const values = rows.map(
    ({ id, s, u, n, at, bag: json }) =>
      `(${id}::BIGINT, ${text(s)}, ${text(u)}, ${n}::BIGINT, TIMESTAMP '2026-01-01' + to_seconds(${at}), ${quoteText(JSON.stringify(json))}::JSON)`,
  );
  const none = '(0::BIGINT, NULL::VARCHAR, NULL::VARCHAR, NULL::BIGINT, NULL::TIMESTAMP, NULL::JSON)';
  return {
    from: `(VALUES ${values.join(', ') || none}) AS file("id", "s", "u", "n", "at", "bag")`,
    ...(rows.length > 0 ? {} : { where: 'false' }),
    column: quoteName,
  };
}

let files: ReadonlyMap<string, readonly Row[]> = new Map();
const external = ({ addresses }: { readonly addresses: readonly string[] }): TableSql =>
  fileOf(files.get(addresses[0] ?? '') ?? []);

let quick: HuntingSession;
let plain: HuntingSession;
beforeAll(async () => {
  quick = await HuntingSession.open({}, 1, { external });
  plain = await HuntingSession.open({}, 1, { external, plain: true });
});
afterAll(() => {
  quick.close();
  plain.close();
});

// What is said to be nothing is where a file and the language differ.
const written = fc.oneof(fc.constant(''), fc.constantFrom('a', 'B', 'ab', "it's", 'null', '7'));
const column = fc.oneof(
  fc.constantFrom('s', 'u'),
  fc.constantFrom('tostring(bag.a)', 'tostring(bag.a.b)', 'tostring(bag["a"]["d e"])'),
);
/** What can be asked of the file itself. */
const direct = fc.oneof(
  fc
    .tuple(fc.constantFrom('s', 'u'), fc.constantFrom('==', '!='), written)
    .map(([s, is, value]) => `${s} ${is} "${value}"`),
  fc
    .tuple(fc.constantFrom('s', 'u'), fc.array(written, { minLength: 1, maxLength: 2 }))
    .map(([s, values]) => `${s} in (${values.map((one) => `"${one}"`).join(', ')})`),
  fc.constantFrom('isnotempty(s)', 'notempty(u)', 'isempty(s)'),
);
const condition = fc.oneof(
  { weight: 4, arbitrary: direct },
  fc
    .tuple(column, fc.constantFrom('==', '!=', '=~', 'has', '!has', 'contains', 'startswith_cs'), written)
    .map(([left, operator, value]) => `${left} ${operator} "${value}"`),
  fc
    .tuple(column, fc.constantFrom('in', '!in', 'in~'), fc.array(written, { minLength: 1, maxLength: 3 }))
    .map(([left, operator, values]) => `${left} ${operator} (${values.map((one) => `"${one}"`).join(', ')})`),
  fc
    .tuple(column, fc.constantFrom('in', '!in', 'in~', '!in~', 'has_any'))
    .map(([left, operator]) => `${left} ${operator} (U | where n > 0 | project s)`),
  fc.constantFrom(
    'isempty(u)',
    'isnull(bag.a)',
    'isnotnull(bag.a.b)',
    'toint(bag.a.c) > 0',
    'todouble(bag.b) < 5',
    'tobool(bag.a)',
    'bag.a == "a"',
    'bag.a.b != 7',
    'n in (1, 2)',
    'at > datetime(2026-01-01)',
    'array_length(bag.a) == 2',
  ),
);
const operator = fc.oneof(
  { weight: 4, arbitrary: condition.map((one) => `where ${one}`) },
  fc.tuple(condition, condition).map(([a, b]) => `where ${a} and ${b}`),
  fc.tuple(condition, condition).map(([a, b]) => `where not(${a}) or ${b}`),
  fc.constantFrom(
    'extend s = tostring(bag.a.b)',
    'extend bag = bag.a',
    'extend u = iff(isempty(s), "none", s)',
    'sort by id asc | take 5',
    'join kind=inner (U | project s, t = id) on s | project-away s1',
    'join kind=leftouter (U | project u, t = id) on u | project-away u1',
    'union (U | where isnotempty(s))',
    'mv-expand bag',
  ),
);
const last = fc.oneof(
  fc
    .constantFrom('s', 'u', 'n', 'bin(at, 1h)', 'bin(at, 7d)', 'bin(at, 90s)', 'tostring(bag.a)')
    .map(
      (by) =>
        `summarize c = count(), d = dcount(s), e = dcount(u), set = tostring(array_sort_asc(make_set(s))), ids = tostring(array_sort_asc(make_list(n))), percentiles(n, 10, 50, 95), l = min(id) by k = ${by}`,
    ),
  fc
    .constantFrom('s', 'u')
    .map(
      (by) =>
        `summarize m = max(n), arg_max(id, s, bag), set = tostring(array_sort_asc(make_set_if(id, n > 0, 3))) by k = ${by}`,
    ),
  fc.constantFrom('s', 'u', 'tostring(bag.a)').map((by) => `distinct k = ${by}`),
  fc.constant(
    'project id, s, u, x = bag.a, y = bag.a.b, z = tolong(bag.a), v = todatetime(bag.b), w = totimespan(bag.a), t = gettype(bag.a)',
  ),
);
const rowsOf = async (session: HuntingSession, query: string): Promise<string[]> =>
  (await session.run(query, NOW)).rows.map((row) => JSON.stringify(row)).sort();

describe('a query over a file', () => {
  it('gives the same rows in its quick form and in its plain one', async () => {
    const pipeline = fc.tuple(table, table, fc.array(operator, { maxLength: 4 }), last);
    await fc.assert(
      fc.asyncProperty(pipeline, async ([t, u, operators, end]) => {
        files = new Map([
          ['T', t],
          ['U', u],
        ]);
        const query = `let T = externaldata(${COLUMNS})["T"]; let U = externaldata(${COLUMNS})["U"]; T | ${[...operators, end].join(' | ')}`;
        expect(await rowsOf(quick, query)).toEqual(await rowsOf(plain, query));
      }),
      RUNS,
    );
  }, 240_000);
});
