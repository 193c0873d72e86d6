import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { activityOf } from './activity';
import { incidentEntities } from './entities';
import { makeAccount, makeActor, makeIncident, makeTenant } from './testing';
import { setVerdict } from './verdict';

testDatabase();
const T = 'contoso';
let analyst: Actor;
let manager: Actor;

beforeAll(async () => {
  await makeTenant(T);
  [analyst, manager] = [await makeActor(T, 'analyst'), await makeActor(T, 'manager')];
});

it('takes a person’s verdict for all alerts of the incident, tells it, and refuses one over another', async () => {
  const entityId = await makeAccount(T, 'Judged Person');
  const { id, alertIds } = await makeIncident(T, { number: 1, alerts: 2, accountId: entityId });
  const elsewhere = await makeIncident(T, { number: 2, alerts: 1, accountId: entityId });
  await prisma().alertEvidence.updateMany({
    where: { alertId: alertIds[0] ?? '' },
    data: { verdict: 'malicious' },
  });
  const shown = async (incidentId: string) => (await incidentEntities(analyst, incidentId))[0];
  expect(await shown(id)).toMatchObject({ verdict: 'malicious', verdictBy: null, alertCount: 2 });
  const judge = (actor: Actor, seen: 'malicious' | 'unknown') =>
    setVerdict(actor, null, { incidentId: id, entityId, verdict: 'noThreatsFound', seen });
  await expect(judge(manager, 'malicious')).rejects.toMatchObject({ code: 'forbidden' });
  await judge(analyst, 'malicious');
  expect(await shown(id)).toMatchObject({
    name: 'Judged Person',
    verdict: 'noThreatsFound',
    verdictBy: analyst.name,
  });
  expect(await shown(elsewhere.id), 'another incident has its own').toMatchObject({ verdict: 'unknown' });
  await expect(judge(analyst, 'malicious')).rejects.toMatchObject({ code: 'conflict' });
  const { rows } = await activityOf(analyst, { type: 'incident', id });
  expect(rows[0]).toMatchObject({
    title: 'judged evidence',
    changes: [{ field: 'verdict of Judged Person', from: 'malicious', to: 'noThreatsFound' }],
  });
});
