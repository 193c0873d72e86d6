import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { type MadeIncident, makeAccount, makeActor, makeIncident, makeTenant } from './testing';
import { replayWithout, whyLinked } from './why';

testDatabase();
let a: Actor;
let b: Actor;
let victim = '';
let first: MadeIncident;
let second: MadeIncident;
let stranger: MadeIncident;
const alert = ({ alertIds }: MadeIncident, i = 0): string => alertIds[i] ?? '';

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  [a, b] = [await makeActor('a', 'analyst'), await makeActor('b', 'admin')];
  victim = await makeAccount('a', 'Ada Victim');
  first = await makeIncident('a', { number: 1, accountId: victim, alerts: 2 });
  second = await makeIncident('a', { number: 2, accountId: victim });
  stranger = await makeIncident('a', { number: 3 });
});

it('gives the terms of any two alerts, whichever is asked first', async () => {
  const why = await whyLinked(a, alert(first), alert(second));
  expect(why).toMatchObject({ linked: true, other: { id: alert(second), incidentNumber: 2 } });
  expect(why?.pair.terms.map((term) => term.entityId)).toEqual([victim]);
  expect(why?.sentences.join(' ')).toContain('two incidents');
  expect((await whyLinked(a, alert(second), alert(first)))?.pair.score).toBe(why?.pair.score);
});

it('takes the closest alert of an incident that is asked for by number', async () => {
  expect(await whyLinked(a, alert(second), '#1')).toMatchObject({
    linked: true,
    other: { incidentNumber: 1 },
  });
  const none = await whyLinked(a, alert(first), '3');
  expect(none).toMatchObject({ linked: false, other: { id: alert(stranger) } });
  expect(none?.sentences[0]).toContain('share no entity');
});

it('says that a person set them apart', async () => {
  await prisma().correlationConstraint.create({
    data: {
      tenantId: 'a',
      kind: 'forbid',
      alertId: alert(first),
      incidentId: second.id,
      createdBy: a.id,
    },
  });
  const why = await whyLinked(a, alert(first), alert(second));
  expect(why?.sentences.join(' ')).toContain('A person set them apart');
});

it('replays an incident without the entity that holds it together, and without one that does not', async () => {
  const replay = await replayWithout(a, first.id, victim);
  expect(replay?.before.map((group) => group.length)).toEqual([2]);
  expect(replay?.after.map((group) => group.length)).toEqual([1, 1]);
  expect(replay).toMatchObject({ lostPairs: 1, entityName: 'An account' });
  expect(await replayWithout(a, first.id, 'nobody')).toBeNull();
});

it('knows nothing of another tenant, of hidden alerts or of an alert and itself', async () => {
  expect(await whyLinked(b, alert(first), alert(second))).toBeNull();
  expect(await whyLinked(b, alert(first), '2')).toBeNull();
  expect(await replayWithout(b, first.id, victim)).toBeNull();
  expect(await whyLinked(a, alert(first), alert(first))).toBeNull();
  await prisma().alert.updateMany({ where: { id: alert(second) }, data: { visible: false } });
  expect(await whyLinked(a, alert(first), alert(second))).toBeNull();
});
