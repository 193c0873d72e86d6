import { beforeAll, describe, expect, it } from 'vitest';
import { linkRowsInput } from '@/lib/domain/inputs/hunt-evidence';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../db';
import { testDatabase } from '../testing/database';
import { activityOf } from './activity';
import { getIncident } from './detail';
import { linkRows, unlinkRows } from './hunt-evidence';
import { huntEvidence } from './hunt-evidence-list';
import { mergeIncidents, unmergeIncident } from './regroup';
import { makeAccount, makeActor, makeIncident, makeTenant } from './testing';

testDatabase();
const T = 'contoso';
let noor: Actor;
let stranger: Actor;
let manager: Actor;
let ann: string;

/** Far apart: incidents that people open take the numbers in between. */
let number = 100;
function next(): number {
  number += 10;
  return number;
}

type Cells = [string, string | number][];
const row = (n: number, more: Cells = []): Cells => [
  ['TimeGenerated', `2026-02-0${n}T10:00:00Z`],
  ['UserPrincipalName', 'ann@contoso.test'],
  ['IPAddress', '203.0.113.7'],
  ['n', n],
  ...more,
];
const input = (into: object, rows: Cells[], more: object = {}) =>
  linkRowsInput.parse({
    ...{ into, rows, query: 'SigninLogs | where ResultType != "0"' },
    ...{ ranAt: '2026-03-01T10:00:00Z', note: '', ...more },
  });
const incident = () => makeIncident(T, { number: next() });
const keysOf = async (actor: Actor, id: string) =>
  (await huntEvidence(actor, id)).links.flatMap(({ rows }) => rows.map(({ key }) => key));

beforeAll(async () => {
  for (const tenant of [T, 'other']) await makeTenant(tenant);
  noor = await makeActor(T, 'analyst', 'Noor');
  manager = await makeActor(T, 'manager');
  stranger = await makeActor('other', 'admin');
  ann = await makeAccount(T, 'Ann');
});

describe('rows of a hunt', () => {
  it('are kept with an incident as they are, once, with the things that they name', async () => {
    const { id, number: of } = await incident();
    const rows = [row(1, [['_ItemId', 'item-1']]), row(2)];
    expect(await linkRows(noor, 'r-1', input({ id }, rows, { note: 'odd' }))).toEqual({
      number: of,
      added: 2,
      same: 0,
    });
    expect(await linkRows(noor, 'r-2', input({ id }, [row(2), row(3), row(3)]))).toMatchObject({
      added: 1,
      same: 2,
    });
    const { links, total } = await huntEvidence(noor, id);
    expect(total).toBe(3);
    expect(links.map(({ by, note, query, rows: kept }) => [by, note, query, kept.length])).toEqual([
      ['Noor', '', 'SigninLogs | where ResultType != "0"', 1],
      ['Noor', 'odd', 'SigninLogs | where ResultType != "0"', 2],
    ]);
    const [first, second] = links[1]?.rows ?? [];
    expect(first).toMatchObject({ itemId: 'item-1', cells: rows[0] });
    expect(second?.itemId).toBeNull();
    expect(first?.entities).toEqual([
      { type: 'account', name: 'Ann', entityId: ann },
      { type: 'ip', name: '203.0.113.7', entityId: 'ip:203.0.113.7' },
    ]);
    expect(await huntEvidence(stranger, id)).toEqual({ links: [], total: 0, next: null });
  });

  it('page by key', async () => {
    const { id } = await incident();
    await linkRows(noor, null, input({ id }, [row(1), row(2)]));
    await linkRows(noor, null, input({ id }, [row(3), row(4), row(5)]));
    const found: unknown[] = [];
    for (let cursor: string | null = null, rounds = 0; rounds < 9; rounds++) {
      const page: Awaited<ReturnType<typeof huntEvidence>> = await huntEvidence(noor, id, cursor, 2);
      found.push(...page.links.flatMap((link) => link.rows.map(({ cells }) => cells.at(-1)?.[1])));
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(found).toEqual([3, 4, 5, 1, 2]);
  });

  it('open an incident of a person: its name and severity, their times, and whom they name', async () => {
    const made = await linkRows(
      noor,
      'r-3',
      input({ name: 'A quiet spray', severity: 'high' }, [row(4), row(2)]),
    );
    const detail = await getIncident(noor, String(made.number));
    expect(detail).toMatchObject({
      displayName: 'A quiet spray',
      severity: 'high',
      nameIsCustom: true,
      status: 'active',
      alertCount: 0,
      firstActivity: '2026-02-02T10:00:00.000Z',
      lastActivity: '2026-02-04T10:00:00.000Z',
      impacted: [{ entityId: ann, type: 'account', name: 'Ann', role: 'contextual' }],
    });
    const events = await prisma().outboxEvent.findMany({ where: { targetId: detail?.id ?? '' } });
    expect(events.map(({ type }) => type)).toEqual(['incident.created']);
    const trail = await activityOf(noor, { type: 'incident', id: detail?.id ?? '' });
    expect(trail.rows.map(({ actor, title }) => `${actor} ${title}`)).toEqual([
      'Noor opened the incident with rows of a hunt',
    ]);
  });

  it('are taken away and come back; the trail tells both, and what they were stays', async () => {
    const { id } = await incident();
    await linkRows(noor, null, input({ id }, [row(1), row(2)]));
    const [key = ''] = await keysOf(noor, id);
    expect(await unlinkRows(noor, null, { incidentId: id, rowKeys: [key] })).toEqual({ removed: 1 });
    expect(await unlinkRows(noor, null, { incidentId: id, rowKeys: [key] })).toEqual({ removed: 0 });
    expect(await keysOf(noor, id)).toHaveLength(1);
    const gone = await prisma().huntEvidence.findFirst({ where: { incidentId: id, rowKey: key } });
    expect(gone).toMatchObject({ removedBy: 'Noor', cells: row(1) });
    expect(await linkRows(noor, null, input({ id }, [row(1)]))).toMatchObject({ added: 1 });
    const { rows } = await activityOf(noor, { type: 'incident', id });
    const told = rows.filter(({ kind }) => kind === 'change').map(({ title }) => title);
    expect(told).toEqual(['linked rows of a hunt', 'took rows of a hunt away', 'linked rows of a hunt']);
  });

  it('are nobody’s to link without the permission, across tenants or to what is closed', async () => {
    const { id } = await incident();
    const resolved = await makeIncident(T, { number: next(), status: 'resolved' });
    await expect(linkRows(manager, null, input({ id }, [row(1)]))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(linkRows(stranger, null, input({ id }, [row(1)]))).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(linkRows(noor, null, input({ id: resolved.id }, [row(1)]))).rejects.toMatchObject({
      code: 'conflict',
    });
    await linkRows(noor, null, input({ id }, [row(1)]));
    await expect(
      unlinkRows(stranger, null, { incidentId: id, rowKeys: await keysOf(noor, id) }),
    ).rejects.toMatchObject({ code: 'notFound' });
    expect(await keysOf(noor, id)).toHaveLength(1);
  });

  it('go with a merge and come back with its undoing, also to an incident without alerts', async () => {
    const target = await incident();
    await linkRows(noor, null, input({ id: target.id }, [row(1)]));
    const made = await linkRows(noor, null, input({ name: 'By hand', severity: 'low' }, [row(1), row(2)]));
    const source = await prisma().incident.findFirstOrThrow({ where: { tenantId: T, number: made.number } });
    await mergeIncidents(noor, null, {
      ...{ id: source.id, version: source.version, into: target.id, intoVersion: 1, reason: '' },
    });
    expect((await keysOf(noor, target.id)).length).toBe(2);
    await unmergeIncident(noor, null, { id: source.id, holder: target.id, reason: '' });
    expect((await keysOf(noor, target.id)).length).toBe(1);
    expect((await keysOf(noor, source.id)).length).toBe(2);
  });

  it('are there after a merge although the other incident had taken the same row away', async () => {
    const target = await incident();
    await linkRows(noor, null, input({ id: target.id }, [row(1)]));
    await unlinkRows(noor, null, { incidentId: target.id, rowKeys: await keysOf(noor, target.id) });
    const made = await linkRows(noor, null, input({ name: 'By hand', severity: 'low' }, [row(1)]));
    const source = await prisma().incident.findFirstOrThrow({ where: { tenantId: T, number: made.number } });
    await mergeIncidents(noor, null, {
      ...{ id: source.id, version: source.version, into: target.id, intoVersion: 1, reason: '' },
    });
    expect(await keysOf(noor, target.id)).toHaveLength(1);
  });

  it('change nothing that correlation reads', async () => {
    const { id } = await incident();
    const state = async () => ({
      incident: await prisma().incident.findFirst({ where: { id }, omit: { updatedAt: true } }),
      evidence: await prisma().alertEvidence.count(),
      links: await prisma().incidentLink.count(),
      constraints: await prisma().correlationConstraint.count(),
    });
    const before = await state();
    await linkRows(noor, null, input({ id }, [row(1)]));
    expect(await state()).toEqual(before);
  });
});
