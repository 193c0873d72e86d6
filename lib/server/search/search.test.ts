import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { makeAccount, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { search } from './queries';

testDatabase();

let actor: Actor;
let alertId: string;
const AT = new Date('2026-03-01T10:00:00Z');

async function makeEntity(
  tenantId: string,
  type: string,
  name: string,
  kind: string,
  value: string,
): Promise<string> {
  const id = `${tenantId}-${type}-${value}`.slice(0, 200);
  await prisma().entity.create({ data: { tenantId, id, type, name, firstSeen: AT, lastSeen: AT } });
  await prisma().entityIdentifier.create({
    data: { tenantId, origin: '', type, kind, value, entityId: id, firstSeen: AT, lastSeen: AT },
  });
  return id;
}

beforeAll(async () => {
  for (const tenant of ['a', 'b']) {
    await makeTenant(tenant);
    const account = await makeAccount(tenant, `Zoë Öberg-Lund`);
    const made = await makeIncident(tenant, { number: 42, accountId: account });
    if (tenant === 'a') alertId = made.alertIds[0] ?? '';
    await makeIncident(tenant, { number: 421 });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: tenant, id: made.id } },
      data: { displayName: `Credential theft by Zoë Öberg on WS-0142.corp.example` },
    });
    await makeEntity(tenant, 'host', 'WS-0142.corp.example', 'fqdn', 'ws-0142.corp.example');
    await makeEntity(tenant, 'ip', '203.0.113.77', 'address', '203.0.113.77');
    await makeEntity(tenant, 'fileHash', 'SHA-256', 'sha256', 'ab12cd34ef');
    await makeEntity(tenant, 'file', 'Mimi_katz%.exe', 'path', String.raw`c:\temp\mimi_katz%.exe`);
    await makeEntity(tenant, 'url', `https://x.example/${'y'.repeat(3_000)}`, 'url', 'https://x.example/y');
  }
  actor = await makeActor('a', 'analyst');
});

it('finds an incident by its number before all others, once', async () => {
  const { incidents } = await search(actor, '#42');
  expect(incidents.map(({ number }) => number)).toEqual([42]);
  expect((await search(actor, '42')).incidents[0]?.number).toBe(42);
  expect((await search(actor, '7')).incidents).toEqual([]);
});

it.each(['öberg', 'ÖBERG zo', 'credential the', '0142', 'ws-0142.co'])(
  'finds an incident by words: %s',
  async (text) => {
    expect((await search(actor, text)).incidents.map(({ number }) => number)).toEqual([42]);
  },
);

it.each([
  ['lund', 'account'],
  ['zoë', 'account'],
  ['zoë.ö', 'account'],
  ['0142', 'host'],
  ['ws-01', 'host'],
  ['203.0.113', 'ip'],
  ['AB12CD', 'fileHash'],
  ['mimi_katz%', 'file'],
  [String.raw`c:\temp\mimi`, 'file'],
  ['https://x.example/y', 'url'],
])('finds an entity by %s: %s', async (text, type) => {
  const { entities } = await search(actor, text);
  expect(entities.map((hit) => hit.type)).toEqual([type]);
  expect(entities.every((hit) => hit.id.startsWith('a-') || type === 'account')).toBe(true);
});

it('takes wildcards and strange texts literally', async () => {
  for (const text of ['mimiXkatz', '%%', '__', "'; drop table alert; --", ':*', '& | !', '\u0000qq', '   '])
    expect((await search(actor, text)).entities, text).toEqual([]);
});

it('finds alerts by title and by id', async () => {
  expect((await search(actor, 'unfamiliar sign')).alerts).toHaveLength(2);
  expect((await search(actor, alertId)).alerts.map(({ id }) => id)).toEqual([alertId]);
  await prisma().alert.updateMany({ where: { tenantId: 'a', id: alertId }, data: { visible: false } });
  expect((await search(actor, alertId)).alerts).toEqual([]);
});

it('tells accounts of one name apart', async () => {
  await makeAccount('a', 'Twin');
  const { entities } = await search(actor, 'twin');
  expect(entities[0]?.matched).toBe('twin@a.test');
});

it('shows only what the actor may see', async () => {
  const nobody: Actor = { ...actor, permissions: new Set(['portal:read']) };
  expect(await search(nobody, 'öberg')).toEqual({ incidents: [], alerts: [], entities: [] });
  const reader: Actor = { ...actor, permissions: new Set(['portal:read', 'incident:read']) };
  const found = await search(reader, 'öberg');
  expect(found.incidents).toHaveLength(1);
  expect(found.entities).toEqual([]);
});
