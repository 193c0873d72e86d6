import { beforeAll, describe, expect, it } from 'vitest';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import type { Actor } from '@/lib/domain/permissions';
import {
  INCIDENT_FACETS,
  INCIDENT_GROUPS,
  INCIDENT_SORTS,
  type IncidentFilter,
} from '@/lib/domain/views/incident';
import { DIRECTIONS } from '@/lib/domain/views/list';
import { prisma } from '@/lib/server/db';
import { LIST_PAGE } from '@/lib/server/lists/source';
import { testDatabase } from '@/lib/server/testing/database';
import { incidentList } from './list';
import { makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
let me: Actor;
const COUNT = 2 * LIST_PAGE + 20;
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
      const anchors = await incidentList.anchors(me, filter);
      expect(anchors).toHaveLength(2);
      const whole = await incidentList.page(me, filter, {}, COUNT);
      for (const [i, after] of anchors.entries()) {
        const { rows } = await incidentList.page(me, filter, { after });
        const start = (i + 1) * LIST_PAGE;
        expect(rows).toEqual(whole.rows.slice(start, start + LIST_PAGE));
      }
    },
  );
});

describe('groups', () => {
  it.each(INCIDENT_GROUPS)('hold what their counts say (%s)', async (group) => {
    const filter = filterOf(ALL);
    const { total, groups } = await incidentList.groups(me, filter, group);
    expect(total).toBe(COUNT);
    const seen = new Set<number>();
    for (const { value, count } of groups) {
      const within = { ...filter, within: { group, value } };
      expect(await incidentList.count(me, within)).toBe(count);
      for (const row of (await incidentList.page(me, within, {}, COUNT)).rows) seen.add(row.number);
    }
    expect(seen.size, 'every incident is in a group').toBe(COUNT);
  });

  it('counts an incident once in the group of each of its values', async () => {
    const { groups } = await incidentList.groups(me, filterOf(ALL), 'domain');
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
    expect(await incidentList.values(me, filter, 'status')).toEqual([
      { value: 'active', count: high.filter((n) => n % 5 !== 0).length },
      { value: 'resolved', count: high.filter((n) => n % 5 === 0).length },
    ]);
    expect(await incidentList.values(me, filter, 'severity')).toHaveLength(4);
  });

  it('name people and are found by typing', async () => {
    const all = await incidentList.values(me, filterOf(ALL), 'assignee');
    expect(all).toEqual([
      { value: 'none', count: COUNT - 10 },
      { value: me.id, count: 10, name: me.name },
    ]);
    expect(await incidentList.values(me, filterOf(ALL), 'assignee', me.name.slice(2, 6))).toHaveLength(1);
    expect(await incidentList.values(me, filterOf(ALL), 'tag', 'fin')).toEqual([
      { value: 'finance', count: 10 },
    ]);
    expect(await incidentList.values(me, filterOf(ALL), 'tag', "'%_")).toEqual([]);
  });

  it.each(INCIDENT_FACETS)('answer for %s', async (facet) => {
    expect((await incidentList.values(me, filterOf(ALL), facet)).length).toBeGreaterThan(0);
  });
});

describe('changes of an open queue', () => {
  it('tell new versions, rows that left, and what came', async () => {
    const filter = filterOf('status=active&severity=any&history=all');
    const since = new Date(Date.now() - 1_000);
    const idOf = new Map(
      (await incidentList.page(me, filterOf(ALL), {}, COUNT)).rows.map((row) => [row.number, row.id]),
    );
    const shown = [1, 2].map((number) => ({ id: idOf.get(number) ?? '', stamp: '1' }));
    const before = await incidentList.changes(me, filter, shown, since);
    expect(before).toEqual({ changed: [], gone: [], fresh: [], total: null });
    const later = { version: 2, updatedAt: new Date() };
    await prisma().incident.updateMany({ where: { number: 1 }, data: { ...later, status: 'resolved' } });
    await prisma().incident.updateMany({ where: { number: 3 }, data: later });
    const made = await makeIncident('q', { number: 900, updatedAt: new Date() });
    const now = await incidentList.changes(me, filter, shown, since);
    expect(now.changed.map((row) => [row.number, row.status, row.version])).toEqual([[1, 'resolved', 2]]);
    expect(now.gone).toEqual([idOf.get(1)]);
    expect(new Set(now.fresh)).toEqual(
      new Set([
        { id: idOf.get(3), isNew: false },
        { id: made.id, isNew: true },
      ]),
    );
  });
});
