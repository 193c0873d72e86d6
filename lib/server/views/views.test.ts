import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { createViewInput } from '@/lib/domain/views/saved-view';
import { prisma } from '@/lib/server/db';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { createView, deleteView, setDefaultView, updateView } from './commands';
import { defaultView, listViews } from './queries';

testDatabase();
let ana: Actor;
let bob: Actor;
let manager: Actor;
let admin: Actor;
let stranger: Actor;

beforeAll(async () => {
  await makeTenant('v');
  await makeTenant('w');
  [ana, bob, manager, admin] = [
    await makeActor('v', 'analyst', 'Ana'),
    await makeActor('v', 'analyst', 'Bob'),
    await makeActor('v', 'manager', 'Mia'),
    await makeActor('v', 'admin', 'Ada'),
  ];
  stranger = await makeActor('w', 'admin');
});

const list = 'incidents' as const;
const make = (actor: Actor, name: string, shared = false) =>
  createView(actor, null, { list, name, search: '?severity=high', shared });
const namesOf = async (actor: Actor) => (await listViews(actor, list)).views.map((view) => view.name);
const refusal = (code: string) => expect.objectContaining({ code });

describe('saved views', () => {
  it('are seen by their owner alone until they are shared, and never by another tenant', async () => {
    const { id } = await make(ana, 'private');
    await make(ana, 'shared', true);
    expect(await namesOf(ana)).toEqual(['private', 'shared']);
    expect(await namesOf(bob)).toEqual(['shared']);
    expect(await namesOf(stranger)).toEqual([]);
    await updateView(ana, null, { id, version: 1, shared: true });
    expect(await namesOf(bob)).toEqual(['private', 'shared']);
    await updateView(ana, null, { id, version: 2, shared: false });
    expect(await namesOf(bob)).toEqual(['shared']);
  });

  it('are changed by their owner, and when shared by an administrator', async () => {
    const { id } = await make(ana, 'to change', true);
    const rename = (actor: Actor, version: number, name: string) =>
      updateView(actor, null, { id, version, name });
    await expect(rename(bob, 1, 'mine now')).rejects.toEqual(refusal('forbidden'));
    await expect(rename(stranger, 1, 'mine now')).rejects.toEqual(refusal('notFound'));
    await rename(admin, 1, 'tidied');
    await expect(rename(ana, 1, 'too late')).rejects.toEqual(refusal('conflict'));
    await updateView(ana, null, { id, version: 2, search: '?severity=low', shared: false });
    await expect(rename(admin, 3, 'not mine any more')).rejects.toEqual(refusal('notFound'));
    const view = (await listViews(ana, list)).views.find((one) => one.id === id);
    expect(view).toMatchObject({ name: 'tidied', search: '?severity=low', shared: false, version: 3 });
    const trail = await prisma().auditEntry.findMany({
      where: { targetType: 'view', targetId: id },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map((entry) => [entry.actorName, entry.action])).toEqual([
      ['Ana', 'view.create'],
      ['Ada', 'view.update'],
      ['Ana', 'view.update'],
    ]);
    expect(trail[1]?.changes).toContainEqual({ field: 'name', from: 'to change', to: 'tidied' });
  });

  it('may be kept by a manager, but not shared', async () => {
    const { id } = await make(manager, 'for the board');
    await expect(make(manager, 'for all', true)).rejects.toEqual(refusal('forbidden'));
    await expect(updateView(manager, null, { id, version: 1, shared: true })).rejects.toEqual(
      refusal('forbidden'),
    );
    expect(await namesOf(manager)).toContain('for the board');
  });

  it('open a list by themselves for whoever chose so, until they are gone', async () => {
    const { id } = await make(ana, 'morning', true);
    await setDefaultView(bob, null, { list, viewId: id });
    expect(await defaultView(bob, list)).toEqual({ id, search: '?severity=high' });
    expect(await defaultView(ana, list)).toBeNull();
    await updateView(ana, null, { id, version: 1, shared: false });
    expect(await defaultView(bob, list)).toBeNull();
    expect((await listViews(bob, list)).defaultId).toBeNull();
    await updateView(ana, null, { id, version: 2, shared: true });
    expect((await listViews(bob, list)).defaultId).toBe(id);
    await deleteView(ana, null, id);
    expect(await defaultView(bob, list)).toBeNull();
    expect(await prisma().defaultView.count()).toBe(0);
    const own = await make(ana, 'own');
    await expect(setDefaultView(bob, null, { list, viewId: own.id })).rejects.toEqual(refusal('notFound'));
    await expect(setDefaultView(bob, null, { list: 'alerts', viewId: own.id })).rejects.toEqual(
      refusal('notFound'),
    );
  });

  it('have names of their own, and keep query strings only', async () => {
    await make(bob, 'twice');
    await expect(make(bob, 'twice')).rejects.toEqual(refusal('invalid'));
    await make(ana, 'twice');
    for (const search of ['javascript:alert(1)', '//elsewhere.example', '?a=b#c', 'severity=high'])
      expect(createViewInput.safeParse({ list, name: 'x', search, shared: false }).success).toBe(false);
    expect(createViewInput.safeParse({ list, name: 'x', search: '', shared: false }).success).toBe(true);
  });
});
