import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryResult } from './execute';
import { HuntingSession } from './session';

const FOLDER = path.join(import.meta.dirname, 'golden');
const NOW = '2026-01-10T00:00:00.000000Z';

let session: HuntingSession;
beforeAll(async () => {
  session = await HuntingSession.open({});
});
afterAll(() => session.close());

/** Query → SQL → rows, as one text. */
const told = (text: string, { sql, columns, rows }: QueryResult): string =>
  [
    text.trim(),
    '',
    sql,
    '',
    columns.map(({ name, type }) => `${name}:${type}`).join(' | '),
    ...rows.map((row) => row.map((cell) => JSON.stringify(cell)).join(' | ')),
    '',
  ].join('\n');

describe('a query', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.kql')))('%s', async (name) => {
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    const result = await session.run(text, NOW);
    await expect(told(text, result)).toMatchFileSnapshot(path.join(FOLDER, name.replace('.kql', '.golden')));
  });
});

describe('what is not supported', () => {
  it.each([
    ['externaldata(x:string)["https://a.example/x.csv"]', /externaldata of .* is not supported/],
    ['print hash_many("x", "os")', /function 'hash_many' is not supported/],
    [
      'range x from 1 to 3 step 1 | top-nested 1 of x with others = 0 by sum(x)',
      /top-nested with others is not supported/,
    ],
    ['Nothing | take 1', /KS/],
    ['range x from 1 to 3 step 1 | join kind=sideways (print x=1) on x', /sideways|KS/],
  ])('is refused by name: %s', async (text, message) => {
    await expect(session.run(text, NOW)).rejects.toThrow(message);
  });

  it('says where', async () => {
    const text = 'print 1 | extend y = hash_combine(1, 2)';
    const error = await session.run(text, NOW).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ diagnostics: [{ code: 'TL001', span: { start: 21, end: text.length } }] });
  });
});
