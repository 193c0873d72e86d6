import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { activityOf } from './activity';
import { setIncidentTags } from './commands';
import { getIncident } from './detail';
import { moveAlerts } from './move-alerts';
import { mergeIncidents, unmergeIncident } from './regroup';
import { resolveIncident } from './resolve';
import { type MadeIncident, makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
const T = 'contoso';
let analyst: Actor;
let manager: Actor;
let stranger: Actor;
let number = 0;

beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  [analyst, manager, stranger] = [
    await makeActor(T, 'analyst'),
    await makeActor(T, 'manager'),
    await makeActor('other', 'admin'),
  ];
});

const make = (alerts = 2) => makeIncident(T, { number: ++number, alerts });
const version = async (id: string) =>
  (await prisma().incident.findUniqueOrThrow({ where: { tenantId_id: { tenantId: T, id } } })).version;

/** Who is where, and what is said of each incident: everything but versions and moments. */
async function picture(...incidents: readonly MadeIncident[]): Promise<string> {
  const ids = incidents.map(({ id }) => id);
  const rows = await prisma().$queryRaw`
    SELECT i.id, i.display_name, i.name_is_custom, i.severity, i.severity_is_custom, i.status, i.classification,
      i.determination, i.assigned_to, i.redirect_incident_id, coalesce(i.custom_tags, '{}') AS custom_tags,
      coalesce(i.system_tags, '{}') AS system_tags, i.alert_count, i.active_alert_count, i.entity_count,
      array(SELECT a.id FROM alert a WHERE a.tenant_id = ${T} AND a.incident_id = i.id ORDER BY a.id) AS alerts,
      array(SELECT m.alert_id FROM incident_membership m WHERE m.tenant_id = ${T} AND m.incident_id = i.id
        AND m.until_at IS NULL ORDER BY m.alert_id) AS members,
      array(SELECT t.id FROM task t WHERE t.tenant_id = ${T} AND t.incident_id = i.id ORDER BY t.id) AS tasks
    FROM incident i WHERE i.tenant_id = ${T} AND i.id = ANY(${ids}::text[]) ORDER BY i.number`;
  return JSON.stringify(rows);
}

/** Both have their memberships in the log, as the engine writes them, and their fields summed up. */
async function settled(...incidents: readonly MadeIncident[]): Promise<void> {
  for (const { id, alertIds } of incidents) {
    await prisma().incidentMembership.createMany({
      data: alertIds.map((alertId) => ({
        tenantId: T,
        id: `m-${alertId}`,
        incidentId: id,
        alertId,
        cause: 'opened',
      })),
    });
    const { refreshOver } = await import('@/lib/server/engine/incident-summary');
    await refreshOver((text, values) => prisma().$queryRawUnsafe(text, ...values), T, id, null);
  }
}

const merge = async (source: MadeIncident, target: MadeIncident) =>
  mergeIncidents(analyst, null, {
    id: source.id,
    version: await version(source.id),
    into: target.id,
    intoVersion: await version(target.id),
    reason: '',
  });
const unmerge = (source: MadeIncident, holder: MadeIncident) =>
  unmergeIncident(analyst, null, { id: source.id, holder: holder.id, reason: 'two attacks' });

describe('merge and unmerge', () => {
  it('moves everything, and gives all of it back', async () => {
    const [source, target] = [await make(3), await make(2)];
    await settled(source, target);
    await setIncidentTags(analyst, null, { id: source.id, version: await version(source.id), tags: ['vip'] });
    await prisma().task.create({
      data: {
        tenantId: T,
        id: 'task-1',
        kind: 'suspend',
        title: 'x',
        targetType: 'user',
        targetId: 'u',
        incidentId: source.id,
        createdBy: 'x',
      },
    });
    const before = await picture(source, target);
    expect(await merge(source, target)).toEqual({ number: target.number, alerts: 3 });
    const [gone, whole] = JSON.parse(await picture(source, target));
    expect(gone).toMatchObject({ status: 'redirected', redirect_incident_id: target.id, alerts: [] });
    expect(whole).toMatchObject({ alert_count: 5, custom_tags: ['vip'], tasks: ['task-1'] });
    expect(whole.members).toHaveLength(5);
    expect((await getIncident(analyst, target.id))?.mergedFrom.map((m) => m.number)).toEqual([source.number]);

    expect(await unmerge(source, target)).toEqual({ number: source.number, alerts: 3 });
    expect(await picture(source, target)).toBe(before);
    const words = await prisma().correlationConstraint.findMany({ where: { incidentId: target.id } });
    expect(words.map((word) => word.alertId).sort()).toEqual([...source.alertIds].sort());
    expect(new Set(words.map((word) => word.kind))).toEqual(new Set(['forbid']));
    const told = await activityOf(analyst, { type: 'incident', id: source.id });
    expect(told.rows.map((row) => row.title)).toEqual(
      expect.arrayContaining(['merged incidents', 'undid a merge']),
    );
  });

  it('keeps what was decided after the merge', async () => {
    const [source, target] = [await make(), await make()];
    await settled(source, target);
    await merge(source, target);
    await setIncidentTags(analyst, null, {
      id: target.id,
      version: await version(target.id),
      tags: ['after'],
    });
    await unmerge(source, target);
    const [, after] = JSON.parse(await picture(source, target));
    expect(after.custom_tags).toEqual(['after']);
  });

  it('unmerges out of a chain, each its own', async () => {
    const [a, b, c] = [await make(1), await make(2), await make(3)];
    await settled(a, b, c);
    const before = await picture(a, b, c);
    await merge(a, b);
    await merge(b, c);
    await expect(unmerge(a, b)).rejects.toMatchObject({ code: 'conflict' });
    await unmerge(a, c);
    await unmerge(b, c);
    expect(await picture(a, b, c)).toBe(before);
  });

  it('leaves what a person moved on since where it is', async () => {
    const [source, target, third] = [await make(2), await make(2), await make(1)];
    await settled(source, target, third);
    await merge(source, target);
    const [moved = '', stays = ''] = source.alertIds;
    await moveAlerts(analyst, null, {
      id: target.id,
      version: await version(target.id),
      alertIds: [moved],
      into: third.id,
      reason: '',
    });
    await unmerge(source, target);
    const [back, , kept] = JSON.parse(await picture(source, target, third));
    expect(back.alerts).toEqual([stays]);
    expect(kept.alerts).toContain(moved);
  });

  it('takes back an earlier word that set them apart', async () => {
    const [source, target] = [await make(), await make()];
    await settled(source, target);
    await merge(source, target);
    await unmerge(source, target);
    await merge(source, target);
    expect(
      await prisma().correlationConstraint.count({ where: { tenantId: T, incidentId: target.id } }),
    ).toBe(0);
  });

  it('refuses what is resolved, stale, its own, demo data, forbidden or another tenant’s', async () => {
    const [source, target] = [await make(), await make()];
    await settled(source, target);
    const seen = await version(target.id);
    const ask = (actor: Actor, more: object = {}) =>
      mergeIncidents(actor, null, {
        id: source.id,
        version: 2,
        into: target.id,
        intoVersion: seen,
        reason: '',
        ...more,
      });
    await expect(ask(manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(stranger)).rejects.toMatchObject({ code: 'notFound' });
    await expect(ask(analyst, { into: source.id })).rejects.toMatchObject({ code: 'invalid' });
    await setIncidentTags(analyst, null, { id: target.id, version: seen, tags: ['x'] });
    await expect(ask(analyst)).rejects.toMatchObject({ code: 'conflict' });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: T, id: source.id } },
      data: { origin: 'demo' },
    });
    await expect(ask(analyst, { intoVersion: seen + 1 })).rejects.toMatchObject({ code: 'invalid' });
    await resolveIncident(analyst, null, {
      id: target.id,
      version: seen + 1,
      classification: 'truePositive',
      determination: 'phishing',
      comment: '',
    });
    await expect(ask(analyst, { intoVersion: seen + 2 })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('moving alerts', () => {
  it('splits some off into a new incident and says so on both', async () => {
    const from = await make(3);
    await settled(from);
    const [first = '', second = ''] = from.alertIds;
    const { number: split } = await moveAlerts(analyst, null, {
      id: from.id,
      version: await version(from.id),
      alertIds: [first, second],
      into: null,
      reason: 'another attacker',
    });
    number = Math.max(number, split);
    const made = await getIncident(analyst, String(split));
    expect(made).toMatchObject({ alertCount: 2, status: 'active', severity: 'medium' });
    expect((await getIncident(analyst, from.id))?.alertCount).toBe(1);
    const words = await prisma().correlationConstraint.findMany({ where: { alertId: first } });
    expect(words.map(({ kind, incidentId }) => [kind, incidentId]).sort()).toEqual(
      [
        ['forbid', from.id],
        ['require', made?.id],
      ].sort(),
    );
    const audit = await prisma().auditEntry.findFirstOrThrow({ where: { targetId: first } });
    expect(audit).toMatchObject({ action: 'alert.move', reason: 'another attacker' });
  });

  it('refuses to leave nothing behind, and alerts that are elsewhere', async () => {
    const [from, other] = [await make(2), await make(1)];
    await settled(from, other);
    const ask = async (alertIds: readonly string[]) =>
      moveAlerts(analyst, null, {
        id: from.id,
        version: await version(from.id),
        alertIds: [...alertIds],
        into: other.id,
        reason: '',
      });
    await expect(ask(from.alertIds)).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask(other.alertIds)).rejects.toMatchObject({ code: 'conflict' });
  });
});
