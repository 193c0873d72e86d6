import { describe, expect, it } from 'vitest';
import {
  loadRiskDetectionParams,
  loadRiskySignInParams,
  loadRiskyUserParams,
  toRiskDetectionFilter,
  toRiskySignInFilter,
  toRiskyUserFilter,
} from '@/lib/client/risk';
import { DAY } from '@/lib/core/time';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { RISK_DETECTION_FACETS } from '@/lib/domain/views/risk';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { riskDetectionList, riskySignInList, riskyUserList } from './lists';
import { userRiskSteps } from './queries';
import { getRiskySignIn } from './sign-in';

testDatabase();
const T = 'lists';
const actor: Actor = {
  tenantId: T,
  kind: 'user',
  id: 'u',
  name: 'U',
  permissions: new Set(PERMISSIONS),
  roles: ['admin'],
  scopes: [],
};
const NOW = Date.now();
const signIns = (search: string) =>
  toRiskySignInFilter(loadRiskySignInParams(new URLSearchParams(`range=all&${search}`)));
const detections = (search: string) =>
  toRiskDetectionFilter(loadRiskDetectionParams(new URLSearchParams(`range=all&${search}`)));
const users = (search: string) =>
  toRiskyUserFilter(loadRiskyUserParams(new URLSearchParams(`level=any&state=any&${search}`)));

/** 25 sign-ins of two people, three at each moment, each with a detection; and one of another tenant. */
async function seed(): Promise<void> {
  await pool().query(
    `INSERT INTO entity (tenant_id, id, type, name, first_seen, last_seen) VALUES ($1, 'ann', 'account', 'Ann', now(), now()),
       ($1, 'bob', 'account', 'Bob', now(), now())`,
    [T],
  );
  await pool().query(
    `INSERT INTO entity_identifier (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen)
     VALUES ($1, '', 'account', 'upn', 'ann@x.example', 'ann', now(), now())`,
    [T],
  );
  for (let n = 0; n < 26; n++) {
    const tenant = n === 25 ? 'other' : T;
    const at = new Date(NOW - Math.floor(n / 3) * DAY);
    const user = n % 2 ? 'bob' : 'ann';
    await pool().query(
      `INSERT INTO risky_sign_in (tenant_id, id, user_id, level_during, level_aggregated, risk_state, risk_event_types,
         ip_address, location, app, at)
       VALUES ($1, $2, $3, 'low', $4, $5, $6, '203.0.113.7', '{"city":"Oslo","country":"NO","asn":1,"asOrganization":"Net"}', 'Mail', $7)`,
      [
        tenant,
        `s${n}`,
        user,
        n % 5 ? 'low' : 'high',
        n % 4 ? 'atRisk' : 'dismissed',
        n % 3 ? ['newCountry'] : ['unlikelyTravel', 'newCountry'],
        at,
      ],
    );
    await pool().query(
      `INSERT INTO risk_detection (tenant_id, id, key, user_id, risk_event_type, risk_level, risk_state, timing, activity,
         source, sign_in_id, ip_address, activity_at, detected_at, updated_at)
       VALUES ($1, $2, $2, $3, $4, 'low', $5, 'realtime', 'signin', 'throughline', $6, '203.0.113.7', $7, $7, $7)`,
      [
        tenant,
        `d${n}`,
        user,
        n % 3 ? 'newCountry' : 'unlikelyTravel',
        n % 4 ? 'atRisk' : 'dismissed',
        n < 20 ? `s${n}` : 'gone',
        at,
      ],
    );
  }
}

describe('lists of risk', () => {
  it('walk both ways without a gap or a repeat, also among rows of one moment', async () => {
    await seed();
    const filter = signIns('');
    const pages: string[][] = [];
    let page = await riskySignInList.page(actor, filter, {}, 4);
    for (;;) {
      pages.push(page.rows.map((row) => row.id));
      if (page.next === null) break;
      page = await riskySignInList.page(actor, filter, { after: page.next }, 4);
    }
    expect(pages.flat()).toHaveLength(25);
    expect(new Set(pages.flat()).size).toBe(25);
    expect(await riskySignInList.count(actor, filter)).toBe(25);
    for (let n = pages.length - 2; n >= 0; n--) {
      page = await riskySignInList.page(actor, filter, { before: page.previous }, 4);
      expect(page.rows.map((row) => row.id)).toEqual(pages[n]);
    }
    expect(page.previous).toBeNull();
  });

  it('filter by type, state, level, time, person, address and place', async () => {
    const count = (search: string) => {
      const query = new URLSearchParams('range=all');
      for (const [name, value] of new URLSearchParams(search)) query.set(name, value);
      return riskySignInList.count(actor, toRiskySignInFilter(loadRiskySignInParams(query)));
    };
    expect(await count('type=unlikelyTravel')).toBe(9);
    expect(await count('type=!unlikelyTravel')).toBe(16);
    expect(await count('state=dismissed')).toBe(7);
    expect(await count('level=high&during=low')).toBe(5);
    expect(await count('range=3d')).toBe(9);
    expect(await count(`range=${new Date(NOW - DAY - 60_000).toISOString()}..`)).toBe(6);
    expect(await count('q=ann@x.example')).toBe(13);
    expect(await count('q=bo')).toBe(12);
    expect(await count('q=203.0.113.7')).toBe(25);
    expect(await count('q=no')).toBe(25);
    expect(await count('q=nobody')).toBe(0);
    expect(await count('app=Mail&country=NO')).toBe(25);
    expect(await count('app=!Mail')).toBe(0);
    expect(await count('country=none')).toBe(0);
    const wanted = detections('type=newCountry');
    const listed = await riskDetectionList.page(actor, wanted, {}, 100);
    expect(listed.rows).toHaveLength(16);
    expect(await riskDetectionList.count(actor, wanted)).toBe(16);
    expect(await riskDetectionList.count(actor, detections('country=none'))).toBe(25);
    expect(listed.rows[0]).toMatchObject({ user: { id: 'bob', name: 'Bob', upn: null }, signInId: 's1' });
    // A sign-in that is not kept is not linked.
    expect(listed.rows.at(-1)).toMatchObject({ id: 'd23', signInId: null });
  });

  it.each(RISK_DETECTION_FACETS)(
    'count detections by %s in groups that hold what they say',
    async (group) => {
      const { total, groups } = await riskDetectionList.groups(actor, detections(''), group);
      let sum = 0;
      for (const { value, count } of groups) {
        const within = { ...detections(''), within: { group, value } };
        expect(await riskDetectionList.count(actor, within)).toBe(count);
        sum += count;
      }
      expect([total, sum]).toEqual([25, 25]);
    },
  );

  it('order users by level or change, page without a gap or a repeat, and count what still puts them at risk', async () => {
    const levels = ['low', 'high', 'none', 'medium', 'hidden'];
    for (let n = 0; n < 23; n++)
      await pool().query(
        `INSERT INTO risky_user (tenant_id, id, risk_level, risk_state, risk_detail, last_updated)
         VALUES ($1, $2, $3, 'atRisk', 'none', $4)`,
        [T, n === 0 ? 'ann' : `u${n}`, levels[n % 5], new Date(NOW - Math.floor(n / 3) * DAY)],
      );
    for (const sort of ['updated', 'level'])
      for (const dir of ['desc', 'asc']) {
        const filter = users(`sort=${sort}&dir=${dir}`);
        const whole = (await riskyUserList.page(actor, filter, {}, 100)).rows;
        expect(whole).toHaveLength(23);
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page = await riskyUserList.page(actor, filter, { after }, 4);
          seen.push(...page.rows.map((row) => row.id));
          after = page.next;
        } while (after !== null && seen.length < 100);
        expect(seen).toEqual(whole.map((row) => row.id));
        const first = sort === 'level' ? (dir === 'desc' ? 'high' : 'none') : 'any';
        if (first !== 'any') expect(whole[0]?.level).toBe(first);
      }
    const [ann] = (await riskyUserList.page(actor, users('q=ann@x'))).rows;
    // Of 13 detections of hers those are dismissed whose number four divides.
    expect(ann).toMatchObject({ id: 'ann', upn: 'ann@x.example', openDetections: 6 });
    expect(await riskyUserList.count(actor, { ...users(''), level: { any: [], none: ['high'] } })).toBe(
      23 - 5,
    );
  });

  it('tell an open list of sign-ins how many there are now, since none knows when it came', async () => {
    const changes = await riskySignInList.changes(
      actor,
      signIns('state=atRisk'),
      [
        { id: 's1', stamp: 'atRisk.low.none' },
        { id: 's4', stamp: 'atRisk.low.none' },
      ],
      new Date(),
    );
    expect(changes).toMatchObject({ gone: ['s4'], fresh: [], total: 18 });
    expect(changes.changed.map((row) => row.id)).toEqual(['s4']);
  });

  it('show one sign-in with its detections, and nobody the sign-in of another tenant', async () => {
    expect(await getRiskySignIn(actor, 's2')).toMatchObject({
      user: { name: 'Ann', upn: 'ann@x.example' },
      place: 'Oslo, NO',
      asn: 'AS1 Net',
      detections: [{ id: 'd2', type: 'newCountry' }],
    });
    expect(await getRiskySignIn(actor, 's25')).toBeNull();
  });

  const moveDetection = (by: string) =>
    pool().query(
      `UPDATE risk_detection SET activity_at = activity_at + $2::interval WHERE tenant_id = $1 AND id = 'd2'`,
      [T, by],
    );

  it('show a repeated sign-in with the detection that it extended', async () => {
    await pool().query(
      `INSERT INTO risky_sign_in SELECT (jsonb_populate_record(s, jsonb_build_object('id', 'again', 'at', s.at + interval '1 hour'))).*
       FROM risky_sign_in s WHERE s.tenant_id = $1 AND s.id = 's2'`,
      [T],
    );
    expect(await getRiskySignIn(actor, 'again')).toMatchObject({ types: ['newCountry'], detections: [] });
    await moveDetection('2 hours');
    const { detections } = (await getRiskySignIn(actor, 'again')) ?? {};
    expect(detections).toMatchObject([{ id: 'd2', signInId: 's2' }]);
    await moveDetection('-2 hours');
    await pool().query(`DELETE FROM risky_sign_in WHERE tenant_id = $1 AND id = 'again'`, [T]);
  });
});

describe('steps of a user’s risk', () => {
  it('are in order, each with the detection that made it', async () => {
    const step = (id: string, at: number, types: string[]) =>
      pool().query(
        `INSERT INTO risk_history (tenant_id, id, user_id, risk_level, risk_state, risk_detail, from_level, from_state,
           event_types, initiated_by, at) VALUES ($1, $2, 'ann', 'low', 'atRisk', 'none', 'none', 'none', $3, 'Throughline', $4)`,
        [T, id, types, new Date(at)],
      );
    await step('h1', NOW - 4 * DAY + 1000, ['newCountry']);
    await step('h2', NOW - DAY + 7, []);
    await step('h3', NOW - DAY + 60_000, []);
    const steps = await userRiskSteps(actor, 'ann');
    expect(steps).toMatchObject([
      { id: 'h1', detectionId: 'd14' },
      // No type is named: the detection of that moment.
      { id: 'h2', detectionId: 'd4', eventTypes: ['newCountry'] },
      { id: 'h3', detectionId: null, eventTypes: [] },
    ]);
  });
});
