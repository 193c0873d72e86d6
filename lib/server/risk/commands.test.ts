import { beforeAll, describe, expect, it } from 'vitest';
import type { RiskActionInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import {
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { actOnUser, actOnUsers } from './commands';
import { previewRisk } from './preview';

testDatabase();
const T = 'contoso';
let admin: Actor;
let manager: Actor;
let number = 0;

beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  admin = await makeActor(T, 'identityAdmin');
  manager = await makeActor(T, 'manager');
});

async function atRisk() {
  const userId = await makeAccount(T, `Person ${++number}`);
  const incident = await makeIncident(T, { number: number * 1_000, accountId: userId });
  const detectionId = await makeDetection(T, userId, incident.alertIds[0] ?? null);
  return { userId, incident, detectionId };
}

const input = (userId: string, action: RiskActionInput['action'], version = 1): RiskActionInput => ({
  userId,
  action,
  version,
  reason: 'because',
  task: 'none',
});

const key = (id: string) => ({ where: { tenantId_id: { tenantId: T, id } } });

describe('confirm user compromised (H.1)', () => {
  it('does what its preview shows: user, new detection, history, incident, engine command, event, audit', async () => {
    const { userId, incident, detectionId } = await atRisk();
    const preview = await previewRisk(admin, { userId, action: 'confirmCompromised' });
    expect(preview.user.map((line) => line.after)).toEqual([
      'High',
      'Confirmed compromised',
      'Admin confirmed the user compromised',
    ]);
    expect(preview.incidents[0]).toMatchObject({ subject: `Incident #${incident.number}`, before: '1' });
    expect(preview.notDone.join(' ')).toContain('Blocks no sign-in');
    expect(await prisma().riskHistory.count({ where: { tenantId: T, userId } })).toBe(0);

    await actOnUser(admin, 'req-1', { ...input(userId, 'confirmCompromised'), task: 'suspend' });

    const user = await prisma().riskyUser.findUniqueOrThrow(key(userId));
    expect(user).toMatchObject({
      riskLevel: 'high',
      riskState: 'confirmedCompromised',
      riskDetail: 'adminConfirmedUserCompromised',
      version: 2,
    });
    const detections = await prisma().riskDetection.findMany({
      where: { tenantId: T, userId },
      orderBy: { activityAt: 'asc' },
    });
    expect(detections.map((d) => [d.riskEventType, d.riskState])).toEqual([
      ['unfamiliarFeatures', 'atRisk'],
      ['adminConfirmedUserCompromised', 'confirmedCompromised'],
    ]);
    expect(detections[0]?.id).toBe(detectionId);
    expect(detections[1]?.signInId).toBeNull();
    const changed = await prisma().incident.findUniqueOrThrow(key(incident.id));
    expect(changed).toMatchObject({ alertCount: 2, severity: 'high' });
    expect(changed.priority).toBeGreaterThan(0);
    const alert = await prisma().alert.findUniqueOrThrow(key(detections[1]?.alertId ?? ''));
    expect(alert).toMatchObject({ incidentId: incident.id, title: 'Admin confirmed user compromised' });
    const history = await prisma().riskHistory.findMany({ where: { tenantId: T, userId } });
    expect(history).toMatchObject([{ fromLevel: 'medium', riskLevel: 'high', initiatedBy: admin.name }]);
    const command = await prisma().engineCommand.findFirstOrThrow({
      where: { tenantId: T },
      orderBy: { seq: 'desc' },
    });
    expect(command).toMatchObject({ kind: 'unlearnProfile', payload: { origin: '', userId } });
    const events = await prisma().outboxEvent.findMany({
      where: { tenantId: T, targetId: { in: [userId, incident.id] } },
    });
    expect(events.map((event) => event.type).sort()).toEqual(['incident.updated', 'risk.changed']);
    const audit = await prisma().auditEntry.findFirstOrThrow({
      where: { tenantId: T, targetId: userId, action: 'risk.confirmCompromised' },
    });
    expect(audit).toMatchObject({ actorName: admin.name, reason: 'because', requestId: 'req-1' });
    expect(await prisma().task.findFirst({ where: { tenantId: T, targetId: userId } })).toMatchObject({
      kind: 'suspend',
      incidentId: incident.id,
    });
  });

  it('opens an incident for a user who is in no open one', async () => {
    const userId = await makeAccount(T, 'Quiet Person');
    const result = await actOnUser(admin, null, input(userId, 'confirmCompromised', 0));
    const opened = await prisma().incident.findUniqueOrThrow(key(result.incidentId ?? ''));
    expect(opened).toMatchObject({ severity: 'high', alertCount: 1 });
    expect(opened.impacted).toMatchObject([{ entityId: userId, name: 'Quiet Person' }]);
    const numbers = await prisma().incident.findMany({ where: { tenantId: T }, select: { number: true } });
    expect(new Set(numbers.map((row) => row.number)).size).toBe(numbers.length);
  });

  it('gives two users who are confirmed at once numbers of their own', async () => {
    const users = await Promise.all([makeAccount(T, 'Twin A'), makeAccount(T, 'Twin B')]);
    const results = await Promise.all(
      users.map((id) => actOnUser(admin, null, input(id, 'confirmCompromised', 0))),
    );
    expect(new Set(results.map((result) => result.incidentId)).size).toBe(2);
  });
});

describe('dismiss and confirm safe (H.1)', () => {
  it('dismisses the user with every detection and sign-in, once', async () => {
    const { userId, detectionId } = await atRisk();
    await actOnUser(admin, null, input(userId, 'dismiss'));
    expect(await prisma().riskyUser.findUnique(key(userId))).toMatchObject({
      riskLevel: 'none',
      riskState: 'dismissed',
      riskDetail: 'adminDismissedAllRiskForUser',
    });
    expect(await prisma().riskDetection.findUnique(key(detectionId))).toMatchObject({
      riskState: 'dismissed',
      riskDetail: 'adminDismissedAllRiskForUser',
    });
    expect(await prisma().riskySignIn.findFirst({ where: { tenantId: T, userId } })).toMatchObject({
      levelDuring: 'medium',
      levelAggregated: 'none',
      riskState: 'dismissed',
    });
    await expect(actOnUser(admin, null, input(userId, 'dismiss', 2))).rejects.toThrow(/noChange/);
  });

  it('confirms the user safe and asks the engine to learn anew', async () => {
    const { userId } = await atRisk();
    await actOnUser(admin, null, input(userId, 'confirmSafe'));
    expect(await prisma().riskyUser.findUnique(key(userId))).toMatchObject({
      riskLevel: 'none',
      riskState: 'confirmedSafe',
      riskDetail: 'adminConfirmedAccountSafe',
    });
    const command = await prisma().engineCommand.findFirstOrThrow({
      where: { tenantId: T },
      orderBy: { seq: 'desc' },
    });
    expect(command).toMatchObject({ kind: 'relearnProfile', payload: { userId } });
  });
});

describe('refusals', () => {
  it('refuses a decision over a preview that is no longer true, and says what changed', async () => {
    const { userId } = await atRisk();
    const preview = await previewRisk(admin, { userId, action: 'dismiss' });
    await actOnUser(admin, null, input(userId, 'confirmCompromised', preview.version));
    const late = actOnUser(admin, null, input(userId, 'dismiss', preview.version));
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      userText: expect.stringContaining('riskState from atRisk to confirmedCompromised'),
    });
    expect(await prisma().riskyUser.findUnique(key(userId))).toMatchObject({
      riskState: 'confirmedCompromised',
    });
  });

  it('is for those who may remediate only', async () => {
    const { userId } = await atRisk();
    const analyst = await makeActor(T, 'analyst');
    for (const actor of [manager, analyst]) {
      await expect(previewRisk(actor, { userId, action: 'dismiss' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(actOnUser(actor, null, input(userId, 'dismiss'))).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(actOnUsers(actor, null, 'dismiss', [userId])).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await prisma().riskyUser.findUnique(key(userId))).toMatchObject({ riskState: 'atRisk' });
  });

  it('does not reach another tenant', async () => {
    const { userId } = await atRisk();
    const stranger = await makeActor('other', 'admin');
    await expect(actOnUser(stranger, null, input(userId, 'dismiss'))).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(previewRisk(stranger, { userId, action: 'dismiss' })).rejects.toMatchObject({
      code: 'notFound',
    });
  });

  it('changes all users of one call or none', async () => {
    const { userId } = await atRisk();
    const call = actOnUsers(admin, null, 'dismiss', [userId, 'not-an-account']);
    await expect(call).rejects.toMatchObject({ code: 'notFound' });
    expect(await prisma().riskyUser.findUnique(key(userId))).toMatchObject({ riskState: 'atRisk' });
  });
});
