import { beforeAll, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { setRetention } from './commands';
import { getRetention, retentionEffect } from './queries';

testDatabase();
const T = 'contoso';
let admin: Actor;
let analyst: Actor;
const STANDARD = { days: 180, tables: {} };

async function segment(table: string, age: number, rowCount: number, tenantId = T): Promise<void> {
  const at = new Date(Date.now() - age * DAY);
  await prisma().lakeSegment.create({
    data: {
      ...{ tenantId, id: `${table}-${age}-${tenantId}`, table, day: 0, path: `${table}-${age}`, rowCount },
      ...{ byteCount: rowCount * 100, minTime: at, maxTime: at, minPrincipal: '', maxPrincipal: '' },
      minIngested: at,
    },
  });
}

beforeAll(async () => {
  for (const tenant of [T, 'other']) await makeTenant(tenant);
  [admin, analyst] = [await makeActor(T, 'admin'), await makeActor(T, 'analyst')];
  await segment('SigninLogs', 1, 10);
  await segment('SigninLogs', 20, 30);
  await segment('OfficeActivity', 20, 500);
  await segment('SigninLogs', 20, 999, 'other');
});

it('tells what a policy would take, table by table', async () => {
  expect((await getRetention(analyst)).policy).toEqual(STANDARD);
  const effect = await retentionEffect(analyst, { days: 10, tables: { OfficeActivity: 60 } });
  expect(effect.map(({ table, rows, goesRows, goesBytes }) => [table, rows, goesRows, goesBytes])).toEqual([
    ['OfficeActivity', 500, 0, 0],
    ['SigninLogs', 40, 30, 3_000],
  ]);
});

it('is changed by who may, over what they saw, with each table from → to', async () => {
  const to = { days: 90, tables: { OfficeActivity: 400 } };
  const change = { from: STANDARD, to };
  await expect(setRetention(analyst, null, change)).rejects.toMatchObject({ code: 'forbidden' });
  await setRetention(admin, null, change);
  expect((await getRetention(analyst)).policy).toEqual(to);
  await expect(setRetention(admin, null, change)).rejects.toMatchObject({ code: 'conflict' });
  const entry = await prisma().auditEntry.findFirstOrThrow({ where: { tenantId: T, targetId: 'retention' } });
  expect(entry.changes).toEqual([
    { field: 'All tables', from: '180 days', to: '90 days' },
    { field: 'OfficeActivity', from: null, to: '400 days' },
  ]);
});
