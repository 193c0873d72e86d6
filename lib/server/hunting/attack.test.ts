import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KqlError } from '@/lib/kql/types';
import { HuntingSession } from './session';

const NOW = '2026-01-10T00:00:00.000000Z';
const SECRET = 'the-secret-of-the-other-file';
/** The machine may be busy with other things: what is without bounds takes for ever. */
const LONG_ENOUGH = 45_000;

const folder = mkdtempSync(path.join(tmpdir(), 'hunting-attack-'));
const outside = path.join(folder, 'outside.csv');
writeFileSync(outside, `a,b\n${SECRET},1\n`);

let session: HuntingSession;
beforeAll(async () => {
  session = await HuntingSession.open({ Events: [{ name: 'Name', type: 'string' }] });
});
afterAll(() => {
  session.close();
  rmSync(folder, { recursive: true });
});

/** What a query gives or is told; anything but rows and diagnostics fails the test. */
async function outcome(text: string): Promise<string> {
  try {
    return JSON.stringify((await session.run(text, NOW, 100)).rows);
  } catch (error) {
    if (error instanceof KqlError) return error.message;
    throw error;
  }
}

/** Texts that would do harm if they reached SQL as anything but a text. */
const PAYLOADS = [
  "'; DROP TABLE x; --",
  `' UNION SELECT * FROM read_csv('${outside}') --`,
  `') ; COPY (SELECT 1) TO '${outside}.copy'; --`,
  "'; ATTACH 'other.db'; --",
  "'; INSTALL httpfs; LOAD httpfs; --",
  "' || getenv('HOME') || '",
  `$$ SELECT * FROM '${outside}' $$`,
  '" ; PRAGMA database_list; --',
  '\\\'; SELECT 1; /* " */',
  '\u2019; SELECT 1; \u2014\u2014 \u0000 \u202e \ud83d\ude00',
  "{'a': 'b'}['c']",
  '$1 ? :name %s {{x}} `id` c1 m1',
];
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\u0000', '\\0')}"`;

describe('a hostile text', () => {
  it.each(PAYLOADS)(
    'stays a text: %s',
    async (payload) => {
      const text = quoted(payload);
      const queries = [
        `print x = ${text} | where x == ${text} | extend y = strcat(x, ${text}), l = strlen(x)`,
        `print x = ${text} | where x has ${text} or x contains ${text} or x startswith ${text} or x in (${text}, 'a')`,
        `print x = dynamic({"k": ${text}}) | extend y = x[${text}], z = x.k, w = bag_has_key(x, ${text})`,
        `datatable(x:string)[${text}] | summarize count() by x | join kind=inner (print x = ${text}) on x`,
        `print x = ${text} | parse x with a ${text} b | extend c = replace_string(x, ${text}, 'q'), d = split(x, ${text})`,
        `print x = ${text} | evaluate bag_unpack(bag_pack(x, x))`,
        `print b = bag_pack(${text}, 1) | evaluate bag_unpack(b)`,
        `datatable(k:string, n:long)[${text}, 1] | evaluate pivot(k, sum(n))`,
        `print ['${payload.replace(/[\\']/g, '\\$&').replaceAll('\u0000', '')}'] = 1`,
        `print x = 'a' | where x matches regex ${text} | extend e = extract(${text}, 0, x)`,
      ];
      for (const query of queries) expect(await outcome(query)).not.toContain(SECRET);
      const [row] = (await session.run(`print x = ${text}`, NOW)).rows;
      expect(row).toEqual([payload.replaceAll('\u0000', '')]);
    },
    90_000,
  );
});

describe('a query that asks for what is outside', () => {
  it.each([
    `externaldata(a:string)[@'${outside}']`,
    `externaldata(a:string)['file://${outside}'] with (format='csv')`,
    `external_table('${outside}')`,
    `table('${outside}')`,
    `database('main').table('duckdb_settings')`,
    `cluster('x').database('y').T`,
    `['${outside}']`,
    `read_csv('${outside}')`,
    `print read_text('${outside}')`,
    `print getenv('HOME')`,
    `union *, ['${outside}']`,
    `find in (['${outside}']) where a == 1`,
    `duckdb_settings`,
    `information_schema.tables`,
    `evaluate http_request('http://localhost/')`,
    `evaluate sql_request('Server=x', 'select 1')`,
    `evaluate python(typeof(*), 'import os')`,
    `.set x <| print 1`,
    `.drop table Events`,
    `.ingest into table Events (@'${outside}')`,
    `Events | evaluate execute_query('x', 'y')`,
    `Events; DROP TABLE Events`,
    `COPY Events TO '${outside}'`,
    `-- x\nSELECT 1`,
    `set x = 1; Events`,
    `#connect x\nprint 1`,
  ])(
    'is refused or finds nothing: %s',
    async (text) => {
      expect(await outcome(text)).not.toContain(SECRET);
    },
    90_000,
  );
});

describe('a query out of all proportion', () => {
  const many = (count: number, part: string): string => part.repeat(count);
  it.each([
    ['brackets', `print ${many(5_000, '(')}1${many(5_000, ')')}`],
    ['open brackets', `print ${many(50_000, '(')}`],
    ['arrays', `print dynamic(${many(3_000, '[')}${many(3_000, ']')})`],
    ['functions in functions', `print ${many(2_000, 'abs(')}1${many(2_000, ')')}`],
    ['sums', `print ${many(3_000, '1 + ')}1`],
    ['alternatives', `Events | where ${many(400, "Name == 'a' or ")}Name == 'b'`],
    ['a list', `Events | where Name in (${many(3_000, "'a', ")}'b')`],
    ['pipes', `Events ${many(250, '| where Name == "a" ')}`],
    ['minus signs', `print ${many(5_000, '- ')}1`],
    ['nots', `print ${many(3_000, 'not(')}true${many(3_000, ')')}`],
    ['statements', `${many(500, 'let a = 1; ')}print a`],
    ['a name', `print ['${many(100_000, 'n')}'] = 1`],
    ['a text', `print '${many(300_000, 'x')}' | project strlen(print_0)`],
    ['a text beyond all bounds', `print '${many(2_000_000, 'x')}'`],
    ['unions', `union ${many(200, '(print 1), ')}(print 1)`],
    [
      'functions that call functions',
      `let f0 = () { 1 }; ${Array.from({ length: 90 }, (_, n) => `let f${n + 1} = () { f${n}() + 1 };`).join(' ')} print f90()`,
    ],
    ['nothing', ''],
    ['blanks', '   \n\t '],
    ['a comment', '// nothing'],
    ['an open text', `print 'abc`],
    ['an open comment', 'print /* 1'],
    ['noise', '\u0001\u0002\uffff | | ;; ]]'],
  ])(
    'is answered or refused in time: %s',
    async (_name, text) => {
      const start = performance.now();
      await outcome(text);
      expect(performance.now() - start).toBeLessThan(LONG_ENOUGH);
    },
    60_000,
  );
});
