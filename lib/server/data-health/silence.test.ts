import { beforeAll, expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { silentSources, sourceHealth } from './queries';
import { lookForSilence } from './silence';

testDatabase();
const T = 'contoso';

const source = (table: string, quietMinutes: number, meanGap: number, origin = '') =>
  prisma().sourceHealth.create({
    data: {
      tenantId: T,
      table,
      origin,
      meanGap,
      lastIngestAt: new Date(Date.now() - quietMinutes * 60_000),
    },
  });

beforeAll(async () => {
  await makeTenant(T);
  await source('Fast', 20, 5);
  await source('Slow', 20, 600);
  await source('Imported', 600, 0);
  await source('Demo', 600, 5, 'demo');
  await prisma().setting.create({
    data: { tenantId: T, key: 'demo', value: { present: true, paused: true } },
  });
});

it('tells once that a source fell silent, judged by its own rhythm, and once that it is back', async () => {
  const actor = await makeActor(T, 'analyst');
  expect(await lookForSilence()).toBe(1);
  expect(await lookForSilence()).toBe(0);
  expect((await silentSources(actor)).map(({ table }) => table)).toEqual(['Fast']);
  const rows = await sourceHealth(actor);
  expect(rows.filter((row) => row.isSilent).map((row) => row.table)).toEqual(['Fast']);
  await prisma().sourceHealth.updateMany({
    where: { tenantId: T, table: 'Fast' },
    data: { lastIngestAt: new Date() },
  });
  expect(await lookForSilence()).toBe(1);
  expect(await silentSources(actor)).toEqual([]);
  const events = await prisma().outboxEvent.findMany({ where: { tenantId: T }, orderBy: { id: 'asc' } });
  expect(events.map(({ type, targetId }) => `${type} ${targetId}`)).toEqual([
    'ingest.silent Fast',
    'ingest.back Fast',
  ]);
});
