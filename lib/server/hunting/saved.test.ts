import { beforeAll, describe, expect, it } from 'vitest';
import { saveQueryInput } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../db';
import { makeActor, makeTenant } from '../incidents/testing';
import { testDatabase } from '../testing/database';
import { deleteQuery, saveQuery } from './commands';
import { getQuery, listQueries } from './saved';

testDatabase();
let noor: Actor;
let ivo: Actor;
let manager: Actor;
let stranger: Actor;

const input = (more: object) =>
  saveQueryInput.parse({ name: 'Sprays', text: 'SigninLogs | take 1', isShared: false, ...more });

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  noor = await makeActor('a', 'analyst');
  ivo = await makeActor('a', 'identityAdmin');
  manager = await makeActor('a', 'manager');
  stranger = await makeActor('b', 'admin');
});

describe('a saved query', () => {
  it('is its owner’s alone until it is shared, and never another tenant’s', async () => {
    const { id } = await saveQuery(noor, null, input({ tags: ['spray'], techniques: ['T1110.003'] }));
    expect(await getQuery(noor, id)).toMatchObject({
      name: 'Sprays',
      isMine: true,
      techniques: ['T1110.003'],
    });
    expect(await getQuery(ivo, id)).toBeNull();
    await saveQuery(noor, null, input({ target: { id, version: 1 }, isShared: true, folder: 'Identity' }));
    expect(await getQuery(ivo, id)).toMatchObject({ isMine: false, version: 2, folder: 'Identity' });
    expect(await getQuery(stranger, id)).toBeNull();
    expect((await listQueries(ivo)).map((row) => row.id)).toEqual([id]);
    expect(await listQueries(stranger)).toEqual([]);
  });

  it('is changed by who hunts, in its newest version only, and taken away by who made it', async () => {
    const { id } = await saveQuery(noor, null, input({ isShared: true }));
    await saveQuery(ivo, null, input({ target: { id, version: 1 }, isShared: true, text: 'AuditLogs' }));
    await expect(
      saveQuery(noor, null, input({ target: { id, version: 1 }, isShared: true })),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      saveQuery(ivo, null, input({ target: { id, version: 2 }, isShared: false })),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteQuery(ivo, null, { id, version: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteQuery(manager, null, { id, version: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    await deleteQuery(noor, null, { id, version: 2 });
    expect(await getQuery(noor, id)).toBeNull();
    const trail = await prisma().auditEntry.findMany({
      where: { targetType: 'query', targetId: id },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ action }) => action)).toEqual(['query.save', 'query.save', 'query.delete']);
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ text: '' }, 'text'],
    [{ techniques: ['T1'] }, 'techniques'],
  ])('refuses %j, by its field', (more, field) => {
    const parsed = saveQueryInput.safeParse({ name: 'x', text: 'y', isShared: false, ...more });
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });
});
