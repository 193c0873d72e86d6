import { beforeAll, describe, expect, it } from 'vitest';
import { addTaskInput } from '@/lib/domain/inputs/task';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { activityOf } from '@/lib/server/incidents/activity';
import { makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { addTask, assignTask, moveTask, setTaskStatus } from './commands';
import { tasksOf } from './queries';

testDatabase();
let me: Actor;
let reader: Actor;
let stranger: Actor;
let incident = '';

beforeAll(async () => {
  await makeTenant('t');
  await makeTenant('other');
  [me, reader] = [await makeActor('t', 'analyst', 'Ada'), await makeActor('t', 'manager')];
  stranger = await makeActor('other', 'admin');
  incident = (await makeIncident('t', { number: 1 })).id;
});

const titles = async () => (await tasksOf(me, incident)).map((task) => task.title);
const add = (title: string) => addTask(me, null, { incidentId: incident, title, assignedTo: null });

describe('tasks of an incident', () => {
  it('are added at the end, moved one place, and keep that order', async () => {
    const [, two] = [await add('One'), await add('Two'), await add('Three')];
    expect(await titles()).toEqual(['One', 'Two', 'Three']);
    await moveTask(me, null, { id: two.id, by: -1 });
    expect(await titles()).toEqual(['Two', 'One', 'Three']);
    await moveTask(me, null, { id: two.id, by: -1 });
    expect(await titles()).toEqual(['Two', 'One', 'Three']);
    await moveTask(me, null, { id: two.id, by: 1 });
    await moveTask(me, null, { id: two.id, by: 1 });
    await add('Four');
    expect(await titles()).toEqual(['One', 'Three', 'Two', 'Four']);
  });

  it('are assigned, completed and opened again, each once, with who did it in the activity', async () => {
    const { id } = await add('Call the person');
    const task = async () => (await tasksOf(me, incident)).find((one) => one.id === id);
    await assignTask(me, null, { id, assignedTo: me.id });
    expect((await task())?.assignedTo).toEqual({ id: me.id, name: 'Ada' });
    await setTaskStatus(me, null, { id, status: 'done' });
    await setTaskStatus(me, null, { id, status: 'done' });
    expect(await task()).toMatchObject({ isDone: true, doneBy: 'Ada' });
    await setTaskStatus(me, null, { id, status: 'open' });
    expect(await task()).toMatchObject({ isDone: false, doneBy: null, doneAt: null });
    const told = (await activityOf(me, { type: 'incident', id: incident })).rows
      .filter((row) => row.body === 'Call the person')
      .map((row) => row.title);
    expect(told).toEqual(['opened a task again', 'completed a task', 'assigned a task']);
    const events = await prisma().outboxEvent.findMany({ where: { tenantId: 't', type: 'task.changed' } });
    expect(events.length).toBeGreaterThan(3);
    expect(new Set(events.map((event) => event.targetId))).toEqual(new Set([incident]));
  });

  it('are nobody’s but those who may change the incident, of no other tenant, and never without words', async () => {
    const { id } = await add('Kept');
    const before = await tasksOf(me, incident);
    await expect(setTaskStatus(reader, null, { id, status: 'done' })).rejects.toThrow();
    await expect(setTaskStatus(stranger, null, { id, status: 'done' })).rejects.toThrow();
    await expect(moveTask(stranger, null, { id, by: -1 })).rejects.toThrow();
    await expect(
      addTask(stranger, null, { incidentId: incident, title: 'Mine', assignedTo: null }),
    ).rejects.toThrow();
    await expect(assignTask(me, null, { id, assignedTo: stranger.id })).rejects.toThrow();
    expect(await tasksOf(me, incident)).toEqual(before);
    expect(await tasksOf(stranger, incident)).toEqual([]);
    expect(addTaskInput.safeParse({ incidentId: incident, title: '  ', assignedTo: null }).success).toBe(
      false,
    );
  });
});
