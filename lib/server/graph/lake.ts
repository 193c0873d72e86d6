import 'server-only';
import { DAY } from '@/lib/core/time';
import { ACCOUNT_NAMES, type EntityType, HOST_NAMES, type IdentifierKind } from '@/lib/domain/entity';
import type { LakeKind, Thing, Tie } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import {
  type CountsView,
  type ExpansionView,
  LAKE_KIND_TYPE,
  LAKE_KINDS_OF,
  type TieRowsView,
} from '@/lib/domain/views/investigation';
import { fieldsOf } from '@/lib/server/alerts/detail';
import { prisma } from '@/lib/server/db';
import { AppError } from '@/lib/server/errors';
import { relations, tieRows } from '@/lib/server/query/client';
import { type NodeName, type TimeRange, thingsOf } from './nodes';
import { EXPAND_CAP } from './stored';
import { tie } from './ties';

/** The longest time that telemetry is asked about at once, and how much is asked where nobody said. */
const MAX_WINDOW = 31 * DAY;
const DEFAULT_WINDOW = 7 * DAY;
const COUNT_BUDGET_MS = 300;
const EXPAND_BUDGET_MS = 3_000;

export interface Window {
  readonly since: number;
  readonly until: number;
}

/** The window that telemetry is read in: the asked one, or the last week; never more than a month. */
function windowOf({ since, until }: TimeRange, now: number): Window {
  const end = until ?? now;
  return { since: Math.max(since ?? end - DEFAULT_WINDOW, end - MAX_WINDOW), until: end };
}

/** What the lake can be asked about: the type of a thing and every name by which rows may call it, lower case. */
export interface LakeSubject {
  readonly type: EntityType;
  readonly origin: string | null;
  readonly names: readonly string[];
}

/** Identifiers by which rows name a thing; what is not here is known by other columns than the questions look at. */
const NAMING: Readonly<Partial<Record<EntityType, readonly IdentifierKind[]>>> = {
  account: ACCOUNT_NAMES,
  host: HOST_NAMES,
  ip: ['address'],
  mailbox: ['mailboxAddress'],
  mailMessage: ['networkMessageId'],
  url: ['url'],
  domain: ['domain'],
  file: ['sha256'],
  fileHash: ['sha256'],
  process: ['sha256'],
  cloudApplication: ['appName', 'appId'],
  oauthApplication: ['appId', 'appObjectId'],
  servicePrincipal: ['servicePrincipalId', 'appId'],
};
/** Types that rows call by the entity's own name, besides: a process by its file. */
const BY_NAME: ReadonlySet<EntityType> = new Set<EntityType>(['process', 'file', 'cloudApplication']);
const MAX_NAMES = 100;

/** How the lake knows a thing; null for incidents, alerts and what it has no question about. */
async function lakeSubject({ tenantId }: Actor, name: NodeName): Promise<LakeSubject | null> {
  if (name.kind === 'seen') return { type: name.type, origin: null, names: [name.value.toLowerCase()] };
  if (name.kind !== 'entity') return null;
  const entity = await prisma().entity.findUnique({
    where: { tenantId_id: { tenantId, id: name.id } },
    select: { type: true, name: true, origin: true },
  });
  if (entity === null) return null;
  const type = entity.type as EntityType;
  const identifiers = await prisma().entityIdentifier.findMany({
    where: { tenantId, entityId: name.id, kind: { in: [...(NAMING[type] ?? [])] } },
    orderBy: { lastSeen: 'desc' },
    take: MAX_NAMES,
    select: { value: true },
  });
  const names = [...identifiers.map(({ value }) => value), ...(BY_NAME.has(type) ? [entity.name] : [])];
  return { type, origin: entity.origin, names: [...new Set(names.map((value) => value.toLowerCase()))] };
}

/** The questions that a thing can be asked, with how many each finds. */
export async function lakeCounts(
  actor: Actor,
  name: NodeName,
  range: TimeRange,
  only?: readonly LakeKind[],
): Promise<CountsView> {
  const subject = await lakeSubject(actor, name);
  const offered = subject ? (LAKE_KINDS_OF[subject.type] ?? []) : [];
  const kinds = only ? offered.filter((kind) => only.includes(kind)) : offered;
  if (subject === null || kinds.length === 0 || subject.names.length === 0)
    return { counts: [], window: null };
  const window = windowOf(range, Date.now());
  const answers = await relations({
    tenantId: actor.tenantId,
    kinds: [...kinds],
    names: [...subject.names],
    ...window,
    limit: 0,
    budgetMs: COUNT_BUDGET_MS,
  });
  return {
    counts: answers.map(({ kind, total, isCapped }) => ({ kind, total, isCapped })),
    window: { since: Math.max(window.since, ...answers.map((answer) => answer.since)), until: window.until },
  };
}

/** What telemetry names beside a thing: known entities where a value is one of their identifiers. */
export async function lakeExpansion(
  actor: Actor,
  node: string,
  name: NodeName,
  kind: LakeKind,
  range: TimeRange,
): Promise<ExpansionView> {
  const subject = await lakeSubject(actor, name);
  if (subject === null || subject.names.length === 0 || !LAKE_KINDS_OF[subject.type]?.includes(kind))
    throw new AppError('invalid', `${node} cannot be asked for ${kind}`);
  const window = windowOf(range, Date.now());
  const [answer] = await relations({
    tenantId: actor.tenantId,
    kinds: [kind],
    names: [...subject.names],
    ...window,
    limit: EXPAND_CAP,
    budgetMs: EXPAND_BUDGET_MS,
  });
  if (!answer || answer.total === null) {
    throw new AppError('timeout', `lake question ${kind}`, {
      userText: 'The search took too long. Choose a shorter time range and try again.',
    });
  }
  const type = LAKE_KIND_TYPE[kind];
  const known = await entitiesByValue(
    actor,
    type,
    subject.origin,
    answer.values.map(({ value }) => value),
  );
  const things: Thing[] = [
    ...(await thingsOf(actor, { incidents: [], alerts: [], entities: [...new Set(known.values())] })),
  ];
  const ties = new Map<string, Tie>();
  for (const { value, label, count, first, last } of answer.values) {
    const entity = known.get(value);
    const id = entity === undefined ? `seen:${type}:${value}`.slice(0, 600) : `entity:${entity}`;
    if (id === node) continue;
    if (entity === undefined) things.push({ kind: 'seen', id, label, type, value });
    const made = tie(node, id, kind, { count, first: new Date(first), last: new Date(last) });
    const other = ties.get(made.id);
    ties.set(made.id, other ? joined(other, made) : made);
  }
  return {
    things,
    ties: [...ties.values()],
    total: answer.total,
    isCapped: false,
    window: { since: Math.max(window.since, answer.since), until: window.until },
  };
}

/** Two names of one entity are one tie. */
const joined = (a: Tie, b: Tie): Tie => ({
  ...a,
  count: a.count + b.count,
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
});

/** Entities that carry one of these values as an identifier of the wanted type, of one world. */
async function entitiesByValue(
  { tenantId }: Actor,
  type: EntityType,
  origin: string | null,
  values: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (values.length === 0) return new Map();
  const rows = await prisma().$queryRaw<{ value: string; entity_id: string }[]>`
    SELECT DISTINCT ON (lower(d.value)) lower(d.value) AS value, d.entity_id FROM entity_identifier d
    WHERE d.tenant_id = ${tenantId} AND d.value = ANY(${[...values]}::text[]) AND d.type = ${type}
      AND (${origin}::text IS NULL OR d.origin = ${origin})
    ORDER BY lower(d.value), d.last_seen DESC`;
  return new Map(rows.map((row) => [row.value, row.entity_id]));
}

const ROWS = 20;

/** The newest rows behind a tie of telemetry. */
export async function rowsOfTie(
  actor: Actor,
  { name, kind, other, range }: { name: NodeName; kind: LakeKind; other: NodeName; range: TimeRange },
): Promise<TieRowsView> {
  const [subject, found] = await Promise.all([lakeSubject(actor, name), lakeSubject(actor, other)]);
  if (subject === null || found === null || subject.names.length === 0) return { rows: [] };
  const pages = await tieRows({
    tenantId: actor.tenantId,
    kind,
    names: [...subject.names],
    values: [...found.names],
    ...windowOf(range, Date.now()),
    limit: ROWS,
  });
  return {
    rows: pages.map((row) => ({
      rowId: row.rowId,
      table: row.table,
      time: new Date(row.time).toISOString(),
      fields: fieldsOf({ ...row.columns, ...row.overflow }),
    })),
  };
}
