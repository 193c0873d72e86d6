import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../db';
import { makeActor, makeTenant } from '../incidents/testing';
import { testDatabase } from '../testing/database';
import { listRuns, type NewRun, recordRun } from './history';

testDatabase();
let noor: Actor;
let ivo: Actor;

const AT = Date.UTC(2026, 2, 1);
const run = (n: number, more: Partial<NewRun> = {}): NewRun => ({
  ...{ text: `SigninLogs | take ${n}`, at: new Date(AT + n * 1_000), state: 'done' },
  ...{ durationMs: 12, rowCount: n, truncated: false, ...more },
});
const texts = async (actor: Actor, q = '') =>
  (await listRuns(actor, { q, after: null })).runs.map(({ text }) => text);

beforeAll(async () => {
  await makeTenant('a');
  noor = await makeActor('a', 'analyst');
  ivo = await makeActor('a', 'admin');
});

it('is one’s own, the latest first, found by words and paged by key', async () => {
  for (let n = 1; n <= 5; n++) await recordRun(noor, run(n));
  await recordRun(noor, run(6, { text: 'AuditLogs\u0000', state: 'refused', rowCount: null }));
  await recordRun(ivo, run(7));
  expect(await texts(ivo)).toEqual(['SigninLogs | take 7']);
  expect((await texts(noor))[0]).toBe('AuditLogs\ufffd');
  expect(await texts(noor, ' TAKE 4')).toEqual(['SigninLogs | take 4']);
  expect(await texts(noor, '%')).toEqual([]);
  const first = await listRuns(noor, { q: '', after: null, size: 4 });
  const second = await listRuns(noor, { q: '', after: first.next, size: 4 });
  expect([...first.runs, ...second.runs].map(({ rowCount }) => rowCount)).toEqual([null, 5, 4, 3, 2, 1]);
  expect(second.next).toBeNull();
  expect(first.runs[1]).toMatchObject({ state: 'done', durationMs: 12, at: '2026-03-01T00:00:05.000Z' });
});

it('keeps the latest thousand of ninety days, and nothing of tokens', async () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => ({
    ...run(n),
    ...{ tenantId: 'a', userId: ivo.id, id: `many-${n}` },
  }));
  await prisma().huntRun.createMany({ data: rows });
  await recordRun(ivo, run(2_000));
  const count = () => prisma().huntRun.count({ where: { userId: ivo.id } });
  expect(await count()).toBe(1_000);
  await recordRun(ivo, run(0, { at: new Date(AT + 91 * 86_400_000) }));
  expect(await count()).toBe(1);
  await recordRun({ ...ivo, kind: 'token' }, run(1));
  expect(await count()).toBe(1);
});
