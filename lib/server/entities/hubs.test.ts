import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { makeAccount, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { pinHub } from './hub';
import { listHubs } from './hubs';

testDatabase();
const T = 'contoso';
let admin: Actor;

/** An account that an alert names, measured as touching so many. */
async function measured(name: string, prevalence: number): Promise<string> {
  const id = await makeAccount(T, name);
  await makeIncident(T, { number: prevalence, accountId: id });
  await prisma().alertEvidence.updateMany({ where: { tenantId: T, entityId: id }, data: { prevalence } });
  return id;
}

beforeAll(async () => {
  for (const tenant of [T, 'other']) await makeTenant(tenant);
  admin = await makeActor(T, 'admin');
});

it('lists what is a hub by measurement or by word, with why, and follows a pin', async () => {
  const common = await measured('Helpdesk', 80);
  const rare = await measured('Rare Person', 20);
  expect((await listHubs(admin)).rows).toEqual([
    {
      ...{ id: common, type: 'account', name: 'Helpdesk', pin: null },
      ...{ distinct: 80, threshold: 50, alerts: 1, entities: 1 },
    },
  ]);
  await pinHub(admin, null, { id: rare, from: null, to: 'hub', reason: 'Shared by a team.' });
  await pinHub(admin, null, { id: common, from: null, to: 'notHub', reason: 'One person.' });
  const { rows, total } = await listHubs(admin);
  expect(total).toBe(2);
  expect(rows.map(({ id, pin, distinct }) => [id, pin, distinct])).toEqual([
    [common, 'notHub', 80],
    [rare, 'hub', null],
  ]);
  expect(await listHubs(await makeActor('other', 'admin'))).toEqual({ rows: [], total: 0 });
});
