import { beforeAll, describe, expect, it } from 'vitest';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertFilter } from '@/lib/domain/views/alert';
import { makeAccount, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { foldTally } from '@/lib/server/tally/fold';
import { testDatabase } from '@/lib/server/testing/database';
import { alertList } from './list';

testDatabase();

let actor: Actor;
let other: Actor;

const filterOf = async (search: string): Promise<AlertFilter> =>
  toAlertFilter(await loadAlertParams(Promise.resolve(Object.fromEntries(new URLSearchParams(search)))));

const ALL = 'status=any&history=all';
const TITLES = ['Unfamiliar sign-in', 'Mimikatz was run', 'Ransomware: files renamed', 'Ünïcode Überfall'];

/** Every property takes turns by the alert's place, each in another rhythm. */
const VARY = `UPDATE alert a SET title = CASE WHEN n % 4 = 1 THEN ($2::text[])[2 + n % 3] ELSE ($2::text[])[1] END,
    status = (ARRAY['new', 'inProgress', 'resolved'])[1 + n % 3],
    severity = (ARRAY['high', 'medium', 'low', 'informational'])[1 + n % 4],
    service_source = CASE WHEN n % 7 = 0 THEN 'microsoftDefenderForEndpoint' ELSE 'azureAdIdentityProtection' END,
    domain = CASE WHEN n % 7 = 0 THEN 'endpoint' ELSE 'identity' END,
    tactic = CASE WHEN n % 5 = 0 THEN 'Impact' ELSE 'InitialAccess' END,
    techniques = CASE WHEN n % 5 = 0 THEN ARRAY['T1486'] ELSE ARRAY['T1078'] END,
    classification = CASE WHEN n % 6 = 0 THEN 'falsePositive' ELSE 'unknown' END,
    assigned_to = CASE WHEN n % 8 = 0 THEN 'somebody' END, visible = n % 9 <> 0, historical = n % 11 = 0
  FROM (SELECT id, (ordinality - 1)::int AS n FROM unnest($1::text[]) WITH ORDINALITY AS t(id)) t WHERE a.id = t.id`;

beforeAll(async () => {
  for (const tenant of ['a', 'b']) await makeTenant(tenant);
  const ada = await makeAccount('a', 'Ada Lovelace');
  await makeAccount('b', 'Ada Lovelace');
  const { alertIds } = await makeIncident('a', { number: 1, alerts: 24 });
  const named = await makeIncident('a', { number: 2, alerts: 3, accountId: ada });
  await makeIncident('b', { number: 1, alerts: 2 });
  await pool().query(VARY, [[...alertIds, ...named.alertIds], TITLES]);
  actor = await makeActor('a', 'analyst');
  other = await makeActor('b', 'analyst');
});

const SEARCHES = [
  '',
  ALL,
  'show=signals&status=any&history=all',
  'severity=high,medium',
  'status=!new&severity=!low',
  'status=!resolved,!unknown&source=!azureAdIdentityProtection&history=all',
  'source=microsoftDefenderForEndpoint&status=any',
  'source=microsoftSentinel&status=any',
  'domain=endpoint&tactic=Impact&status=any',
  'tactic=!Impact&status=any',
  'classification=falsePositive&status=any',
  'assignee=somebody&status=any',
  'assignee=none',
  'assignee=me,!none&status=any',
  'detector=test&history=historical&status=any',
  'technique=T1486&status=any',
  'created=7d&status=any',
  `q=mimikatz&${ALL}`,
  `q=sign-in&${ALL}`,
  `q=UNFAM&${ALL}`,
  `q=lovelace&${ALL}`,
  `q=nobody&${ALL}`,
];

describe('the alert queue', () => {
  it.each(SEARCHES)('is counted as it is listed: %s', async (search) => {
    for (const folded of [false, true]) {
      if (folded) await foldTally();
      const filter = await filterOf(search);
      const { rows } = await alertList.page(actor, filter, {}, 1_000);
      expect(await alertList.count(actor, filter)).toBe(rows.length);
    }
  });

  it('finds the same by the counters and by the rows', async () => {
    for (const search of SEARCHES) {
      const filter = await filterOf(search);
      // A span of time that holds everything is not among what is counted: the rows are looked at.
      const byRows = await alertList.count(actor, { ...filter, created: { kind: 'last', days: 9_999 } });
      expect([search, await alertList.count(actor, filter)]).toEqual([search, byRows]);
    }
  });

  it.each([
    ['mimikatz', (title: string) => title === TITLES[1]],
    ['MIMI', (title: string) => title === TITLES[1]],
    ['files ren', (title: string) => title === TITLES[2]],
    ['überf', (title: string) => title === TITLES[3]],
    ['sign-in', (title: string) => title === TITLES[0]],
    ['%', () => false],
    ["'); DROP TABLE alert; --", () => false],
  ])('finds words of titles by their beginnings: %s', async (text, expected) => {
    const { rows } = await alertList.page(actor, { ...(await filterOf(ALL)), text }, {}, 1_000);
    const all = await alertList.page(actor, await filterOf(ALL), {}, 1_000);
    expect(new Set(rows.map((row) => row.id))).toEqual(
      new Set(all.rows.filter((row) => expected(row.title)).map((row) => row.id)),
    );
  });

  it('finds alerts by what they name: a word of it, or how an identifier begins', async () => {
    for (const text of ['lovelace', 'ada lov', 'ada.lovelace@a', 'ada.lovelace@a.test']) {
      const filter = { ...(await filterOf(ALL)), text };
      expect([text, await alertList.count(actor, filter)]).toEqual([text, 3]);
      const signals = { ...filter, kind: 'signals' } as const;
      expect(await alertList.count(actor, signals)).toBe((await alertList.page(actor, signals)).rows.length);
    }
    expect(await alertList.count(other, { ...(await filterOf(ALL)), text: 'ada.lovelace@a' })).toBe(0);
  });
});
