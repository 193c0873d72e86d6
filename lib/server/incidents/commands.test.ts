import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { closeAlert } from '@/lib/server/alerts/close';
import { assignAlert, setAlertStatus } from '@/lib/server/alerts/commands';
import { comment } from '@/lib/server/comments';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { activityOf } from './activity';
import {
  assignIncident,
  classifyIncident,
  renameIncident,
  setIncidentSeverity,
  setIncidentStatus,
  setIncidentTags,
} from './commands';
import { reopenIncident, resolveIncident } from './resolve';
import { makeAccount, makeActor, makeDetection, makeIncident, makeTenant } from './testing';

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

const make = (alerts = 1, accountId?: string) =>
  makeIncident(T, { number: ++number, alerts, ...(accountId ? { accountId } : {}) });
const stored = (id: string) =>
  prisma().incident.findUniqueOrThrow({ where: { tenantId_id: { tenantId: T, id } } });
const storedAlert = (id: string) =>
  prisma().alert.findUniqueOrThrow({ where: { tenantId_id: { tenantId: T, id } } });
const verdict = { classification: 'falsePositive', determination: 'notMalicious' } as const;

const CLASSIFY = { resolve: false, comment: '', exclusion: null } as const;

/** Every command there is, over one incident and one alert. */
const every = (actor: Actor, id: string, alertId: string): readonly (() => Promise<unknown>)[] => [
  () => assignIncident(actor, null, { id, version: 1, assignedTo: null }),
  () => setIncidentStatus(actor, null, { id, version: 1, status: 'inProgress' }),
  () => classifyIncident(actor, null, { id, version: 1, ...verdict }),
  () => resolveIncident(actor, null, { id, version: 1, ...verdict, comment: '' }),
  () => reopenIncident(actor, null, { id, version: 1, status: 'active', reason: 'x' }),
  () => setIncidentTags(actor, null, { id, version: 1, tags: ['x'] }),
  () => setIncidentSeverity(actor, null, { id, version: 1, severity: 'low' }),
  () => renameIncident(actor, null, { id, version: 1, name: 'x' }),
  () => comment(actor, null, { targetType: 'incident', targetId: id, body: 'x' }),
  () => assignAlert(actor, null, { id: alertId, version: 1, assignedTo: null }),
  () => setAlertStatus(actor, null, { id: alertId, version: 1, status: 'resolved' }),
  () => closeAlert(actor, null, { ...CLASSIFY, id: alertId, version: 1, ...verdict }),
];

describe('incident commands', () => {
  it('assigns the incident with its alerts, with audit from → to and one event', async () => {
    const { id, alertIds } = await make(3);
    const result = await assignIncident(analyst, 'req-7', { id, version: 1, assignedTo: analyst.id });
    expect(result.version).toBe(2);
    expect(await stored(id)).toMatchObject({ assignedTo: analyst.id, lastModifiedBy: analyst.name });
    expect((await stored(id)).acknowledgedAt).not.toBeNull();
    for (const alertId of alertIds) expect((await storedAlert(alertId)).assignedTo).toBe(analyst.id);
    const audit = await prisma().auditEntry.findFirstOrThrow({ where: { tenantId: T, targetId: id } });
    expect(audit).toMatchObject({ action: 'incident.assign', requestId: 'req-7' });
    expect(audit.changes).toContainEqual({ field: 'assignedTo', from: null, to: analyst.id });
    expect(
      await prisma().outboxEvent.count({ where: { tenantId: T, targetId: id, type: 'incident.updated' } }),
    ).toBe(1);
  });

  it('refuses a stale write, says what changed, and changes nothing', async () => {
    const { id } = await make();
    await setIncidentStatus(analyst, null, { id, version: 1, status: 'inProgress' });
    const late = setIncidentTags(analyst, null, { id, version: 1, tags: ['late'] });
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      userText: expect.stringContaining(`${analyst.name} changed status from active to inProgress`),
    });
    expect((await stored(id)).customTags).toEqual([]);
  });

  it('does not refuse a decision because the engine added an alert meanwhile', async () => {
    const { id } = await make();
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: T, id } },
      data: { version: 5, alertCount: 2 },
    });
    const result = await setIncidentTags(analyst, null, { id, version: 1, tags: ['b', 'a', 'b'] });
    expect(result.version).toBe(6);
    expect((await stored(id)).customTags).toEqual(['a', 'b']);
  });

  it('keeps to the state machine', async () => {
    const { id } = await make();
    await expect(
      setIncidentStatus(analyst, null, { id, version: 1, status: 'redirected' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      setIncidentStatus(analyst, null, { id, version: 1, status: 'resolved' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      reopenIncident(analyst, null, { id, version: 1, status: 'active', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect((await stored(id)).status).toBe('active');
  });

  it('refuses to work on a merged incident and to assign to nobody we know', async () => {
    const { id } = await make();
    await expect(
      assignIncident(analyst, null, { id, version: 1, assignedTo: stranger.id }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: T, id } },
      data: { status: 'redirected' },
    });
    await expect(setIncidentTags(analyst, null, { id, version: 1, tags: [] })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('overrides the severity and goes back to that of the alerts', async () => {
    const { id } = await make();
    await setIncidentSeverity(analyst, null, { id, version: 1, severity: 'high' });
    expect(await stored(id)).toMatchObject({ severity: 'high', severityIsCustom: true });
    await setIncidentSeverity(analyst, null, { id, version: 2, severity: null });
    expect(await stored(id)).toMatchObject({ severity: 'medium', severityIsCustom: false });
  });
});

describe('resolve and reopen (H.5, H.6)', () => {
  it('resolves alerts, copies the classification down, dismisses linked risk, and undoes it on reopening', async () => {
    const userId = await makeAccount(T, 'Linked Person');
    const { id, alertIds } = await make(2, userId);
    const [first = '', second = ''] = alertIds;
    const detectionId = await makeDetection(T, userId, first);
    await closeAlert(analyst, null, {
      ...CLASSIFY,
      id: second,
      version: 1,
      classification: 'truePositive',
      determination: 'phishing',
    });
    await resolveIncident(analyst, null, { id, version: 1, ...verdict, comment: 'A test of the VPN.' });

    expect(await stored(id)).toMatchObject({
      status: 'resolved',
      classification: 'falsePositive',
      resolvingComment: 'A test of the VPN.',
      activeAlertCount: 0,
    });
    expect(await storedAlert(first)).toMatchObject({
      status: 'resolved',
      classification: 'falsePositive',
      determination: 'notMalicious',
    });
    expect(await storedAlert(second)).toMatchObject({
      status: 'resolved',
      classification: 'truePositive',
      determination: 'phishing',
    });
    const where = { tenantId_id: { tenantId: T, id: detectionId } };
    expect(await prisma().riskDetection.findUnique({ where })).toMatchObject({
      riskState: 'dismissed',
      riskDetail: 'm365DAdminDismissedDetection',
    });
    const user = { where: { tenantId_id: { tenantId: T, id: userId } } };
    expect(await prisma().riskyUser.findUnique(user)).toMatchObject({ riskLevel: 'none' });
    const activity = await activityOf(analyst, { type: 'incident', id });
    expect(activity.rows.map((row) => row.title)).toEqual(
      expect.arrayContaining(['resolved the incident', 'commented']),
    );

    await reopenIncident(analyst, null, { id, version: 2, status: 'inProgress', reason: 'New facts.' });
    expect(await stored(id)).toMatchObject({ status: 'inProgress', resolvedAt: null, activeAlertCount: 2 });
    expect(await storedAlert(first)).toMatchObject({ status: 'inProgress' });
    expect(await prisma().riskDetection.findUnique({ where })).toMatchObject({ riskState: 'atRisk' });
    expect(await prisma().riskyUser.findUnique(user)).toMatchObject({
      riskLevel: 'medium',
      riskState: 'atRisk',
    });
  });

  it('leaves the risk alone when the incident is a true positive', async () => {
    const userId = await makeAccount(T, 'Real Victim');
    const { id, alertIds } = await make(1, userId);
    const detectionId = await makeDetection(T, userId, alertIds[0] ?? null);
    await resolveIncident(analyst, null, {
      id,
      version: 1,
      classification: 'truePositive',
      determination: 'compromisedAccount',
      comment: '',
    });
    expect(
      await prisma().riskDetection.findUnique({ where: { tenantId_id: { tenantId: T, id: detectionId } } }),
    ).toMatchObject({ riskState: 'atRisk' });
  });

  it('needs a classification', async () => {
    const { id } = await make();
    const call = resolveIncident(analyst, null, {
      id,
      version: 1,
      classification: 'unknown',
      determination: 'unknown',
      comment: '',
    });
    await expect(call).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('who may', () => {
  it('refuses every command to a manager, who called it directly', async () => {
    const { id, alertIds } = await make();
    for (const call of every(manager, id, alertIds[0] ?? ''))
      await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await stored(id)).toMatchObject({ version: 1 });
  });

  it('finds nothing of another tenant', async () => {
    const { id, alertIds } = await make();
    for (const call of every(stranger, id, alertIds[0] ?? ''))
      await expect(call()).rejects.toMatchObject({ code: 'notFound' });
    expect(await stored(id)).toMatchObject({ version: 1, status: 'active' });
    expect(await storedAlert(alertIds[0] ?? '')).toMatchObject({ version: 1 });
  });
});
