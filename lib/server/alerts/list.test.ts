import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import {
  ALERT_FACETS,
  ALERT_GROUPS,
  ALERT_SORTS,
  type AlertFilter,
  type AlertRowView,
} from '@/lib/domain/views/alert';
import { DIRECTIONS } from '@/lib/domain/views/list';
import { prisma } from '@/lib/server/db';
import { makeAccount, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { LIST_PAGE } from '@/lib/server/lists/source';
import { testDatabase } from '@/lib/server/testing/database';
import { alertNeighbours, alertList as list } from './list';

testDatabase();
let me: Actor;
let incident = '';
const COUNT = 2 * LIST_PAGE + 20;
const START = Date.UTC(2026, 0, 1);
const STATUS = ['new', 'inProgress', 'resolved'] as const;

/** Moments are shared by several alerts, as those of one batch are. */
const at = (n: number, step: number): Date => new Date(START + Math.floor((n * 7) % step) * 60_000);

beforeAll(async () => {
  await makeTenant('l');
  me = await makeActor('l', 'analyst');
  const account = await makeAccount('l', 'Ada Victim');
  const made = await makeIncident('l', { number: 1, accountId: account });
  incident = made.id;
  await prisma().alert.deleteMany({ where: { id: { notIn: [...made.alertIds] } } });
  await prisma().alert.updateMany({
    data: { title: 'The named one', createdAt: at(0, 9), updatedAt: at(0, 9) },
  });
  await prisma().alert.createMany({
    data: Array.from({ length: COUNT - 1 }, (_, i) => i + 1).map((n) => ({
      tenantId: 'l',
      id: randomUUID(),
      key: `key ${n}`,
      repeatKey: `key ${n}`,
      detectorId: `detector.${n % 3}`,
      serviceSource: n % 2 === 0 ? 'throughline' : 'microsoftSentinel',
      detectionSource: 'custom',
      domain: n % 4 === 0 ? 'email' : 'identity',
      title: `Alert ${n}`,
      description: 'A test alert.',
      severity: SEVERITIES[n % 4] ?? 'low',
      status: STATUS[n % 3] ?? 'new',
      classification: n % 5 === 0 ? 'falsePositive' : 'unknown',
      tactic: n % 2 === 0 ? 'Execution' : 'Persistence',
      techniques: n % 6 === 0 ? [] : ['T1059', `T10${n % 10}`],
      assignedTo: n % 8 === 0 ? me.id : null,
      count: n,
      historical: n % 10 === 0,
      visible: n % 11 !== 0,
      firstActivity: at(n, 5),
      lastActivity: at(n, 13),
      createdAt: at(n, 9),
      updatedAt: at(n, 17),
    })),
  });
});

const filterOf = (search: string): AlertFilter => toAlertFilter(loadAlertParams(new URLSearchParams(search)));
const ALL = 'status=any&history=all';

async function walk(filter: AlertFilter, size: number): Promise<AlertRowView[]> {
  const rows: AlertRowView[] = [];
  let after: string | null = null;
  do {
    const page = await list.page(me, filter, { after }, size);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length <= 2 * COUNT);
  return rows;
}

const idsOf = (rows: readonly AlertRowView[]) => rows.map((row) => row.id);

/** What PostgreSQL is asked to do, done by hand. */
const expectedOrder: Record<(typeof ALERT_SORTS)[number], (row: AlertRowView) => string> = {
  updated: (row) => row.updatedAt,
  created: (row) => row.createdAt,
  severity: (row) => `${SEVERITIES.indexOf(row.severity)} ${row.updatedAt}`,
  activity: (row) => row.lastActivity,
};

describe('the alert queue', () => {
  it('pages by key without a gap or a repeat, whatever the filter, the order and the size of a page', async () => {
    const everything = (await list.page(me, filterOf(ALL), {}, 1_000)).rows;
    const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 0 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ALERT_SORTS),
        fc.constantFrom(...DIRECTIONS),
        some(STATUS),
        some(SEVERITIES),
        fc.constantFrom('live', 'historical', 'all'),
        fc.integer({ min: 1, max: 60 }),
        async (sort, dir, status, severity, history, size) => {
          const filter = filterOf(
            `sort=${sort}&dir=${dir}&history=${history}&status=${status.join() || 'any'}&severity=${severity.map((one) => `!${one}`).join() || 'any'}`,
          );
          const key = expectedOrder[sort];
          const by = (a: AlertRowView, b: AlertRowView) =>
            key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : a.id < b.id ? -1 : 1;
          const expected = everything
            .filter(
              (row) =>
                (status.length === 0 || status.some((one) => one === row.status)) &&
                !severity.includes(row.severity) &&
                (history === 'all' || row.historical === (history === 'historical')),
            )
            .sort(by);
          if (dir === 'asc') expected.reverse();
          expect(idsOf(await walk(filter, size))).toEqual(idsOf(expected));
          expect(await list.count(me, filter)).toBe(expected.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(ALERT_SORTS.flatMap((sort) => DIRECTIONS.map((dir) => [sort, dir] as const)))(
    'jumps, turns back and knows neighbours in the same order (%s, %s)',
    async (sort, dir) => {
      const filter = filterOf(`${ALL}&sort=${sort}&dir=${dir}`);
      const whole = await walk(filter, 1_000);
      for (const [i, after] of (await list.anchors(me, filter)).entries()) {
        const { rows } = await list.page(me, filter, { after });
        const start = (i + 1) * LIST_PAGE;
        expect(idsOf(rows)).toEqual(idsOf(whole.slice(start, start + LIST_PAGE)));
      }
      const first = await list.page(me, filter, {}, 30);
      const second = await list.page(me, filter, { after: first.next }, 10);
      const back = await list.page(me, filter, { before: second.previous }, 10);
      expect(idsOf(back.rows)).toEqual(idsOf(whole.slice(20, 30)));
      for (const i of [0, 40, whole.length - 1])
        expect(await alertNeighbours(me, filter, whole[i]?.id ?? '')).toEqual({
          previous: whole[i - 1]?.id ?? null,
          next: whole[i + 1]?.id ?? null,
        });
    },
  );

  it.each<[string, (row: AlertRowView) => boolean]>([
    ['source=throughline', (row) => row.serviceSource === 'throughline'],
    ['source=!throughline', (row) => row.serviceSource !== 'throughline'],
    ['technique=T1059', (row) => row.techniques.includes('T1059')],
    ['technique=!T1059', (row) => !row.techniques.includes('T1059')],
    ['assignee=me', (row) => row.assignedTo !== null],
    ['assignee=none', (row) => row.assignedTo === null],
    ['classification=falsePositive', (row) => row.classification === 'falsePositive'],
    ['count=10..20', (row) => row.count >= 10 && row.count <= 20],
    ['linked=yes', (row) => row.incident?.number === 1],
    ['linked=no', (row) => row.incident === null],
    ['entity=ada%20victim', (row) => row.title === 'The named one'],
    ['entity=!ada%20victim', (row) => row.title !== 'The named one'],
    ['q=named', (row) => row.title === 'The named one'],
    ['q=Ada', (row) => row.title === 'The named one'],
    ['q=zanzibar%25', () => false],
    ['created=2026-01-01T00:02Z..2026-01-01T00:04Z', (row) => /00:0[23]:/.test(row.createdAt)],
    ['updated=2026-01-01T00:16Z..', (row) => row.updatedAt >= '2026-01-01T00:16'],
    ['range=..2026-01-01T00:01Z', (row) => row.lastActivity < '2026-01-01T00:01'],
    ['group=severity&within=high', (row) => row.severity === 'high'],
    ['group=assignee&within=none', (row) => row.assignedTo === null],
  ])('filters by %s', async (search, matches) => {
    const everything = (await list.page(me, filterOf(ALL), {}, 1_000)).rows;
    const filter = filterOf(`${ALL}&${search}`);
    expect(new Set(idsOf(await walk(filter, 17)))).toEqual(new Set(idsOf(everything.filter(matches))));
    expect(await list.count(me, filter)).toBe(everything.filter(matches).length);
  });

  it('keeps signals apart', async () => {
    const signals = (await list.page(me, filterOf(`${ALL}&show=signals`), {}, 100)).rows;
    expect(signals.length).toBe(Math.floor((COUNT - 1) / 11));
    expect(signals.every((row) => !row.visible)).toBe(true);
  });

  it.each(ALERT_GROUPS)('holds in its groups what their counts say (%s)', async (group) => {
    const filter = filterOf(ALL);
    const { total, groups } = await list.groups(me, filter, group);
    let sum = 0;
    for (const { value, count } of groups) {
      sum += count;
      expect(await list.count(me, { ...filter, within: { group, value } })).toBe(count);
    }
    expect(sum).toBe(total);
  });

  it.each(ALERT_FACETS)('counts the values of %s with every filter but its own', async (facet) => {
    const values = await list.values(me, filterOf(`${ALL}&severity=high`), facet);
    const bare = await list.values(me, filterOf(ALL), 'severity');
    expect(values.length).toBeGreaterThan(0);
    if (facet === 'severity') expect(values).toEqual(bare);
  });

  it('finds techniques by id and by name, and says what they are called', async () => {
    const found = async (match: string) =>
      (await list.values(me, filterOf(ALL), 'technique', match)).map(({ name }) => name);
    expect(await found('T1059')).toEqual(['T1059 Command and Scripting Interpreter']);
    expect(await found('scripting')).toEqual(['T1059 Command and Scripting Interpreter']);
    const [row] = (await list.page(me, filterOf(`${ALL}&technique=T1059`), {}, 1)).rows;
    expect(row?.techniqueLabels).toContain('T1059 Command and Scripting Interpreter');
  });

  it('tells an open queue what changed, what left it and what came, and which incident an alert moved to', async () => {
    const filter = filterOf('status=new&history=all');
    const since = new Date(Date.now() - 1_000);
    const [a, b, c] = (await list.page(me, filter, {}, 3)).rows;
    const shown = [a, b, c].map((row) => ({
      id: row?.id ?? '',
      stamp: `${row?.version}.${row?.incident?.number ?? 0}`,
    }));
    expect(await list.changes(me, filter, shown, since)).toEqual({
      changed: [],
      gone: [],
      fresh: [],
      total: null,
    });
    const write = (id: string | undefined, data: object) =>
      prisma().alert.update({ where: { tenantId_id: { tenantId: 'l', id: id ?? '' } }, data });
    await write(a?.id, { status: 'resolved', version: 2, updatedAt: new Date() });
    await write(b?.id, { incidentId: incident });
    const now = await list.changes(me, filter, shown, since);
    expect(new Set(idsOf(now.changed))).toEqual(new Set([a?.id, b?.id]));
    expect(now.changed.find((row) => row.id === b?.id)?.incident?.number).toBe(1);
    expect(now.gone).toEqual([a?.id]);
    await write(c?.id, { version: 2, updatedAt: new Date() });
    const later = await list.changes(me, filter, [], since);
    expect(later.fresh).toEqual([{ id: c?.id, isNew: false }]);
  });
});
