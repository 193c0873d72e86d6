import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aliasCompletions } from '@/lib/kql/syntax/watchlists';
import { KqlError } from '@/lib/kql/types';
import { watchlistColumns } from '@/lib/kql/watchlists';
import { HuntingSession } from './session';

const NOW = '2026-01-10T00:00:00.000000Z';
const LISTS = { VIPUsers: ['User Principal Name', 'Title'], Odd: ["it's", 'back\\slash'] };

/** Two people; the key is their address. */
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  _DTItemId: ["'i1'", "'i2'"],
  LastUpdatedTimeUTC: ["TIMESTAMP '2026-01-01'", "TIMESTAMP '2026-01-02'"],
  SearchKey: ["'ann@a.example'", "'Bob@a.example'"],
  'User Principal Name': ["'ann@a.example'", "'Bob@a.example'"],
  Title: ["'CEO'", 'NULL'],
  "it's": ["'x'", "'y'"],
  'back\\slash': ["'x'", "'y'"],
};

let session: HuntingSession;
beforeAll(async () => {
  session = await HuntingSession.open({ T: [{ name: 'upn', type: 'string' }] }, 1, {
    lists: LISTS,
    watchlist: () => ({
      from: '(VALUES (0), (1)) AS item(n)',
      column: (name) => `[${ITEMS[name]?.join(', ')}][n + 1]`,
    }),
  });
});
afterAll(() => session.close());

const rows = async (text: string) => (await session.run(text, NOW)).rows;
const reasons = async (text: string) => {
  const error = await session.run(text, NOW).catch((thrown: unknown) => thrown);
  return error instanceof KqlError ? error.diagnostics : error;
};

describe('_GetWatchlist', () => {
  it('gives the columns of the list beside those that every list has, texts never null', async () => {
    const result = await session.run("_GetWatchlist('VIPUsers') | sort by SearchKey asc", NOW);
    expect(result.columns).toEqual(watchlistColumns(['User Principal Name', 'Title']));
    expect(result.rows.map((row) => row.at(-1))).toEqual(['', 'CEO']);
  });

  it.each([
    ["_GetWatchlist('VIPUsers') | where ['User Principal Name'] =~ 'BOB@a.example' | project Title", [['']]],
    ["_GetWatchlist('VIPUsers', dynamic(['ann@a.example', 'no'])) | project Title", [['CEO']]],
    ["_GetWatchlist('VIPUsers', dynamic([])) | count", [[2]]],
    ["let a = 'VIPUsers'; _GetWatchlist(a) | count", [[2]]],
    [
      "let f = (list:string) { _GetWatchlist(list) | where Title == 'CEO' }; f('VIPUsers') | project SearchKey",
      [['ann@a.example']],
    ],
    [
      "print upn = 'Bob@a.example' | join kind=inner _GetWatchlist('VIPUsers') on $left.upn == $right.SearchKey | project SearchKey",
      [['Bob@a.example']],
    ],
    [
      "print upn = 'bob@a.example' | where upn in~ (_GetWatchlist('VIPUsers') | project SearchKey) | count",
      [[1]],
    ],
    [
      "print upn = 'ann@a.example' | lookup _GetWatchlist('VIPUsers') on $left.upn == $right.SearchKey | project Title",
      [['CEO']],
    ],
    ["_GetWatchlist('Odd') | project a = [\"it's\"], b = ['back\\\\slash'] | take 1", [['x', 'x']]],
    ['_GetWatchlistAlias', [['Odd'], ['VIPUsers']]],
    ['_GetWatchlistAlias() | where WatchlistAlias startswith "VIP"', [['VIPUsers']]],
    ["_GetWatchlistAlias | where WatchlistAlias in (dynamic(['Odd'])) | count", [[1]]],
  ])('%s', async (text, expected) => {
    expect(await rows(text)).toEqual(expected);
  });

  it('names a list that does not exist, with its place and what is there, and nothing else', async () => {
    const text = "_GetWatchlist('vipusers') | where Foo == 'x' | summarize count() by Bar";
    expect(await reasons(text)).toEqual([
      {
        code: 'TL005',
        severity: 'error',
        message: "There is no watchlist 'vipusers'",
        hint: "the list is called 'VIPUsers'",
        span: { start: 14, end: 24 },
      },
    ]);
  });

  it.each([
    ["_GetWatchlist('VIPUsers') | project Nothing", 'KS142'],
    ["let f = (list:string) { _GetWatchlist(list) }; f('Nope')", 'TL005'],
    ["_GetWatchlist('toString')", 'TL005'],
    ["_GetWatchlist(strcat('VIP', 'Users'))", 'TL002'],
    ['T | where upn in (_GetWatchlist(upn))', 'TL002'],
    ["_GetWatchlist('VIPUsers', dynamic([]), 3)", 'KS119'],
  ])('refuses %s', async (text, code) => {
    expect(await reasons(text)).toMatchObject([{ code }]);
  });
});

describe('open lists, for published queries', () => {
  it('have the columns that the query names', async () => {
    const asked: string[] = [];
    const open = await HuntingSession.open({ T: [{ name: 'AppObjectId', type: 'string' }] }, 1, {
      lists: 'open',
      watchlist: ({ alias, columns }) => {
        asked.push(alias, ...columns.map(({ name }) => name).slice(3));
        return { from: '(SELECT 1 WHERE false) AS nothing', column: () => 'NULL' };
      },
    });
    await open.run("T | join kind=inner _GetWatchlist('Apps') on AppObjectId | where Owner == 'x'", NOW);
    expect(asked).toEqual(['Apps', 'AppObjectId', 'Owner']);
    await expect(open.run('T | where Owner == 1', NOW)).rejects.toThrow(/KS142/);
    open.close();
  });
});

describe('completion of an alias', () => {
  it.each([
    ["T | join _GetWatchlist('", '', 24, 24, "VIPUsers'"],
    ['_GetWatchlist("VI', '")', 15, 17, 'VIPUsers'],
  ])('%s|%s', (before, after, from, to, written) => {
    const found = aliasCompletions(before + after, before.length, LISTS);
    expect(found).toMatchObject({ from, to });
    expect(found?.items.map((item) => item.before)).toContain(written);
  });

  it('keeps to the alias', () => {
    expect(aliasCompletions("_GetWatchlist('VIPUsers') | ", 28, LISTS)).toBeNull();
  });
});
