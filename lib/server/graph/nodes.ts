import 'server-only';
import { ENTITY_TYPES, type EntityType } from '@/lib/domain/entity';
import type { Thing } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import type { Severity } from '@/lib/domain/severity';
import { DEFAULT_SETTINGS, isHub } from '@/lib/engine/correlation';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { visibleIncidents } from '@/lib/server/incidents/filter-sql';

/** What a node's id names. */
export type NodeName =
  | { readonly kind: 'incident'; readonly number: number }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'entity'; readonly id: string }
  | { readonly kind: 'seen'; readonly type: EntityType; readonly value: string };

/** Reads a node's id; null for what is none. */
export function nodeName(node: string): NodeName | null {
  const colon = node.indexOf(':');
  const [kind, rest] = [node.slice(0, colon), node.slice(colon + 1)];
  if (rest === '' || rest.includes('\u0000')) return null;
  if (kind === 'incident') return /^\d{1,9}$/.test(rest) ? { kind, number: Number(rest) } : null;
  if (kind === 'alert' || kind === 'entity') return { kind, id: rest };
  if (kind !== 'seen') return null;
  const [type = '', ...value] = rest.split(':');
  const known = ENTITY_TYPES.find((name) => name === type);
  return known && value.length > 0 ? { kind, type: known, value: value.join(':') } : null;
}

export interface KnownIds {
  readonly incidents: readonly number[];
  readonly alerts: readonly string[];
  readonly entities: readonly string[];
}

/** The stored things among some node ids, by what they are. */
export function knownIds(nodes: readonly string[]): KnownIds {
  const names = nodes.flatMap((node) => nodeName(node) ?? []);
  return {
    incidents: names.flatMap((name) => (name.kind === 'incident' ? [name.number] : [])),
    alerts: names.flatMap((name) => (name.kind === 'alert' ? [name.id] : [])),
    entities: names.flatMap((name) => (name.kind === 'entity' ? [name.id] : [])),
  };
}

/** Incidents, alerts and entities of the actor's tenant as things; what is unknown is left out. */
export async function thingsOf(actor: Actor, ids: KnownIds): Promise<readonly Thing[]> {
  const [incidents, alerts, entities] = await Promise.all([
    ids.incidents.length === 0 ? [] : incidentThings(actor, ids.incidents),
    ids.alerts.length === 0 ? [] : alertThings(actor, ids.alerts),
    ids.entities.length === 0 ? [] : entityThings(actor, ids.entities),
  ]);
  return [...incidents, ...alerts, ...entities];
}

async function incidentThings(actor: Actor, numbers: readonly number[]): Promise<readonly Thing[]> {
  const rows = await prisma().$queryRaw<
    { number: number; display_name: string; severity: Severity; status: string; first_activity: Date }[]
  >`SELECT i.number, i.display_name, i.severity, i.status, i.first_activity FROM incident i
    WHERE ${visibleIncidents(actor)} AND i.number = ANY(${[...numbers]}::int[]) ORDER BY i.first_activity, i.number`;
  return rows.map((row) => ({
    kind: 'incident',
    id: `incident:${row.number}`,
    label: row.display_name,
    number: row.number,
    severity: row.severity,
    status: row.status,
    at: row.first_activity.getTime(),
  }));
}

async function alertThings(actor: Actor, ids: readonly string[]): Promise<readonly Thing[]> {
  const rows = await prisma().$queryRaw<
    { id: string; title: string; severity: Severity; status: string; first_activity: Date }[]
  >`SELECT a.id, a.title, a.severity, a.status, a.first_activity FROM alert a
    WHERE ${visibleAlerts(actor)} AND a.id = ANY(${[...ids]}::text[]) ORDER BY a.first_activity, a.id`;
  return rows.map((row) => ({
    kind: 'alert',
    id: `alert:${row.id}`,
    label: row.title,
    severity: row.severity,
    status: row.status,
    at: row.first_activity.getTime(),
  }));
}

interface EntityRow {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly hub_pin: 'hub' | 'notHub' | null;
  readonly prevalence: number | null;
  readonly baseline_days: number | null;
  readonly hint: string | null;
}

async function entityThings(actor: Actor, ids: readonly string[]): Promise<readonly Thing[]> {
  const rows = await prisma().$queryRaw<EntityRow[]>`
    SELECT n.id, n.type, n.name, n.hub_pin, p.prevalence, p.baseline_days, p.hint FROM entity n
    LEFT JOIN LATERAL (SELECT e.prevalence, e.baseline_days,
        left(coalesce(e.props->>'commandLine', e.props->>'subject', e.props->>'country'), 300) AS hint FROM alert_evidence e
      WHERE e.tenant_id = n.tenant_id AND e.entity_id = n.id ORDER BY e.last_activity DESC LIMIT 1) p ON TRUE
    WHERE n.tenant_id = ${actor.tenantId} AND n.id = ANY(${[...ids]}::text[]) ORDER BY n.type, n.name, n.id`;
  return rows.map((row) => ({
    kind: 'entity',
    id: `entity:${row.id}`,
    label: row.name,
    type: row.type,
    hub: hubOf(row),
    touches: row.prevalence,
    hint: row.hint,
  }));
}

/** By the prevalence that was frozen with the newest alert, unless a person decided. */
export function hubOf(row: Pick<EntityRow, 'type' | 'hub_pin' | 'prevalence' | 'baseline_days'>): boolean {
  const measured = { distinct: row.prevalence ?? 0, baselineDays: row.baseline_days ?? 0 };
  return isHub(
    row.hub_pin ? { ...measured, pinned: row.hub_pin } : measured,
    DEFAULT_SETTINGS.types[row.type],
  );
}

export interface TimeRange {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Keeps rows whose activity touches the range. */
export function inRange(first: Prisma.Sql, last: Prisma.Sql, { since, until }: TimeRange): Prisma.Sql {
  const conditions = [
    ...(since === undefined ? [] : [Prisma.sql`${last} >= ${new Date(since)}`]),
    ...(until === undefined ? [] : [Prisma.sql`${first} <= ${new Date(until)}`]),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
