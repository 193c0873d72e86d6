import { beforeAll, describe, expect, it } from 'vitest';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import type { BulkAction } from '@/lib/domain/jobs';
import type { Actor } from '@/lib/domain/permissions';
import { closeAlert } from '@/lib/server/alerts/close';
import { sealAudit } from '@/lib/server/audit/seal';
import { verifyAudit } from '@/lib/server/audit/verify';
import { prisma } from '@/lib/server/db';
import { assignIncident, setIncidentTags } from '@/lib/server/incidents/commands';
import { reopenIncident, resolveIncident } from '@/lib/server/incidents/resolve';
import {
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { cancelJob, createJob, undoJob } from './commands';
import { JobLoop } from './loop';
import { getJob, jobItems, listJobs } from './queries';

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
    await makeActor('other', 'analyst'),
  ];
});

const make = (alerts = 2, accountId?: string, status = 'active') =>
  makeIncident(T, { number: ++number, alerts, status, ...(accountId ? { accountId } : {}) });
const incident = (id: string) =>
  prisma().incident.findUniqueOrThrow({ where: { tenantId_id: { tenantId: T, id } } });
const alert = (id: string) =>
  prisma().alert.findUniqueOrThrow({ where: { tenantId_id: { tenantId: T, id } } });
const drain = () => new JobLoop().drain();
const CLOSE = {
  do: 'resolve',
  classification: 'falsePositive',
  determination: 'notMalicious',
  comment: '',
} as const;

async function read(id: string) {
  const job = await getJob(analyst, id);
  if (job === null) throw new Error(`no job ${id}`);
  return job;
}

async function start(action: BulkAction, ids: readonly string[], actor = analyst): Promise<string> {
  const job = await createJob(actor, 'req-1', { action, selection: { target: 'incident', ids } });
  return job.id;
}

async function run(action: BulkAction, ids: readonly string[]) {
  const id = await start(action, ids);
  await drain();
  return read(id);
}

/** What a person set, of incidents and of all their alerts. */
async function standing(ids: readonly string[]) {
  const select = { id: true, status: true, classification: true, determination: true, assignedTo: true };
  const where = { tenantId: T };
  return {
    incidents: await prisma().incident.findMany({
      where: { ...where, id: { in: [...ids] } },
      orderBy: { id: 'asc' },
      select: {
        ...select,
        customTags: true,
        resolvingComment: true,
        acknowledgedAt: true,
        activeAlertCount: true,
      },
    }),
    alerts: await prisma().alert.findMany({
      where: { ...where, incidentId: { in: [...ids] } },
      orderBy: { id: 'asc' },
      select,
    }),
  };
}

const CLASSIFY_ONLY = { resolve: false, comment: '', exclusion: null } as const;

describe('a bulk change', () => {
  it('resolves as the single command does: alerts, classification, risk, trail from → to, comment', async () => {
    const userId = await makeAccount(T, 'Bulk Person');
    const one = await make(2, userId);
    const two = await make(1);
    const [first = '', second = ''] = one.alertIds;
    const detectionId = await makeDetection(T, userId, first);
    await closeAlert(analyst, null, {
      ...{ id: second, version: 1, classification: 'truePositive', determination: 'phishing' },
      ...CLASSIFY_ONLY,
    });
    const before = await standing([one.id, two.id]);
    const job = await run({ ...CLOSE, comment: 'Noise.' }, [one.id, two.id]);
    expect(job).toMatchObject({ state: 'done', total: 2, changed: 2, same: 0, skipped: 0 });
    expect(await incident(one.id)).toMatchObject({
      ...{ status: 'resolved', classification: 'falsePositive', resolvingComment: 'Noise.' },
      ...{ activeAlertCount: 0, lastModifiedBy: analyst.name, version: 2 },
    });
    expect((await incident(one.id)).acknowledgedAt).not.toBeNull();
    expect(await alert(first)).toMatchObject({ status: 'resolved', classification: 'falsePositive' });
    expect(await alert(second)).toMatchObject({ status: 'resolved', classification: 'truePositive' });
    const detection = { where: { tenantId_id: { tenantId: T, id: detectionId } } };
    expect(await prisma().riskDetection.findUnique(detection)).toMatchObject({ riskState: 'dismissed' });
    const entry = await prisma().auditEntry.findFirstOrThrow({
      where: { targetId: one.id, action: 'incident.resolve' },
    });
    expect(entry).toMatchObject({ actorName: analyst.name, requestId: `job:${job.id}` });
    expect(entry.changes).toContainEqual({ field: 'status', from: 'active', to: 'resolved' });
    expect(await prisma().auditEntry.count({ where: { targetId: first, action: 'alert.resolve' } })).toBe(1);
    expect(await prisma().comment.count({ where: { targetId: one.id, body: 'Noise.' } })).toBe(1);

    await undoJob(analyst, null, job.id);
    await drain();
    expect(await read(job.id)).toMatchObject({ state: 'undone', changed: 2, undone: 2, kept: 0 });
    expect(await standing([one.id, two.id])).toEqual(before);
    expect(await incident(one.id)).toMatchObject({ resolvedAt: null });
    expect(await prisma().riskDetection.findUnique(detection)).toMatchObject({ riskState: 'atRisk' });
    await expect(undoJob(analyst, null, job.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('leaves alone what somebody changed after it was made, and not what the engine did', async () => {
    const [mine, engines, gone] = [await make(), await make(), await make()];
    const id = await start({ do: 'assign', assignedTo: analyst.id }, [mine.id, engines.id, gone.id]);
    await setIncidentTags(analyst, null, { id: mine.id, version: 1, tags: ['seen'] });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: T, id: engines.id } },
      data: { version: 7, alertCount: 3 },
    });
    await prisma().incident.delete({ where: { tenantId_id: { tenantId: T, id: gone.id } } });
    await drain();
    expect(await read(id)).toMatchObject({ changed: 1, skipped: 2 });
    expect((await incident(mine.id)).assignedTo).toBeNull();
    expect(await incident(engines.id)).toMatchObject({ assignedTo: analyst.id, version: 8 });
    const items = await jobItems(analyst, id, { outcome: 'skipped' });
    expect(items.rows.map((row) => row.reason).sort()).toEqual(['changedMeanwhile', 'gone']);
  });

  it('offers no step that the state machine lacks', async () => {
    const [open, closed, merged] = [
      await make(1),
      await make(1, undefined, 'resolved'),
      await make(1, undefined, 'redirected'),
    ];
    const ids = [open.id, closed.id, merged.id];
    expect(await run({ do: 'status', status: 'active' }, ids)).toMatchObject({ same: 1, skipped: 2 });
    const job = await run({ do: 'reopen', status: 'inProgress', reason: 'New facts.' }, ids);
    expect(job).toMatchObject({ changed: 1, skipped: 2 });
    expect(job.reasons.map(({ reason }) => reason).sort()).toEqual(['merged', 'notResolved']);
    expect(await incident(closed.id)).toMatchObject({ status: 'inProgress' });
  });

  it('adds and removes tags', async () => {
    const [a, b] = [await make(), await make()];
    await setIncidentTags(analyst, null, { id: a.id, version: 1, tags: ['old', 'kept'] });
    await setIncidentTags(analyst, null, { id: b.id, version: 1, tags: ['new'] });
    const job = await run({ do: 'tags', add: ['new'], remove: ['old'] }, [a.id, b.id]);
    expect(job).toMatchObject({ changed: 1, same: 1 });
    expect((await incident(a.id)).customTags).toEqual(['kept', 'new']);
    expect((await incident(b.id)).customTags).toEqual(['new']);
  });

  it('reopens what a resolution closed, undoes that, and a later reopening finds the alerts again', async () => {
    const { id, alertIds } = await make(2);
    await resolveIncident(analyst, null, { id, version: 1, ...CLOSE });
    const job = await run({ do: 'reopen', status: 'active', reason: 'New facts.' }, [id]);
    expect(await alert(alertIds[0] ?? '')).toMatchObject({ status: 'new' });
    await undoJob(analyst, null, job.id);
    await drain();
    expect(await alert(alertIds[0] ?? '')).toMatchObject({ status: 'resolved' });
    expect(await incident(id)).toMatchObject({ status: 'resolved', activeAlertCount: 0 });
    const { version } = await incident(id);
    await reopenIncident(analyst, null, { id, version, status: 'inProgress', reason: 'x' });
    expect(await incident(id)).toMatchObject({ activeAlertCount: 2 });
  });

  it('tells a large selection once a chunk, a small one thing by thing', async () => {
    const many = [];
    for (let i = 0; i < 60; i++) many.push((await make(1)).id);
    const last = await prisma().outboxEvent.aggregate({ _max: { id: true } });
    const after = { id: { gt: last._max.id ?? 0n } };
    await run({ do: 'status', status: 'inProgress' }, many);
    expect(await prisma().outboxEvent.count({ where: { ...after, type: 'incident.updated' } })).toBe(0);
    const bulk = await prisma().outboxEvent.findMany({ where: { ...after, type: 'incident.bulk' } });
    expect(bulk.length).toBeLessThan(5);
    expect(bulk.flatMap(({ payload }) => (payload as { changes: unknown[] }).changes)).toHaveLength(60);
    await run({ do: 'status', status: 'active' }, many.slice(0, 3));
    expect(await prisma().outboxEvent.count({ where: { ...after, type: 'incident.updated' } })).toBe(3);
    expect(await sealAudit()).toBeGreaterThan(60);
    expect(await verifyAudit(analyst)).toMatchObject({ intact: true });
  });
});

describe('its selection', () => {
  const FILTER = toIncidentFilter(
    loadIncidentParams(new URLSearchParams('status=awaitingAction&severity=any')),
  );

  it('is what the filter matched, or nothing is done', async () => {
    const ids = [
      (await make(1, undefined, 'awaitingAction')).id,
      (await make(1, undefined, 'awaitingAction')).id,
    ];
    const selection = (expected: number) => ({ target: 'incident', filter: FILTER, expected }) as const;
    const seen = createJob(analyst, null, { action: CLOSE, selection: selection(3) });
    await expect(seen).rejects.toMatchObject({ code: 'conflict', fields: { count: '2' } });
    expect(await prisma().jobItem.count({ where: { targetId: { in: ids } } })).toBe(0);
    const { id } = await createJob(analyst, null, { action: CLOSE, selection: selection(2) });
    const late = await make(1, undefined, 'awaitingAction');
    await drain();
    expect(await read(id)).toMatchObject({ changed: 2 });
    expect(await incident(late.id)).toMatchObject({ status: 'awaitingAction' });
  });

  it('of alerts changes alerts, their risk and the counts of their incidents', async () => {
    const { id, alertIds } = await make(3);
    const selection = { target: 'alert', ids: alertIds.slice(0, 2) } as const;
    const job = await createJob(analyst, null, { action: { do: 'status', status: 'resolved' }, selection });
    await drain();
    expect(await read(job.id)).toMatchObject({ changed: 2 });
    expect(await incident(id)).toMatchObject({ activeAlertCount: 1, status: 'active' });
    await undoJob(analyst, null, job.id);
    await drain();
    expect(await incident(id)).toMatchObject({ activeAlertCount: 3 });
    expect(await alert(alertIds[0] ?? '')).toMatchObject({ status: 'new' });
  });
});

describe('undoing', () => {
  it('leaves alone what somebody decided since, and says so', async () => {
    const [kept, back] = [await make(1), await make(2)];
    const job = await run(CLOSE, [kept.id, back.id]);
    await assignIncident(analyst, null, { id: kept.id, version: 2, assignedTo: analyst.id });
    await closeAlert(analyst, null, {
      ...{ id: back.alertIds[0] ?? '', version: 2, classification: 'truePositive', determination: 'malware' },
      ...CLASSIFY_ONLY,
    });
    await undoJob(analyst, null, job.id);
    await drain();
    const after = await read(job.id);
    expect(after).toMatchObject({ state: 'undone', undone: 1, kept: 1 });
    expect(after.reasons).toContainEqual({ outcome: 'kept', reason: 'changedMeanwhile', count: 1 });
    expect(await incident(kept.id)).toMatchObject({ status: 'resolved' });
    expect(await incident(back.id)).toMatchObject({ status: 'active', activeAlertCount: 1 });
    expect(await alert(back.alertIds[0] ?? '')).toMatchObject({ status: 'resolved' });
  });

  it('works on the part that a cancelled job had done', async () => {
    const { id } = await make();
    const jobId = await start(CLOSE, [id]);
    await cancelJob(analyst, null, jobId);
    await drain();
    expect(await read(jobId)).toMatchObject({ state: 'cancelled', changed: 0 });
    expect(await incident(id)).toMatchObject({ version: 1 });
    await undoJob(analyst, null, jobId);
    await drain();
    expect(await read(jobId)).toMatchObject({ state: 'undone', undone: 0 });
  });
});

describe('who may', () => {
  it('is not a manager, nor somebody of another tenant', async () => {
    const { id } = await make();
    await expect(start(CLOSE, [id], manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(start(CLOSE, [id], stranger)).rejects.toMatchObject({ code: 'notFound' });
    const jobId = await start(CLOSE, [id]);
    for (const call of [cancelJob, undoJob]) {
      await expect(call(manager, null, jobId)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(call(stranger, null, jobId)).rejects.toMatchObject({ code: 'notFound' });
    }
    expect(await getJob(stranger, jobId)).toBeNull();
    expect((await jobItems(stranger, jobId, {})).rows).toEqual([]);
    expect((await listJobs(stranger, {})).rows).toEqual([]);
  });

  it('is looked at again when it runs', async () => {
    const leaver = await makeActor(T, 'analyst', 'Leaver');
    const { id } = await make();
    const jobId = await start(CLOSE, [id], leaver);
    await prisma().user.update({
      where: { tenantId_id: { tenantId: T, id: leaver.id } },
      data: { disabledAt: new Date() },
    });
    await drain();
    expect(await read(jobId)).toMatchObject({ state: 'failed', changed: 0 });
    expect(await incident(id)).toMatchObject({ version: 1 });
  });
});
