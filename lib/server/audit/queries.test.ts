import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import type { AuditFilter } from '@/lib/domain/views/audit';
import { prisma } from '@/lib/server/db';
import { assignIncident, setIncidentStatus } from '@/lib/server/incidents/commands';
import { type MadeIncident, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { auditChoices, listAudit } from './queries';

testDatabase();
const T = 'contoso';
const ALL: AuditFilter = { who: '', action: '', target: '', range: 'all', before: '' };
let one: Actor;
let two: Actor;
let incident: MadeIncident;

beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  [one, two] = [await makeActor(T, 'admin', 'Ada'), await makeActor(T, 'analyst', 'Noor')];
  incident = await makeIncident(T, { number: 7, alerts: 1 });
  const { id } = incident;
  await setIncidentStatus(one, null, { id, version: 1, status: 'inProgress' });
  await assignIncident(two, null, { id, version: 2, assignedTo: one.id });
  const other = await makeIncident(T, { number: 8, alerts: 0 });
  await prisma().auditEntry.createMany({
    data: Array.from({ length: 60 }, (_, n) => ({
      ...{ tenantId: T, actorKind: 'user', actorId: two.id, actorName: two.name },
      ...{ action: 'incident.tags', targetType: 'incident', targetId: other.id },
      changes: [{ field: 'customTags', from: [], to: [`t${n}`] }],
    })),
  });
});

const list = (filter: Partial<AuditFilter>, actor = one) => listAudit(actor, { ...ALL, ...filter });

describe('the audit log', () => {
  it('tells what changed in words, without the counter of versions', async () => {
    const [entry] = (await list({ action: 'incident.assign' })).rows;
    expect(entry).toMatchObject({ actorName: 'Noor', target: { type: 'incident', number: 7 } });
    expect(entry?.changes).toEqual([{ field: 'assignedTo', from: '–', to: 'Ada' }]);
  });

  it('is filtered by who, action and target', async () => {
    expect((await list({ who: one.id })).rows.map((row) => row.action)).toEqual(['incident.status']);
    const of7 = (await list({ target: '#7' })).rows.map((row) => row.action);
    expect(of7).toEqual(['incident.assign', 'incident.status']);
    expect((await list({ target: incident.alertIds[0] ?? '' })).rows).toHaveLength(1);
    expect((await list({ target: 'nothing' })).rows).toEqual([]);
    expect((await list({ who: one.id, action: 'incident.tags' })).rows).toEqual([]);
  });

  it('pages by key: every entry once', async () => {
    const seen: string[] = [];
    let before = '';
    for (let page = 0; page < 5; page++) {
      const { rows, next } = await list({ before });
      seen.push(...rows.map((row) => row.seq));
      if (next === null) break;
      before = next;
    }
    expect(seen).toHaveLength(63);
    expect(new Set(seen).size).toBe(63);
  });

  it('offers whoever did something and what was done, of the own tenant', async () => {
    const choices = await auditChoices(one);
    expect(choices.actors).toEqual([
      { id: one.id, name: 'Ada' },
      { id: two.id, name: 'Noor' },
    ]);
    expect(choices.actions).toEqual(['alert.assign', 'incident.assign', 'incident.status', 'incident.tags']);
    const stranger = await makeActor('other', 'admin');
    expect(await auditChoices(stranger)).toEqual({ actors: [], actions: [] });
    expect((await list({}, stranger)).rows).toEqual([]);
  });

  it('is filtered by the last days, and by from and to', async () => {
    const at = new Date('2026-02-03T04:05:06Z');
    await prisma().auditEntry.create({
      data: {
        ...{ tenantId: T, actorKind: 'user', actorId: 'long-gone', actorName: 'Eve', at, changes: [] },
        ...{ action: 'incident.status', targetType: 'incident', targetId: incident.id },
      },
    });
    const actions = async (range: string) =>
      (await list({ who: 'long-gone', range })).rows.map((row) => row.action);
    expect(await actions('2026-02-03T04:05Z..2026-02-03T04:06Z')).toEqual(['incident.status']);
    expect(await actions('..2026-02-03T04:05Z')).toEqual([]);
    expect(await actions('2026-02-03T04:06Z..')).toEqual([]);
    expect(await actions('1d')).toEqual([]);
    expect(await actions('no range')).toEqual(['incident.status']);
  });
});
