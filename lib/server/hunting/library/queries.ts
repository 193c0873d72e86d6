import 'server-only';
import type { QueryKind, QueryState, RunOutcome } from '@/lib/domain/hunting/library';
import type { Actor } from '@/lib/domain/permissions';
import type {
  Finding,
  Library,
  LibraryProgress,
  LibraryQuery,
  LibraryRow,
  RunView,
  SourceNote,
  SourceView,
} from '@/lib/domain/views/library';
import { prisma } from '../../db';
import type { HuntingRun, HuntingSource } from '../../generated/prisma/client';
import { visibleQueries } from '../saved';
import type { RuleDetails } from './read';

/** More than this no page lists; the page says how many there are besides. */
const LISTED = 20_000;
const NOTES = 5_000;

interface SqlRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly severity: string | null;
  readonly tactics: string[];
  readonly techniques: string[];
  readonly tags: string[];
  readonly tables: string[];
  readonly source: string | null;
  readonly path: string;
  readonly ownerName: string;
  readonly state: string;
  readonly reason: string | null;
  readonly isEdited: boolean;
  readonly isVanished: boolean;
  readonly outcome: string | null;
  readonly rows: number;
  readonly isCut: boolean;
  readonly ms: number;
  readonly why: string;
}

/** All queries that the actor may see, by source and path, with what is known of each. */
export async function getLibrary(actor: Actor): Promise<Library> {
  const { tenantId, id } = actor;
  const [rows, total, sources, run] = await Promise.all([
    prisma().$queryRaw<SqlRow[]>`
      SELECT q.id, q.name, q.kind, q.severity, q.tactics, q.techniques, q.tags, q.tables, s.name AS source, q.path,
        q.owner_name AS "ownerName", q.state, q.findings->0->>'message' AS reason, q.is_edited AS "isEdited",
        q.vanished_at IS NOT NULL AS "isVanished", i.outcome, i.rows, i.is_cut AS "isCut", i.ms, i.reason AS why
      FROM hunting_query q
      LEFT JOIN hunting_source s ON s.tenant_id = q.tenant_id AND s.id = q.source_id
      LEFT JOIN hunting_run r ON r.tenant_id = q.tenant_id AND r.owner_id = ${id}
      LEFT JOIN hunting_run_item i ON i.tenant_id = q.tenant_id AND i.owner_id = ${id} AND i.run_id = r.id AND i.query_id = q.id
      WHERE q.tenant_id = ${tenantId} AND (q.owner_id = ${id} OR q.is_shared)
      ORDER BY s.name NULLS FIRST, q.path, q.line NULLS FIRST, q.name, q.id LIMIT ${LISTED}`,
    prisma().huntingQuery.count({ where: visibleQueries(actor) }),
    prisma().huntingSource.findMany({ where: { tenantId }, orderBy: { name: 'asc' } }),
    prisma().huntingRun.findUnique({ where: { tenantId_ownerId: { tenantId, ownerId: id } } }),
  ]);
  return { rows: rows.map(toRow), total, sources: sources.map(toSource), run: run && toRun(run) };
}

const toRow = (row: SqlRow): LibraryRow => ({
  id: row.id,
  name: row.name,
  kind: row.kind as QueryKind,
  severity: row.severity,
  tactics: row.tactics,
  techniques: row.techniques,
  tags: row.tags,
  tables: row.tables,
  source: row.source ?? '',
  path: row.path,
  ownerName: row.ownerName,
  state: row.state as QueryState,
  reason: row.state === 'waiting' ? '' : (row.reason ?? ''),
  isEdited: row.isEdited,
  isVanished: row.isVanished,
  run:
    row.outcome === null
      ? null
      : {
          outcome: row.outcome as RunOutcome,
          rows: row.rows,
          isCut: row.isCut,
          ms: row.ms,
          reason: row.why,
        },
});

const toSource = (source: HuntingSource): SourceView => ({
  id: source.id,
  name: source.name,
  licence: source.licence,
  state: source.state as SourceView['state'],
  files: source.files,
  queries: source.queries,
  added: source.added,
  changed: source.changed,
  same: source.same,
  kept: source.kept,
  vanished: source.vanished,
  skipped: source.skipped,
  unreadable: source.unreadable,
  importedBy: source.importedBy,
  startedAt: source.startedAt.toISOString(),
  endedAt: source.endedAt?.toISOString() ?? null,
});

const toRun = (run: HuntingRun): RunView => ({
  id: run.id,
  state: run.state as RunView['state'],
  from: run.from?.toISOString() ?? null,
  to: run.to.toISOString(),
  maxRows: run.maxRows,
  timeoutS: run.timeoutS,
  total: run.total,
  startedAt: run.startedAt.toISOString(),
  endedAt: run.endedAt?.toISOString() ?? null,
});

/** How far the work in the background is: small, so that it can be asked every second. */
export async function libraryProgress(actor: Actor): Promise<LibraryProgress> {
  const { tenantId, id } = actor;
  const visible = visibleQueries(actor);
  const [waiting, total, run] = await Promise.all([
    prisma().huntingQuery.count({ where: { ...visible, state: 'waiting' } }),
    prisma().huntingQuery.count({ where: visible }),
    prisma().huntingRun.findUnique({ where: { tenantId_ownerId: { tenantId, ownerId: id } } }),
  ]);
  const left =
    run &&
    (await prisma().huntingRunItem.count({
      where: { tenantId, ownerId: id, runId: run.id, outcome: 'waiting' },
    }));
  return {
    waiting,
    total,
    run: run && { id: run.id, state: toRun(run).state, done: run.total - (left ?? 0), total: run.total },
  };
}

/** What the last import of a source left out, in the order in which it was met. */
export async function sourceNotes(actor: Actor, sourceId: string): Promise<readonly SourceNote[]> {
  return prisma().huntingSourceNote.findMany({
    where: { tenantId: actor.tenantId, sourceId },
    orderBy: { position: 'asc' },
    take: NOTES,
    select: { position: true, path: true, line: true, kind: true, reason: true },
  });
}

/** One query with all that is known of it; null for what the actor may not see. */
export async function libraryQuery(actor: Actor, id: string): Promise<LibraryQuery | null> {
  const row = await prisma().huntingQuery.findFirst({ where: { ...visibleQueries(actor), id } });
  if (row === null) return null;
  const source =
    row.sourceId === null
      ? null
      : await prisma().huntingSource.findUnique({
          where: { tenantId_id: { tenantId: actor.tenantId, id: row.sourceId } },
        });
  const rule = (row.rule ?? {}) as RuleDetails;
  return {
    ...{ id: row.id, version: row.version, name: row.name, description: row.description, folder: row.folder },
    ...{ text: row.text, line: row.line, updatedBy: row.updatedBy, updatedAt: row.updatedAt.toISOString() },
    licence: source?.licence ?? '',
    findings: row.state === 'waiting' ? [] : (row.findings as unknown as readonly Finding[]),
    facts: factsOf(rule),
    entities: entitiesOf(rule.entityMappings),
  };
}

function factsOf(rule: RuleDetails): (readonly [string, string])[] {
  const facts: (readonly [string, string | undefined])[] = [
    ['Rule id', rule.id],
    ['Version', rule.version],
    ['Status', rule.status],
    ['Runs every', rule.queryFrequency],
    ['Over the last', rule.queryPeriod],
    ['Fires when', rule.triggerOperator && `rows ${rule.triggerOperator} ${rule.triggerThreshold ?? 0}`],
    ['Connectors', connectorsOf(rule.requiredDataConnectors)],
  ];
  return facts.flatMap(([label, value]) => (value ? [[label, String(value)] as const] : []));
}

const connectorsOf = (value: unknown): string =>
  list(value)
    .flatMap((one) => text(fields(one).connectorId) ?? [])
    .join(', ');

/** `Account: FullName = UserPrincipalName` */
const entitiesOf = (value: unknown): string[] =>
  list(value).flatMap((one) => {
    const mappings = list(fields(one).fieldMappings).flatMap((mapping) => {
      const [name, column] = [text(fields(mapping).identifier), text(fields(mapping).columnName)];
      return name && column ? [`${name} = ${column}`] : [];
    });
    const type = text(fields(one).entityType);
    return type && mappings.length > 0 ? [`${type}: ${mappings.join(', ')}`] : [];
  });

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
