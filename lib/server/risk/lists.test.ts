import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { parseSelection } from '@/lib/domain/views/filter';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import {
  countRiskDetections,
  countRiskySignIns,
  getRiskySignIn,
  listRiskDetections,
  listRiskySignIns,
} from './lists';
import { userRiskSteps } from './queries';

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
const any = parseSelection('any');
const DETECTIONS = { type: any, level: any, state: any, timing: any, activity: any, source: any } as const;
const SIGN_INS = { type: any, level: any, during: any, state: any } as const;

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
    const filter = { ...SIGN_INS, range: 'all', text: '' } as const;
    const pages: string[][] = [];
    let page = await listRiskySignIns(actor, filter, {}, 4);
    for (;;) {
      pages.push(page.rows.map((row) => row.id));
      if (page.next === null) break;
      page = await listRiskySignIns(actor, filter, { after: page.next }, 4);
    }
    expect(pages.flat()).toHaveLength(25);
    expect(new Set(pages.flat()).size).toBe(25);
    expect(await countRiskySignIns(actor, filter)).toEqual({ total: 25, isMore: false });
    for (let n = pages.length - 2; n >= 0; n--) {
      page = await listRiskySignIns(actor, filter, { before: page.previous }, 4);
      expect(page.rows.map((row) => row.id)).toEqual(pages[n]);
    }
    expect(page.previous).toBeNull();
  });

  it('filter by type, state, level, time, person, address and place', async () => {
    const count = async (change: object) =>
      (await countRiskySignIns(actor, { ...SIGN_INS, range: 'all', text: '', ...change })).total;
    expect(await count({ type: parseSelection('unlikelyTravel') })).toBe(9);
    expect(await count({ type: parseSelection('!unlikelyTravel') })).toBe(16);
    expect(await count({ state: parseSelection('dismissed') })).toBe(7);
    expect(await count({ level: parseSelection('high'), during: parseSelection('low') })).toBe(5);
    expect(await count({ range: '3d' })).toBe(9);
    expect(await count({ text: 'ann@x.example' })).toBe(13);
    expect(await count({ text: 'bo' })).toBe(12);
    expect(await count({ text: '203.0.113.7' })).toBe(25);
    expect(await count({ text: 'no' })).toBe(25);
    expect(await count({ text: 'nobody' })).toBe(0);
    const detections = { ...DETECTIONS, range: 'all', text: '', type: parseSelection('newCountry') } as const;
    const listed = await listRiskDetections(actor, detections, {}, 100);
    expect(listed.rows).toHaveLength(16);
    expect(await countRiskDetections(actor, detections)).toEqual({ total: 16, isMore: false });
    expect(listed.rows[0]).toMatchObject({ user: { id: 'bob', name: 'Bob', upn: null }, signInId: 's1' });
    // A sign-in that is not kept is not linked.
    expect(listed.rows.at(-1)).toMatchObject({ id: 'd23', signInId: null });
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
