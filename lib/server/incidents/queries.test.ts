import { beforeAll, describe, expect, it } from 'vitest';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { loadRiskyUserParams, toRiskyUserFilter } from '@/lib/client/risk';
import type { Actor } from '@/lib/domain/permissions';
import { INCIDENT_SORTS, type IncidentFilter, type IncidentSort } from '@/lib/domain/views/incident';
import { DIRECTIONS, type Direction } from '@/lib/domain/views/list';
import { alertRows, getAlert } from '@/lib/server/alerts/detail';
import { alertList } from '@/lib/server/alerts/list';
import {
  countDeadLetters,
  importSessions,
  openDeadLetters,
  sourceHealth,
} from '@/lib/server/data-health/queries';
import { prisma } from '@/lib/server/db';
import { entityAlerts, entityIncidents, getEntity } from '@/lib/server/entities/queries';
import { riskyUserList } from '@/lib/server/risk/lists';
import { getUserRisk, userDetections, userRiskHistory } from '@/lib/server/risk/queries';
import { testDatabase } from '@/lib/server/testing/database';
import { activityOf } from './activity';
import { incidentAlerts } from './alerts';
import { assignablePeople, getIncident } from './detail';
import { incidentEntities } from './entities';
import { incidentList, incidentNeighbours } from './list';
import {
  type MadeIncident,
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from './testing';

testDatabase();
let a: Actor;
let b: Actor;
let victim = '';
let sample: MadeIncident;
const COUNT = 23;
const SEVERITY = ['low', 'medium', 'high', 'informational'] as const;

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  [a, b] = [await makeActor('a', 'admin'), await makeActor('b', 'admin')];
  victim = await makeAccount('a', 'Ada Victim');
  for (let n = 1; n <= COUNT; n++) {
    // Every third shares its moment with the one before it, as rows of one batch do.
    const made = await makeIncident('a', {
      number: n,
      accountId: victim,
      severity: SEVERITY[n % 4] ?? 'low',
      status: n % 5 === 0 ? 'resolved' : n % 2 === 0 ? 'active' : 'inProgress',
      updatedAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 3))),
      historical: n % 7 === 0,
    });
    if (n === 1) sample = made;
  }
  await makeIncident('b', { number: 1 });
  await makeDetection('a', victim, sample.alertIds[0] ?? null);
});

const filterOf = async (search: string): Promise<IncidentFilter> =>
  toIncidentFilter(
    await loadIncidentParams(Promise.resolve(Object.fromEntries(new URLSearchParams(search)))),
  );

const ALL = 'status=any&severity=any&history=all';

async function walk(filter: IncidentFilter, size: number): Promise<number[]> {
  const numbers: number[] = [];
  let after: string | null = null;
  do {
    const page = await incidentList.page(a, filter, { after }, size);
    numbers.push(...page.rows.map((row) => row.number));
    after = page.next;
  } while (after !== null && numbers.length <= COUNT);
  return numbers;
}

describe('incident queue', () => {
  it.each<[IncidentSort, Direction]>(INCIDENT_SORTS.flatMap((sort) => DIRECTIONS.map((way) => [sort, way])))(
    'pages by key without a gap or a repeat, forwards and backwards (%s, %s)',
    async (sort, direction) => {
      const filter = { ...(await filterOf(ALL)), sort, direction };
      const whole = (await incidentList.page(a, filter, {}, 100)).rows.map((row) => row.number);
      expect([...whole].sort((x, y) => x - y)).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1));
      expect(await walk(filter, 4)).toEqual(whole);
      const third = await incidentList.page(
        a,
        filter,
        { after: (await incidentList.page(a, filter, {}, 8)).next },
        4,
      );
      const back = await incidentList.page(a, filter, { before: third.previous }, 4);
      expect(back.rows.map((row) => row.number)).toEqual(whole.slice(4, 8));
    },
  );

  it('shows live, open incidents of at least low severity by default, and counts them exactly', async () => {
    const filter = await filterOf('');
    const page = await incidentList.page(a, filter, {}, 100);
    expect(page.rows.length).toBeGreaterThan(0);
    for (const row of page.rows) {
      expect(['active', 'inProgress', 'awaitingAction']).toContain(row.status);
      expect(row.severity).not.toBe('informational');
      expect(row.historical).toBe(false);
    }
    expect(await incidentList.count(a, filter)).toBe(page.rows.length);
  });

  it.each([
    ['severity=high,medium', (n: number) => n % 4 === 1 || n % 4 === 2],
    ['severity=!high', (n: number) => n % 4 !== 2],
    ['status=!resolved', (n: number) => n % 5 !== 0],
    ['q=%237', (n: number) => n === 7],
    ['q=of%20a', () => true],
    ['q=ada%20vic', () => true],
    ['q=100%25', () => false],
    ['assignee=none', () => true],
    ['assignee=me', () => false],
    ['domain=identity', () => true],
    ['source=!azureAdIdentityProtection', () => false],
    ['tag=nothing', () => false],
    ['tactic=InitialAccess', () => true],
    ['tactic=Impact', () => false],
    ['technique=!T1078', () => true],
    ['determination=!unknown', () => false],
    ['entity=ada%20victim', () => true],
    ['entity=!ada%20victim', () => false],
    ['entity=nobody', () => false],
    ['priority=0..10', () => true],
    ['priority=11..', () => false],
    ['alerts=1', () => true],
    ['alerts=2..', () => false],
    ['range=2026-03-01T10:00Z..2026-03-01T10:01Z', () => true],
    ['range=2026-03-01T10:01Z..', () => false],
    ['range=7d', () => false],
    ['created=2026-01-01T00:00Z..2026-01-01T00:03Z', (n: number) => n < 9],
    ['updated=..2026-01-01T00:01Z', (n: number) => n < 3],
    ['group=severity&within=high', (n: number) => n % 4 === 2],
    ['group=assignee&within=none', () => true],
    ['group=tag&within=none', () => true],
    ['group=source&within=none', () => false],
    ['group=tactic&within=InitialAccess', () => true],
  ])('filters by %s', async (search, matches) => {
    const filter = await filterOf(`status=any&severity=any&history=all&${search}`);
    const query = new URLSearchParams(`${ALL}&${search}`);
    for (const [key, value] of new URLSearchParams(search)) query.set(key, value);
    const chosen = await filterOf(query.toString());
    const numbers = (await incidentList.page(a, chosen, {}, 100)).rows
      .map((row) => row.number)
      .sort((x, y) => x - y);
    expect(numbers).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1).filter(matches));
    expect(await incidentList.count(a, chosen)).toBe(numbers.length);
    expect(filter.sort).toBe('updated');
  });

  it.each(DIRECTIONS)('knows the neighbours of an incident in its queue (%s)', async (direction) => {
    const filter = { ...(await filterOf(ALL)), sort: 'severity' as const, direction };
    const whole = (await incidentList.page(a, filter, {}, 100)).rows.map((row) => row.number);
    for (const [i, number] of whole.entries()) {
      expect(await incidentNeighbours(a, filter, number)).toEqual({
        previous: whole[i - 1] ?? null,
        next: whole[i + 1] ?? null,
      });
    }
  });

  it('finds by a number with a hash that incident alone', async () => {
    const found = await incidentList.page(a, { ...(await filterOf(ALL)), text: '#1' }, {}, 100);
    expect(found.rows.map((row) => row.number)).toEqual([1]);
  });

  it('takes hostile text as text and a forged cursor as none', async () => {
    for (const q of ["'; DROP TABLE incident; --", '%_\\', '\u0000', '$1', '{{7*7}}']) {
      await expect(incidentList.page(a, { ...(await filterOf(ALL)), text: q })).resolves.toBeDefined();
    }
    for (const after of [
      'x',
      btoa('["0","now()","x"]'),
      btoa('[1,2,3]'),
      btoa('["9","2026-01-01 00:00:00+00",""]'),
    ]) {
      await expect(incidentList.page(a, await filterOf(ALL), { after })).resolves.toBeDefined();
    }
    expect(await prisma().incident.count()).toBe(COUNT + 1);
  });
});

describe('tenant isolation', () => {
  it('shows nothing of tenant a to an admin of tenant b', async () => {
    const filter = await filterOf(ALL);
    const alertFilter = toAlertFilter(loadAlertParams(new URLSearchParams('status=any&history=all')));
    const users = toRiskyUserFilter(loadRiskyUserParams(new URLSearchParams('level=any&state=any')));
    const [alertId = ''] = sample.alertIds;
    expect((await incidentList.page(b, filter)).rows).toHaveLength(1);
    expect(await incidentList.count(b, filter)).toBe(1);
    expect(await incidentList.anchors(b, filter)).toEqual([]);
    const seen = await incidentList.changes(b, filter, [{ id: sample.id, stamp: 'x' }], new Date(0));
    expect(seen).toMatchObject({ changed: [], gone: [sample.id], fresh: [{ isNew: true }] });
    expect(await incidentList.groups(b, filter, 'status')).toMatchObject({
      total: 1,
      groups: [{ value: 'active', count: 1 }],
    });
    expect(await incidentNeighbours(b, filter, 5)).toEqual({ previous: null, next: null });
    expect(await getIncident(b, sample.id)).toBeNull();
    expect(await getIncident(b, '2')).toBeNull();
    expect((await incidentAlerts(b, sample.id)).rows).toEqual([]);
    expect(await incidentEntities(b, sample.id)).toEqual([]);
    expect((await activityOf(b, { type: 'incident', id: sample.id })).rows).toEqual([]);
    expect(await incidentList.values(b, filter, 'severity')).toEqual([{ value: 'medium', count: 1 }]);
    expect((await assignablePeople(b)).map((person) => person.id)).toEqual([b.id]);
    expect((await alertList.page(b, alertFilter)).rows).toHaveLength(1);
    expect(await alertList.count(b, alertFilter)).toBe(1);
    expect(await getAlert(b, alertId)).toBeNull();
    expect(await alertRows(b, alertId)).toEqual([]);
    expect((await riskyUserList.page(b, users)).rows).toEqual([]);
    expect(await riskyUserList.count(b, users)).toBe(0);
    expect((await getUserRisk(b, victim)).level).toBe('none');
    expect((await userDetections(b, victim)).rows).toEqual([]);
    expect((await userRiskHistory(b, victim)).rows).toEqual([]);
    expect(await getEntity(b, victim)).toBeNull();
    expect(await entityAlerts(b, victim)).toEqual([]);
    expect(await entityIncidents(b, victim)).toEqual([]);
    expect(await sourceHealth(b)).toEqual([]);
    expect((await openDeadLetters(b)).rows).toEqual([]);
    expect(await countDeadLetters(b)).toBe(0);
    expect(await importSessions(b)).toEqual([]);
  });

  it('shows the same things to tenant a', async () => {
    const [alertId = ''] = sample.alertIds;
    expect((await incidentAlerts(a, sample.id)).rows[0]?.entities[0]?.entityId).toBe(victim);
    expect(await incidentEntities(a, sample.id)).toHaveLength(1);
    expect(await getAlert(a, alertId)).toMatchObject({ title: 'Unfamiliar sign-in properties' });
    expect((await userDetections(a, victim)).rows).toHaveLength(1);
    expect((await entityIncidents(a, victim)).length).toBe(COUNT);
    expect((await getEntity(a, victim))?.identifiers).toHaveLength(2);
  });
});
