import 'server-only';
import { DAY } from '@/lib/core/time';
import { ALERT_STATUSES, CLASSIFICATIONS, DOMAINS, SERVICE_SOURCES, TACTICS } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import type { AlertFilter, AlertNeighbours, AlertRowView } from '@/lib/domain/views/alert';
import type { ListCount } from '@/lib/domain/views/counted';
import { type Page, rangeDays, type Selection } from '@/lib/domain/views/filter';
import { countRows, countShown } from '@/lib/server/count';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { assigneeSelection, columnSelection, kept } from '@/lib/server/incidents/filter-sql';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { timeCondition } from '@/lib/server/time-condition';
import { countCells, isCounted } from './cells';
import { ALERT_COLUMNS, type AlertSqlRow, toAlertRow } from './rows';
import { textCondition, textConditionFor } from './text';

const ALERT_PAGE = 50;

/** What an actor may see: alerts of the own tenant that the service level of their source lets through. */
export const visibleAlerts = (actor: Actor): Prisma.Sql =>
  Prisma.sql`a.tenant_id = ${actor.tenantId} AND a.visible`;

export interface AlertPage extends Page<AlertRowView> {
  readonly previous: string | null;
}

type OrderedRow = AlertSqlRow & { readonly sort_key: string };

/** The alert queue, newest first, by key. */
export async function listAlerts(
  actor: Actor,
  filter: AlertFilter,
  place: { readonly after?: string | null; readonly before?: string | null } = {},
  size: number = ALERT_PAGE,
): Promise<AlertPage> {
  const isBack = Boolean(place.before);
  const start = readStart(place.before || place.after);
  const isEmpty = isCounted(filter) && (await countCells(actor, listed(actor, filter))) === 0;
  // That nothing matches is known before a million alerts are looked at.
  const rows = isEmpty ? [] : await readPage(actor, filter, start, isBack, size + 1);
  const isMore = rows.length > size;
  const page = rows.slice(0, size);
  if (isBack) page.reverse();
  const first = page[0];
  const last = page.at(-1);
  const cursor = (row: OrderedRow): string => encodeCursor([row.sort_key, row.id]);
  return {
    rows: page.map(toAlertRow),
    next: (isBack ? start !== null : isMore) && last ? cursor(last) : null,
    previous: (isBack ? isMore : start !== null) && first ? cursor(first) : null,
  };
}

interface Start {
  readonly key: string;
  readonly id: string;
}

function readStart(text: string | null | undefined): Start | null {
  const parts = decodeCursor(text, 2);
  const [key = '', id = ''] = parts ?? [];
  return parts !== null && isTimestamp(key) ? { key, id } : null;
}

/** The alerts before and after one in the order of a queue, for *previous* and *next* on its page. */
export async function alertNeighbours(
  actor: Actor,
  filter: AlertFilter,
  id: string,
): Promise<AlertNeighbours> {
  const [here] = await prisma().$queryRaw<{ sort_key: string }[]>`
    SELECT ${sortColumn(filter)}::text AS sort_key FROM alert a WHERE a.tenant_id = ${actor.tenantId} AND a.id = ${id}`;
  if (here === undefined) return { previous: null, next: null };
  const start = { key: here.sort_key, id };
  const [previous, next] = await Promise.all([
    readPage(actor, filter, start, true, 1),
    readPage(actor, filter, start, false, 1),
  ]);
  return { previous: previous[0]?.id ?? null, next: next[0]?.id ?? null };
}

const sortColumn = (filter: AlertFilter): Prisma.Sql =>
  filter.sort === 'created' ? Prisma.sql`a.created_at` : Prisma.sql`a.updated_at`;

async function readPage(
  actor: Actor,
  filter: AlertFilter,
  start: Start | null,
  isBack: boolean,
  limit: number,
): Promise<OrderedRow[]> {
  const key = sortColumn(filter);
  const order = isBack ? Prisma.sql`${key} ASC, a.id DESC` : Prisma.sql`${key} DESC, a.id ASC`;
  const conditions = [...(await listedWith(actor, filter)), ...beyond(key, start, isBack)];
  const lanes = lanesOf(filter).map(
    (lane) => Prisma.sql`(SELECT ${ALERT_COLUMNS}, ${key}::text AS sort_key FROM alert a
      WHERE ${Prisma.join([...conditions, lane], ' AND ')} ORDER BY ${order} LIMIT ${limit})`,
  );
  return prisma().$queryRaw<OrderedRow[]>`
    SELECT a.*, p.name AS assignee_name, i.number AS incident_number, i.display_name AS incident_name
    FROM (SELECT * FROM (${Prisma.join(lanes, ' UNION ALL ')}) a ORDER BY ${order} LIMIT ${limit}) a
    LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = a.assigned_to
    LEFT JOIN incident i ON i.tenant_id = ${actor.tenantId} AND i.id = a.incident_id
    ORDER BY ${order}`;
}

function beyond(key: Prisma.Sql, start: Start | null, isBack: boolean): readonly Prisma.Sql[] {
  if (start === null) return [];
  const at = Prisma.sql`${start.key}::timestamptz`;
  return isBack
    ? [Prisma.sql`${key} >= ${at} AND (${key} > ${at} OR a.id < ${start.id})`]
    : [Prisma.sql`${key} <= ${at} AND (${key} < ${at} OR a.id > ${start.id})`];
}

/** One ordered index walk per status, or per status and severity, where the filter names them. */
function lanesOf(filter: AlertFilter): readonly Prisma.Sql[] {
  const status = kept(filter.status, ALERT_STATUSES);
  const { severity } = filter;
  if (filter.sort !== 'updated' || status.any.length === 0 || filter.history === 'all') {
    return [Prisma.sql`TRUE`];
  }
  const byStatus = status.any.map((value) => Prisma.sql`a.status = ${value}`);
  if (severity.any.length === 0) return byStatus;
  return byStatus.flatMap((lane) =>
    severity.any.map((value) => Prisma.sql`${lane} AND a.severity = ${value}`),
  );
}

/** What a filter of the alert queue keeps, of alerts or of signals. */
const listed = (actor: Actor, filter: AlertFilter, text?: Prisma.Sql): readonly Prisma.Sql[] => [
  filter.kind === 'alerts'
    ? visibleAlerts(actor)
    : Prisma.sql`a.tenant_id = ${actor.tenantId} AND NOT a.visible`,
  ...filterConditions(actor, filter, Date.now(), text),
];

/** Where a list may be long, the way to find a text is chosen by how common it is. */
const listedWith = async (actor: Actor, filter: AlertFilter): Promise<readonly Prisma.Sql[]> =>
  listed(
    actor,
    filter,
    filter.text.trim() === '' ? undefined : await textConditionFor(actor, filter.text.trim()),
  );

/** What people may act upon of what a filter keeps: never a signal. */
export const alertConditions = (actor: Actor, filter: AlertFilter, now: number): readonly Prisma.Sql[] => [
  visibleAlerts(actor),
  ...filterConditions(actor, filter, now),
];

function filterConditions(
  actor: Actor,
  filter: AlertFilter,
  now: number,
  text?: Prisma.Sql,
): readonly Prisma.Sql[] {
  const conditions = [
    ...columnSelection(Prisma.sql`a.status`, filter.status, ALERT_STATUSES),
    ...columnSelection(Prisma.sql`a.severity`, filter.severity, SEVERITIES),
    ...columnSelection(Prisma.sql`a.classification`, filter.classification, CLASSIFICATIONS),
    ...columnSelection(Prisma.sql`a.service_source`, filter.source, SERVICE_SOURCES),
    ...columnSelection(Prisma.sql`a.domain`, filter.domain, DOMAINS),
    ...columnSelection(Prisma.sql`a.tactic`, filter.tactic, TACTICS),
    ...listSelection(Prisma.sql`a.techniques`, filter.technique),
    ...columnSelection(Prisma.sql`a.detector_id`, filter.detector),
    ...assigneeSelection(Prisma.sql`a.assigned_to`, actor, filter.assignee),
    ...timeCondition(Prisma.sql`a.created_at`, filter.created, now),
  ];
  if (filter.history !== 'all')
    conditions.push(Prisma.sql`a.historical = ${filter.history === 'historical'}`);
  const days = rangeDays(filter.range);
  if (days !== null) conditions.push(Prisma.sql`a.last_activity >= ${new Date(now - days * DAY)}`);
  if (filter.text.trim() !== '') conditions.push(text ?? textCondition(actor, filter.text.trim()));
  return conditions;
}

function listSelection(column: Prisma.Sql, { any, none }: Selection): readonly Prisma.Sql[] {
  return [
    ...(any.length > 0 ? [Prisma.sql`${column} && ${[...any]}::text[]`] : []),
    ...(none.length > 0 ? [Prisma.sql`NOT coalesce(${column} && ${[...none]}::text[], FALSE)`] : []),
  ];
}

/** How many alerts a filter matches, exactly. */
export const countAlerts = async (actor: Actor, filter: AlertFilter): Promise<number> =>
  isCounted(filter)
    ? countCells(actor, listed(actor, filter))
    : countRows(Prisma.sql`FROM alert a WHERE ${Prisma.join([...listed(actor, filter)], ' AND ')}`);

/** How many alerts a filter matches, as a list tells it: exactly, or that there are more than it counts. */
export async function countShownAlerts(actor: Actor, filter: AlertFilter): Promise<ListCount> {
  if (isCounted(filter)) return { total: await countAlerts(actor, filter), isMore: false };
  const conditions = await listedWith(actor, filter);
  return countShown(Prisma.sql`FROM alert a WHERE ${Prisma.join([...conditions], ' AND ')}`);
}

/** Alerts by id, whatever the filter: what an open queue shows, as it is now. At most one page. */
export async function alertsById(actor: Actor, ids: readonly string[]): Promise<readonly AlertRowView[]> {
  if (ids.length === 0) return [];
  const rows = await prisma().$queryRaw<AlertSqlRow[]>`
    SELECT ${ALERT_COLUMNS}, p.name AS assignee_name, i.number AS incident_number, i.display_name AS incident_name
    FROM alert a
    LEFT JOIN app_user p ON p.tenant_id = a.tenant_id AND p.id = a.assigned_to
    LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE a.tenant_id = ${actor.tenantId} AND a.id = ANY(${ids.slice(0, ALERT_PAGE)}::text[])`;
  return rows.map(toAlertRow);
}
