import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { storable } from '@/lib/core/storable';
import { type RowEntity, rowEntities } from '@/lib/domain/hunting/row-entities';
import type { LinkRowsInput, UnlinkRowsInput } from '@/lib/domain/inputs/hunt-evidence';
import { HUNT_EVIDENCE_LIMIT } from '@/lib/domain/limits';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '@/lib/server/command';
import { prisma } from '@/lib/server/db';
import { findNamed, keyOf } from '@/lib/server/entities/named';
import { AppError } from '@/lib/server/errors';
import type { LockedIncident } from './change';
import { lockIncidents, requireOpen } from './lock';
import { nextIncidentNumber } from './number';

type Row = LinkRowsInput['rows'][number];

export interface LinkedRows {
  readonly number: number;
  /** Rows that the incident did not have. */
  readonly added: number;
  /** Rows that it had already. */
  readonly same: number;
}

/**
 * Keeps rows of a hunt with an incident, as they are, with the query that found them. A row that the incident has
 * already is left as it is; correlation is not asked and learns nothing from it.
 */
export async function linkRows(
  actor: Actor,
  requestId: string | null,
  input: LinkRowsInput,
): Promise<LinkedRows> {
  const rows = input.rows.map((row) => storable(row) as Row);
  const named = 'id' in input.into ? null : await namedBy(actor, rows);
  return command(actor, 'incident:write', requestId, async (context) => {
    const { into } = input;
    const incident =
      'id' in into
        ? await requireOpen(context, await lockIncidents(context, [into.id]), into.id, null)
        : await openIncident(context, into, rows, named ?? NOBODY);
    const added = await store(context, incident, { ...input, rows });
    if (added > 0 || named !== null) record(context, incident, input, { added, isNew: named !== null });
    return { number: incident.number, added, same: rows.length - added };
  });
}

/** What tells one row from another: its columns and values. */
const rowKey = (row: Row): string =>
  createHash('sha256')
    .update(JSON.stringify([...row].sort(([a], [b]) => (a < b ? -1 : Number(a > b)))))
    .digest('hex');

const ITEM_ID = '_ItemId';
const itemIdOf = (row: Row): string | null => {
  const value = row.find(([name]) => name === ITEM_ID)?.[1];
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
};

/** How many rows the incident did not have; one that was taken away comes back. */
async function store(
  { tx, actor, now }: CommandContext,
  { id: incidentId }: LockedIncident,
  { rows, query, ranAt, note }: LinkRowsInput,
): Promise<number> {
  const { tenantId } = actor;
  const kept = await tx.huntEvidence.findMany({
    where: { tenantId, incidentId, removedAt: null },
    select: { rowKey: true },
  });
  const has = new Set(kept.map((row) => row.rowKey));
  const fresh = [...new Map(rows.map((row) => [rowKey(row), row]))].filter(([key]) => !has.has(key));
  if (fresh.length === 0) return 0;
  if (has.size + fresh.length > HUNT_EVIDENCE_LIMIT) {
    throw new AppError('invalid', 'too many rows of hunts', {
      userText: `An incident keeps ${HUNT_EVIDENCE_LIMIT.toLocaleString('en')} rows of hunts at most; this one has ${has.size.toLocaleString('en')}. Take some away, or summarize.`,
    });
  }
  const linkId = randomUUID();
  await tx.huntLink.create({
    data: {
      ...{ tenantId, id: linkId, query, ranAt: new Date(ranAt), note },
      ...{ actorId: actor.id, actorName: actor.name, createdAt: now },
    },
  });
  await tx.huntEvidence.deleteMany({
    where: { tenantId, incidentId, rowKey: { in: fresh.map(([key]) => key) } },
  });
  await tx.huntEvidence.createMany({
    data: fresh.map(([key, row], position) => ({
      ...{ tenantId, incidentId, rowKey: key, linkId, linkedAt: now, position },
      itemId: itemIdOf(row),
      cells: row,
    })),
  });
  return fresh.length;
}

interface Named {
  readonly origin: string;
  readonly impacted: readonly { entityId: string; type: string; name: string; role: string }[];
}

const NOBODY: Named = { origin: '', impacted: [] };
const IMPACTED = 4;
const ASSETS: readonly RowEntity['type'][] = ['account', 'host'];

/** Accounts and devices of the rows that are known, and whether they are the demo's. */
async function namedBy(actor: Actor, rows: readonly Row[]): Promise<Named> {
  const all = rows.flatMap((row) => rowEntities(row));
  const known = await findNamed(actor, all.slice(0, 1_000));
  const found = new Map(
    all.flatMap((entity) => {
      const hit = known.get(keyOf(entity));
      return hit
        ? [[hit.id, { entityId: hit.id, type: entity.type, name: hit.name, role: 'contextual' }]]
        : [];
    }),
  );
  const origins = await prisma().entity.findMany({
    where: { tenantId: actor.tenantId, id: { in: [...found.keys()] } },
    select: { origin: true },
    distinct: ['origin'],
  });
  return {
    origin: origins.length === 1 ? (origins[0]?.origin ?? '') : '',
    impacted: [...found.values()].filter(({ type }) => ASSETS.includes(type)).slice(0, IMPACTED),
  };
}

/** An incident that a person opens: name and severity are theirs, and stay so when alerts join. */
async function openIncident(
  context: CommandContext,
  into: { readonly name: string; readonly severity: string },
  rows: readonly Row[],
  { origin, impacted }: Named,
): Promise<LockedIncident> {
  const { tx, actor, now } = context;
  const times = rows.flatMap(timesOf);
  const number = await nextIncidentNumber(context);
  return tx.incident.create({
    data: {
      ...{ tenantId: actor.tenantId, id: randomUUID(), number, origin },
      ...{ displayName: into.name, nameIsCustom: true, severity: into.severity, severityIsCustom: true },
      impacted: impacted.map((one) => ({ ...one })),
      firstActivity: new Date(times.length === 0 ? now : Math.min(...times)),
      lastActivity: new Date(times.length === 0 ? now : Math.max(...times)),
      // A person is at it already.
      acknowledgedAt: now,
      ...{ createdAt: now, updatedAt: now, lastModifiedBy: actor.name },
    },
  });
}

const TIMES: ReadonlySet<string> = new Set(['TimeGenerated', 'Timestamp']);

const timesOf = (row: Row): number[] =>
  row.flatMap(([name, value]) => {
    const time = TIMES.has(name) && typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? [] : [time];
  });

const rowsText = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;

function record(
  { audit, publish }: CommandContext,
  incident: LockedIncident,
  { query, note }: LinkRowsInput,
  { added, isNew }: { readonly added: number; readonly isNew: boolean },
): void {
  const action = isNew ? 'incident.create' : 'incident.linkRows';
  audit({
    action,
    target: { type: 'incident', id: incident.id },
    changes: [
      ...(isNew
        ? [
            { field: 'displayName', from: null, to: incident.displayName },
            { field: 'severity', from: null, to: incident.severity },
          ]
        : []),
      { field: 'rows of a hunt', from: null, to: rowsText(added) },
      { field: 'query', from: null, to: query },
    ],
    ...(note === '' ? {} : { reason: note }),
  });
  publish({
    type: isNew ? 'incident.created' : 'incident.updated',
    targetId: incident.id,
    payload: { id: incident.id, number: incident.number, action },
    quiet: incident.historical,
  });
}

/** Takes rows of hunts away from an incident; what they were stays in the trail. */
export function unlinkRows(
  actor: Actor,
  requestId: string | null,
  { incidentId, rowKeys }: UnlinkRowsInput,
): Promise<{ readonly removed: number }> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const { tx, audit, publish, now } = context;
    const incident = (await lockIncidents(context, [incidentId])).get(incidentId);
    if (incident === undefined) throw new AppError('notFound', `incident ${incidentId}`);
    const where = { tenantId: actor.tenantId, incidentId, rowKey: { in: [...rowKeys] }, removedAt: null };
    const rows = await tx.huntEvidence.findMany({ where, select: { cells: true } });
    if (rows.length === 0) return { removed: 0 };
    await tx.huntEvidence.updateMany({ where, data: { removedAt: now, removedBy: actor.name } });
    audit({
      action: 'incident.unlinkRows',
      target: { type: 'incident', id: incidentId },
      changes: [{ field: 'rows of a hunt', from: rowsText(rows.length), to: null }],
    });
    publish({
      type: 'incident.updated',
      targetId: incidentId,
      payload: { id: incidentId, number: incident.number, action: 'incident.unlinkRows' },
      quiet: incident.historical,
    });
    return { removed: rows.length };
  });
}
