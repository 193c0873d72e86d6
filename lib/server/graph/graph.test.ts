import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphDocument, Thing } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import {
  type MadeIncident,
  makeAccount,
  makeActor,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { deleteGraph, saveGraph } from './commands';
import { countStored, expand } from './expand';
import { nodeName } from './nodes';
import { findPath } from './path';
import { getGraph, graphVersion, listGraphs } from './saved';
import { findStart, startOf } from './start';

testDatabase();
let analyst: Actor;
let other: Actor;
let reader: Actor;
let stranger: Actor;
let first: MadeIncident;
let second: MadeIncident;
let [ann, bob, cid] = ['', '', ''];
const AT = new Date('2026-03-01T10:00:00Z');

/** One more entity in an alert; `distinct` accounts and devices touched it in the baseline. */
async function evidence(alertId: string | undefined, entityId: string, type: string, distinct = 1) {
  await prisma().alertEvidence.create({
    data: {
      tenantId: 'a',
      alertId: alertId ?? '',
      entityId,
      type,
      name: entityId,
      role: 'attacker',
      prevalence: distinct,
      baselineDays: 30,
      firstActivity: AT,
      lastActivity: AT,
    },
  });
}

async function makeAddress(id: string) {
  await prisma().entity.create({
    data: { tenantId: 'a', id, type: 'ip', name: id, firstSeen: AT, lastSeen: AT },
  });
  return id;
}

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  [analyst, other] = [await makeActor('a', 'analyst', 'Noor'), await makeActor('a', 'analyst', 'Ivo')];
  [reader, stranger] = [await makeActor('a', 'manager'), await makeActor('b', 'admin')];
  [ann, bob, cid] = [
    await makeAccount('a', 'Ann'),
    await makeAccount('a', 'Bob'),
    await makeAccount('a', 'Cid'),
  ];
  first = await makeIncident('a', { number: 1, accountId: ann, alerts: 3 });
  second = await makeIncident('a', { number: 2, accountId: bob, alerts: 1 });
  const third = await makeIncident('a', { number: 3, accountId: cid, alerts: 1 });
  await evidence(first.alertIds[0], await makeAddress('shared'), 'ip');
  await evidence(second.alertIds[0], 'shared', 'ip');
  await evidence(second.alertIds[0], await makeAddress('gateway'), 'ip', 64);
  await evidence(third.alertIds[0], 'gateway', 'ip', 64);
});

const ids = (things: readonly Thing[]) => things.map(({ id }) => id);

describe('the start of a graph', () => {
  it('is an incident with its alerts and all they name, tied by role and membership', async () => {
    const start = await startOf(analyst, 'incident:1');
    expect(ids(start?.things ?? [])).toEqual([
      'incident:1',
      ...first.alertIds.map((id) => `alert:${id}`).sort(),
      `entity:${ann}`,
      'entity:shared',
    ]);
    const words = (start?.ties ?? []).map(({ what }) => what);
    expect(words.filter((what) => what === 'member')).toHaveLength(3);
    expect(
      start?.ties.find(({ id }) => id === `alert:${first.alertIds[0]}>role:attacker>entity:shared`),
    ).toBeDefined();
  });

  it('is an entity with its alerts and incidents, and nothing of another tenant', async () => {
    const start = await startOf(analyst, `entity:${bob}`);
    expect(ids(start?.things ?? [])).toEqual([`entity:${bob}`, 'incident:2', `alert:${second.alertIds[0]}`]);
    for (const from of [`entity:${bob}`, 'incident:1', 'incident:999', 'nonsense', 'entity:'])
      expect(await startOf(stranger, from)).toBeNull();
    expect((await startOf(analyst, 'seen:ip:192.0.2.1'))?.things).toMatchObject([
      { kind: 'seen', value: '192.0.2.1' },
    ]);
  });

  it('is found by number, name and identifier', async () => {
    expect((await findStart(analyst, '#2')).map(({ node }) => node)).toContain('incident:2');
    expect((await findStart(analyst, 'ann')).map(({ node }) => node)).toContain(`entity:${ann}`);
    expect((await findStart(analyst, 'cid@a.test')).map(({ node }) => node)).toEqual([`entity:${cid}`]);
    expect(await findStart(stranger, 'ann')).toEqual([]);
  });
});

describe('expansion', () => {
  it('counts before the click exactly what the click brings', async () => {
    for (const node of ['incident:1', `entity:${ann}`, 'entity:shared', `alert:${second.alertIds[0]}`]) {
      const { counts } = await countStored(analyst, node, {});
      expect(counts.length, node).toBeGreaterThan(1);
      for (const { kind, total, isCapped } of counts) {
        const found = await expand(analyst, { node, kind, known: [] });
        expect(found.things, `${node} ${kind}`).toHaveLength(total ?? -1);
        expect([found.total, isCapped, found.isCapped]).toEqual([total, false, false]);
      }
    }
    expect((await countStored(stranger, 'incident:1', {})).counts).toEqual([]);
  });

  it('ties what comes to what is there, and keeps to the time', async () => {
    const found = await expand(analyst, { node: 'entity:shared', kind: 'alerts', known: [`entity:${ann}`] });
    expect(found.ties.map(({ target }) => target)).toContain(`entity:${ann}`);
    const none = await expand(analyst, {
      node: 'entity:shared',
      kind: 'alerts',
      known: [],
      since: AT.getTime() + 1,
      until: AT.getTime() + 2,
    });
    expect(none).toMatchObject({ things: [], total: 0 });
    const together = await expand(analyst, { node: `entity:${ann}`, kind: 'with:ip', known: [] });
    expect(together.ties).toContainEqual(
      expect.objectContaining({ what: 'with', source: `entity:${ann}`, target: 'entity:shared', count: 1 }),
    );
  });

  it('says of a hub that it is one', async () => {
    const { things } = await expand(analyst, { node: `entity:${cid}`, kind: 'with:ip', known: [] });
    expect(things).toEqual([expect.objectContaining({ id: 'entity:gateway', hub: true, touches: 64 })]);
  });

  it('reads names of nodes and refuses what is none', () => {
    expect(nodeName('seen:url:https://x.example/a:b')).toEqual({
      kind: 'seen',
      type: 'url',
      value: 'https://x.example/a:b',
    });
    for (const bad of ['', 'incident:x', 'seen:nothing:1', 'person:1', 'seen:ip'])
      expect(nodeName(bad)).toBeNull();
  });
});

describe('the way between two', () => {
  it('is told step by step over the alerts that make it', async () => {
    const path = await findPath(analyst, `entity:${ann}`, `entity:${bob}`, false);
    expect(path.way).toEqual([
      `entity:${ann}`,
      `alert:${first.alertIds[0]}`,
      'entity:shared',
      `alert:${second.alertIds[0]}`,
      `entity:${bob}`,
    ]);
    for (const [i, from] of path.way.slice(0, -1).entries()) {
      const pair = [from, path.way[i + 1]].sort();
      expect(path.ties.some(({ source, target }) => `${[source, target].sort()}` === `${pair}`)).toBe(true);
    }
  });

  it('crosses a hub only when asked, and says that it did not', async () => {
    const shy = await findPath(analyst, `entity:${bob}`, `entity:${cid}`, false);
    expect(shy).toMatchObject({ found: false, way: [] });
    expect(shy.limits.join(' ')).toContain('1 entity that is common here was not crossed');
    const bold = await findPath(analyst, `entity:${bob}`, `entity:${cid}`, true);
    expect(bold.way).toContain('entity:gateway');
    expect((await findPath(analyst, 'incident:1', 'entity:gateway', false)).found).toBe(true);
    expect((await findPath(stranger, `entity:${ann}`, `entity:${bob}`, true)).found).toBe(false);
  });
});

describe('a saved graph', () => {
  const document = (label: string): GraphDocument => ({
    format: 1,
    things: [
      { kind: 'entity', id: `entity:${ann}`, label, type: 'account', hub: false, touches: null, hint: null },
    ],
    ties: [],
    folds: [],
    places: {},
    pinned: [],
    hidden: [],
    notes: { [`entity:${ann}`]: 'first' },
    range: null,
  });
  const save = (actor: Actor, more: object = {}) =>
    saveGraph(actor, null, {
      name: 'Who is Ann',
      isShared: false,
      incidentId: first.id,
      document: document('Old name'),
      ...more,
    });

  it('is private until it is shared, listed on its incident, and shows things as they are called now', async () => {
    const { id } = await save(analyst);
    expect(await listGraphs(analyst, first.id)).toMatchObject([
      { id, isMine: true, nodeCount: 1, incident: { number: 1 } },
    ]);
    for (const actor of [other, reader, stranger]) expect(await getGraph(actor, id)).toBeNull();
    expect((await getGraph(analyst, id))?.document.things[0]?.label).toBe('Ann');
    const shared = { target: { id, version: 1 }, isShared: true };
    expect(await save(analyst, shared)).toEqual({ id, version: 2 });
    expect(await getGraph(reader, id)).toMatchObject({ isMine: false, version: 2 });
    expect((await listGraphs(other)).map((row) => row.id)).toContain(id);
    expect(await listGraphs(stranger)).toEqual([]);
  });

  it('refuses a save over a version that somebody made meanwhile, and says who', async () => {
    const { id } = await save(analyst, { isShared: true });
    await save(other, { target: { id, version: 1 }, isShared: true });
    await expect(save(analyst, { target: { id, version: 1 }, isShared: true })).rejects.toMatchObject({
      code: 'conflict',
      userText: expect.stringContaining('Ivo'),
    });
    expect(await graphVersion(analyst, id)).toEqual({ version: 2, updatedBy: 'Ivo' });
    expect(await graphVersion(stranger, id)).toBeNull();
  });

  it('lets only its owner share or delete it, only writers save, and leaves a trace', async () => {
    const { id } = await save(analyst, { isShared: true });
    await expect(save(other, { target: { id, version: 1 } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteGraph(other, null, { id, version: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(save(reader)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(save(stranger)).rejects.toMatchObject({ code: 'notFound' });
    await deleteGraph(analyst, null, { id, version: 1 });
    expect(await getGraph(analyst, id)).toBeNull();
    const trace = await prisma().auditEntry.findMany({
      where: { tenantId: 'a', targetType: 'graph', targetId: id },
      orderBy: { seq: 'asc' },
    });
    expect(trace.map(({ action }) => action)).toEqual(['graph.save', 'graph.delete']);
  });
});
