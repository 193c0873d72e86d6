import { beforeAll, describe, expect, it } from 'vitest';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import type { Actor } from '@/lib/domain/permissions';
import {
  DIRECTIONS,
  INCIDENT_FACETS,
  INCIDENT_GROUPS,
  INCIDENT_SORTS,
  type IncidentFilter,
} from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { queueChanges } from './changes';
import { countGroups, countIncidents, topValues } from './facets';
import { listIncidents, QUEUE_PAGE, queueAnchors } from './queries';
import { makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
let me: Actor;
const COUNT = 2 * QUEUE_PAGE + 20;
const SEVERITY = ['low', 'medium', 'high', 'informational'] as const;
const AT = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  await makeTenant('q');
  me = await makeActor('q', 'analyst');
  for (let n = 1; n <= COUNT; n++) {
    await makeIncident('q', {
      number: n,
      severity: SEVERITY[n % 4] ?? 'low',
      status: n % 5 === 0 ? 'resolved' : 'active',
      updatedAt: new Date(AT + Math.floor(n / 3) * 60_000),
    });
  }
  await prisma().incident.updateMany({
    where: { number: { lte: 10 } },
    data: { customTags: ['vip', 'finance'], domains: ['identity', 'email'], assignedTo: me.id },
  });
});

const filterOf = (search: string): IncidentFilter =>
  toIncidentFilter(loadIncidentParams(new URLSearchParams(search)));
const ALL = 'status=any&severity=any&history=all';

describe('anchors', () => {
  it.each(INCIDENT_SORTS.flatMap((sort) => DIRECTIONS.map((dir) => [sort, dir] as const)))(
    'lead to the rows that walking page by page leads to (%s, %s)',
    async (sort, dir) => {
      const filter = filterOf(`${ALL}&sort=${sort}&dir=${dir}`);
      const anchors = await queueAnchors(me, filter);
      expect(anchors).toHaveLength(2);
      const whole = await listIncidents(me, filter, {}, COUNT);
      for (const [i, after] of anchors.entries()) {
        const { rows } = await listIncidents(me, filter, { after });
        const start = (i + 1) * QUEUE_PAGE;
        expect(rows).toEqual(whole.rows.slice(start, start + QUEUE_PAGE));
      }
    },
  );
});

describe('groups', () => {
  it.each(INCIDENT_GROUPS)('hold what their counts say (%s)', async (group) => {
    const filter = filterOf(ALL);
    const { total, groups } = await countGroups(me, filter, group);
    expect(total).toBe(COUNT);
    const seen = new Set<number>();
    for (const { value, count } of groups) {
      const within = { ...filter, within: { group, value } };
      expect(await countIncidents(me, within)).toBe(count);
      for (const row of (await listIncidents(me, within, {}, COUNT)).rows) seen.add(row.number);
    }
    expect(seen.size, 'every incident is in a group').toBe(COUNT);
  });

  it('counts an incident once in the group of each of its values', async () => {
    const { groups } = await countGroups(me, filterOf(ALL), 'domain');
    expect(groups).toEqual([
      { value: 'identity', count: COUNT },
      { value: 'email', count: 10 },
    ]);
  });
});

describe('facets', () => {
  it('count with all filters in force but their own', async () => {
    const filter = filterOf('status=active&severity=high&history=all');
    const high = Array.from({ length: COUNT }, (_, i) => i + 1).filter((n) => n % 4 === 2);
    expect(await topValues(me, filter, 'status')).toEqual([
      { value: 'active', count: high.filter((n) => n % 5 !== 0).length },
      { value: 'resolved', count: high.filter((n) => n % 5 === 0).length },
    ]);
    expect(await topValues(me, filter, 'severity')).toHaveLength(4);
  });

  it('name people and are found by typing', async () => {
    const all = await topValues(me, filterOf(ALL), 'assignee');
    expect(all).toEqual([
      { value: 'none', count: COUNT - 10 },
      { value: me.id, count: 10, name: me.name },
    ]);
    expect(await topValues(me, filterOf(ALL), 'assignee', me.name.slice(2, 6))).toHaveLength(1);
    expect(await topValues(me, filterOf(ALL), 'tag', 'fin')).toEqual([{ value: 'finance', count: 10 }]);
    expect(await topValues(me, filterOf(ALL), 'tag', "'%_")).toEqual([]);
  });

  it.each(INCIDENT_FACETS)('answer for %s', async (facet) => {
    expect((await topValues(me, filterOf(ALL), facet)).length).toBeGreaterThan(0);
  });
});

describe('changes of an open queue', () => {
  it('tell new versions, rows that left, and what came', async () => {
    const filter = filterOf('status=active&severity=any&history=all');
    const since = new Date(Date.now() - 1_000);
    const shown = [1, 2].map((number) => ({ number, version: 1 }));
    expect(await queueChanges(me, filter, shown, since)).toMatchObject({ changed: [], gone: [], fresh: [] });
    const later = { version: 2, updatedAt: new Date() };
    await prisma().incident.updateMany({ where: { number: 1 }, data: { ...later, status: 'resolved' } });
    await prisma().incident.updateMany({ where: { number: 3 }, data: later });
    await makeIncident('q', { number: 900, updatedAt: new Date() });
    const now = await queueChanges(me, filter, shown, since);
    expect(now.changed.map((row) => [row.number, row.status, row.version])).toEqual([[1, 'resolved', 2]]);
    expect(now.gone).toEqual([1]);
    expect([...now.fresh].sort((x, y) => x.number - y.number)).toEqual([
      { number: 3, isNew: false },
      { number: 900, isNew: true },
    ]);
  });
});
