import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { similarIncidents } from './similar';
import { similarCounts } from './similar-counts';
import { type MadeIncident, makeAccount, makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
const T = 'contoso';
let analyst: Actor;

beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  analyst = await makeActor(T, 'analyst');
});

/** Makes what a test incident is known by its own: now, by this detection and technique. */
async function knownBy(incident: MadeIncident, tenantId: string, detector: string): Promise<void> {
  const now = new Date();
  await prisma().alert.updateMany({
    where: { tenantId, incidentId: incident.id },
    data: { detectorId: detector, title: detector, techniques: [`T-${detector}`], lastActivity: now },
  });
  await prisma().alertEvidence.updateMany({
    where: { tenantId, alertId: { in: [...incident.alertIds] } },
    data: { lastActivity: now },
  });
}

it('finds kin by rare entity and by detection, says why, and never another tenant’s or a merged one', async () => {
  const account = await makeAccount(T, 'Shared Person');
  const own = await makeIncident(T, { number: 1, accountId: account });
  const byEntity = await makeIncident(T, { number: 2, accountId: account, status: 'resolved' });
  const byDetection = await makeIncident(T, { number: 3 });
  const stranger = await makeIncident(T, { number: 4 });
  const merged = await makeIncident(T, { number: 5, accountId: account, status: 'redirected' });
  const foreign = await makeIncident('other', { number: 6, accountId: account });
  await knownBy(own, T, 'spray');
  await knownBy(byEntity, T, 'dump');
  await knownBy(byDetection, T, 'spray');
  await knownBy(stranger, T, 'else');
  await knownBy(merged, T, 'spray');
  await knownBy(foreign, 'other', 'spray');
  await prisma().incident.update({
    where: { tenantId_id: { tenantId: T, id: byEntity.id } },
    data: { classification: 'truePositive', determination: 'phishing' },
  });

  const found = await similarIncidents(analyst, { id: own.id, displayName: 'Own' });
  expect(found.map(({ number }) => number)).toEqual([3, 2]);
  expect(found[0]).toMatchObject({
    score: 40,
    reasons: [
      { kind: 'detection', label: 'spray', points: 25 },
      { kind: 'technique', label: 'T-spray', points: 15 },
    ],
  });
  expect(found[1]).toMatchObject({
    classification: 'truePositive',
    determination: 'phishing',
    reasons: [{ kind: 'entity', label: 'Shared Person' }],
  });
});

it('counts for the rows of a queue what a page of its own would show, and nothing of another tenant', async () => {
  const [one, foreign] = [
    await prisma().incident.findFirstOrThrow({ where: { tenantId: T, number: 1 } }),
    await prisma().incident.findFirstOrThrow({ where: { tenantId: 'other' } }),
  ];
  const counts = await similarCounts(analyst, [one.id, foreign.id, 'none']);
  const alone = await similarIncidents(analyst, one);
  expect(Object.keys(counts)).toEqual([one.id]);
  expect(counts[one.id]?.count).toBe(alone.length);
  expect(counts[one.id]?.top).toEqual(alone.slice(0, 3));
});
