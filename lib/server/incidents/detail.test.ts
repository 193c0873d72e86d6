import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { getIncident } from './detail';
import { type MadeIncident, makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
let actor: Actor;
let first: MadeIncident;
let second: MadeIncident;
let last: MadeIncident;

/** What the engine leaves behind when one incident goes into another. */
async function merge(source: MadeIncident, target: MadeIncident): Promise<void> {
  await prisma().incidentMembership.create({
    data: {
      tenantId: 'a',
      id: randomUUID(),
      incidentId: target.id,
      alertId: source.alertIds[0] ?? '',
      cause: 'merged',
      fromIncidentId: source.id,
    },
  });
  await redirect(source, target.id);
}

const redirect = (source: MadeIncident, to: string | null) =>
  prisma().incident.update({
    where: { tenantId_id: { tenantId: 'a', id: source.id } },
    data: { status: to ? 'redirected' : 'active', redirectIncidentId: to },
  });

const mergedFrom = async (incident: MadeIncident) =>
  (await getIncident(actor, incident.id))?.mergedFrom.map(({ number }) => number);

beforeAll(async () => {
  await makeTenant('a');
  actor = await makeActor('a', 'analyst');
  first = await makeIncident('a', { number: 1 });
  second = await makeIncident('a', { number: 2 });
  last = await makeIncident('a', { number: 3 });
  await merge(first, second);
  await merge(second, last);
});

it('names what was merged into an incident, also by way of another one', async () => {
  expect(await mergedFrom(last)).toEqual([1, 2]);
  expect(await mergedFrom(second)).toEqual([1]);
  expect(await mergedFrom(first)).toEqual([]);
  expect((await getIncident(actor, '1'))?.redirectTo).toMatchObject({ number: 2 });
});

it('no longer names one that stands by itself again', async () => {
  await redirect(second, null);
  expect(await mergedFrom(last)).toEqual([]);
  expect(await mergedFrom(second)).toEqual([1]);
  expect((await getIncident(actor, '2'))?.redirectTo).toBeNull();
  await redirect(second, last.id);
});

it('shows nothing of it to another tenant', async () => {
  await makeTenant('b');
  const stranger = await makeActor('b', 'admin');
  expect(await getIncident(stranger, last.id)).toBeNull();
});
