import { beforeAll, describe, expect, it } from 'vitest';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { ROWS } from '@/lib/client/overview';
import { loadRiskyUserParams, toRiskyUserFilter } from '@/lib/client/risk';
import { SERVICE_SOURCES } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import { periodOf, weeksOf } from '@/lib/domain/views/period';
import { alertList } from '@/lib/server/alerts/list';
import { prisma } from '@/lib/server/db';
import { incidentList } from '@/lib/server/incidents/list';
import {
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import { riskyUserList } from '@/lib/server/risk/lists';
import { testDatabase } from '@/lib/server/testing/database';
import { attentionOf } from './attention';
import { newIncidents, openNow } from './now';
import { outcomesOf, responseTimes } from './times';
import { attackSeen, countsByStep, volumeOf } from './volume';

testDatabase();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();
const PERIOD = periodOf('7d', 'Europe/Berlin', NOW);
let actor: Actor;
let other: Actor;

/** How many rows the list at an address shows. */
async function rowsAt(href: string): Promise<number> {
  const [path, search = ''] = href.split('?', 2);
  const query = Promise.resolve(Object.fromEntries(new URLSearchParams(search)));
  if (path === '/alerts') return alertList.count(actor, toAlertFilter(await loadAlertParams(query)));
  if (path === '/users')
    return riskyUserList.count(actor, toRiskyUserFilter(await loadRiskyUserParams(query)));
  const filter = toIncidentFilter(await loadIncidentParams(query));
  return (await incidentList.page(actor, filter, {}, 1_000)).rows.length;
}

const change = (id: string, data: object) =>
  prisma().incident.update({ where: { tenantId_id: { tenantId: 'a', id } }, data });

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  actor = await makeActor('a', 'identityAdmin');
  other = await makeActor('a', 'analyst', 'Otto');
  const outsider = await makeActor('b', 'analyst');
  let number = 0;
  const statuses = ['active', 'inProgress', 'awaitingAction', 'resolved', 'redirected'];
  for (const [s, status] of statuses.entries()) {
    for (const [v, severity] of SEVERITIES.entries()) {
      for (const tenant of ['a', 'b']) {
        const at = new Date(NOW - (s * 4 + v) * 8 * HOUR);
        const made = await makeIncident(tenant, {
          number: ++number,
          status,
          severity,
          updatedAt: at,
          alerts: 1 + v,
        });
        await prisma().alert.updateMany({
          where: { tenantId: tenant, incidentId: made.id },
          data: { createdAt: at, serviceSource: SERVICE_SOURCES[s] ?? '', historical: v === 0 && s === 1 },
        });
        if (tenant === 'b') continue;
        if (v % 2 === 1) await change(made.id, { assignedTo: v === 1 ? actor.id : other.id });
        if (status === 'resolved') {
          const resolvedAt = new Date(at.getTime() + (v + 1) * HOUR);
          await change(made.id, {
            resolvedAt,
            acknowledgedAt: new Date(at.getTime() + (v + 1) * 600_000),
            classification: v === 3 ? 'falsePositive' : v === 2 ? 'truePositive' : 'unknown',
          });
        }
      }
    }
  }
  await makeIncident('a', { number: 900, severity: 'high', historical: true, updatedAt: new Date(NOW) });
  for (const name of ['Ana', 'Ben']) await makeDetection('a', await makeAccount('a', name), null);
  await makeDetection('b', await makeAccount('b', 'Cy'), null);
  await prisma().task.createMany({
    data: [
      { id: 'mine', assignedTo: actor.id, tenantId: 'a' },
      { id: 'nobodys', assignedTo: null, tenantId: 'a' },
      { id: 'others', assignedTo: other.id, tenantId: 'a' },
      { id: 'done', assignedTo: actor.id, status: 'done', tenantId: 'a' },
      { id: 'elsewhere', assignedTo: outsider.id, tenantId: 'b' },
    ].map((task) => ({
      kind: 'suspend',
      title: task.id,
      targetType: 'user',
      targetId: 'u',
      createdBy: 'x',
      ...task,
    })),
  });
});

describe('numbers are those of the lists that they lead to', () => {
  it('open incidents and users at risk', async () => {
    const open = await openNow(actor);
    expect(open.total).toBe(12);
    expect(await rowsAt(ROWS.open())).toBe(open.total);
    for (const severity of SEVERITIES)
      expect(await rowsAt(ROWS.open(severity)), severity).toBe(open.bySeverity[severity]);
    expect(open.mine).toBeGreaterThan(0);
    expect(await rowsAt(ROWS.mine())).toBe(open.mine);
    expect(await rowsAt(ROWS.openOf(other.id))).toBe(open.byAssignee[other.id]);
    expect(await rowsAt(ROWS.unassignedHigh())).toBe(open.unassignedHigh);
    expect(open.riskyUsers.medium).toBe(2);
    expect(await rowsAt(ROWS.riskyUsers('medium'))).toBe(2);
  });

  it('new incidents', async () => {
    const fresh = await newIncidents(actor, Date.now());
    expect(fresh.now).toBe(3);
    expect(await rowsAt(ROWS.newIncidents())).toBe(fresh.now);
  });

  it('alerts and incidents of a period, as a whole, by source and in each step', async () => {
    const { alerts, incidents, sources } = await volumeOf(actor, PERIOD);
    expect(alerts.now).toBeGreaterThan(0);
    expect(await rowsAt(ROWS.alerts(PERIOD.from))).toBe(alerts.now);
    expect(await rowsAt(ROWS.incidents(PERIOD.from))).toBe(incidents.now);
    for (const { source, alerts: n } of sources)
      expect(await rowsAt(ROWS.alertsOf(source, PERIOD.from)), source).toBe(n);
    const steps = await countsByStep(actor, 'alert.source', PERIOD);
    for (const [index, { from, to }] of PERIOD.steps.entries()) {
      const total = Object.values(steps[index] ?? {}).reduce((sum, n) => sum + n, 0);
      expect(await rowsAt(ROWS.alerts(from, to))).toBe(total);
    }
  });

  it('tactics and techniques', async () => {
    const seen = await attackSeen(actor, PERIOD);
    expect(seen.map(({ tactic }) => tactic)).toEqual(['InitialAccess']);
    for (const { tactic, alerts, techniques } of seen) {
      expect(await rowsAt(ROWS.alerts(PERIOD.from, null, { tactic }))).toBe(alerts);
      for (const { technique, alerts: n } of techniques)
        expect(await rowsAt(ROWS.alerts(PERIOD.from, null, { tactic, technique }))).toBe(n);
    }
  });

  it('what was acknowledged and resolved, by severity, week, classification and person', async () => {
    const month = periodOf('30d', 'Europe/Berlin', NOW);
    const weeks = weeksOf(month, 'Europe/Berlin', NOW);
    const { byAssignee } = await openNow(actor);
    const { outcomes, workload } = await outcomesOf(actor, month, month.previous, weeks, byAssignee);
    expect(outcomes.resolved.now).toBe(4);
    expect(await rowsAt(ROWS.resolved(month.from))).toBe(4);
    for (const { severity, acknowledge, resolve } of outcomes.bySeverity) {
      expect(await rowsAt(ROWS.acknowledged(month.from, null, severity))).toBe(acknowledge.count);
      expect(await rowsAt(ROWS.resolved(month.from, null, { severity }))).toBe(resolve.count);
    }
    let inWeeks = 0;
    for (const { from, to, resolve } of outcomes.byWeek) {
      expect(await rowsAt(ROWS.resolved(from, to))).toBe(resolve.count);
      inWeeks += resolve.count;
    }
    expect(inWeeks).toBe(4);
    expect(outcomes.byClassification).toEqual({ unknown: 2, truePositive: 1, falsePositive: 1 });
    expect(await rowsAt(ROWS.resolved(month.from, null, { classification: 'falsePositive' }))).toBe(1);
    for (const { id, open, resolved } of workload) {
      expect(await rowsAt(ROWS.openOf(id))).toBe(open);
      expect(await rowsAt(ROWS.resolved(month.from, null, { assignee: id }))).toBe(resolved);
    }
    expect(workload.map(({ name }) => name).sort()).toEqual([actor.name, 'Otto'].sort());
  });
});

it('measures times from the opening, without history, against the period before', async () => {
  const month = periodOf('30d', 'UTC', NOW);
  const { acknowledge, resolve } = await responseTimes(actor, month, month.previous);
  expect(resolve.now).toEqual({ count: 4, mean: 2.5 * 3_600, median: 2.5 * 3_600 });
  expect(acknowledge.now).toEqual({ count: 4, mean: 1_500, median: 1_500 });
  expect(resolve.before).toEqual({ count: 0, mean: null, median: null });
  const later = { from: NOW + DAY, to: NOW + 2 * DAY };
  const moved = await responseTimes(actor, later, { from: month.from, to: later.from });
  expect(moved.resolve.now.count).toBe(0);
  expect(moved.resolve.before.count).toBe(4);
});

it('tells of mentions until they are opened', async () => {
  const incident = await prisma().incident.findFirstOrThrow({ where: { tenantId: 'a', number: 900 } });
  const comment = {
    tenantId: 'a',
    targetType: 'incident',
    targetId: incident.id,
    authorId: other.id,
    authorName: 'Otto',
  };
  await prisma().comment.createMany({
    data: [
      { ...comment, id: 'new', body: 'Look at this' },
      { ...comment, id: 'seen', body: 'Old' },
      { ...comment, id: 'gone', body: 'Deleted', deletedAt: new Date() },
    ],
  });
  await prisma().commentMention.createMany({
    data: [
      { tenantId: 'a', commentId: 'new', userId: actor.id },
      { tenantId: 'a', commentId: 'seen', userId: actor.id, seenAt: new Date() },
      { tenantId: 'a', commentId: 'gone', userId: actor.id },
    ],
  });
  expect((await attentionOf(actor)).mentions).toMatchObject([
    { id: 'new', author: 'Otto', body: 'Look at this', href: '/incidents/900/activity' },
  ]);
  expect((await attentionOf(other)).mentions).toEqual([]);
});

it('shows what waits for the one who looks, and for nobody else', async () => {
  const mine = await attentionOf(actor);
  expect(mine.mine.every((row) => row.assignedTo?.id === actor.id)).toBe(true);
  expect(mine.mine.length).toBe((await openNow(actor)).mine);
  expect(mine.tasks.map(({ id }) => id).sort()).toEqual(['mine', 'nobodys']);
  const theirs = await attentionOf(other);
  expect(theirs.tasks.map(({ id }) => id)).toEqual(['others']);
  expect(theirs.riskyUsers).toEqual([]);
  const manager = await attentionOf(await makeActor('a', 'manager'));
  expect(manager.unassignedHigh).toEqual([]);
  expect(manager.tasks).toEqual([]);
});
