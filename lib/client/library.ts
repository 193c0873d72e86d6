import { queryOptions } from '@tanstack/react-query';
import { type inferParserType, parseAsArrayOf, parseAsString } from 'nuqs/server';
import { TACTICS } from '@/lib/domain/alert';
import { namedTechniques, techniqueLabel } from '@/lib/domain/attack';
import {
  QUERY_STATE_LABEL,
  QUERY_STATES,
  RUN_OUTCOME_LABEL,
  RUN_OUTCOMES,
} from '@/lib/domain/hunting/library';
import type { Selection } from '@/lib/domain/views/filter';
import { TACTIC_LABEL } from '@/lib/domain/views/labels';
import type {
  Library,
  LibraryProgress,
  LibraryQuery,
  LibraryRow,
  SourceNote,
} from '@/lib/domain/views/library';
import { getJson } from './get-json';

/** Every query that one may see, with what is known of it. */
export const libraryQuery = queryOptions({
  queryKey: ['hunting', 'library'],
  queryFn: ({ signal }) => getJson<Library>('/api/hunting/library', signal),
});

const WORKING_MS = 1_000;
const RESTING_MS = 30_000;

export const isWorking = (progress: LibraryProgress | undefined): boolean =>
  progress !== undefined && (progress.waiting > 0 || progress.run?.state === 'running');

/** How far checks and the run are: asked every second while there is something to tell. */
export const progressQuery = queryOptions({
  queryKey: ['hunting', 'library', 'progress'],
  queryFn: ({ signal }) => getJson<LibraryProgress>('/api/hunting/library/progress', signal),
  refetchInterval: ({ state }) => (isWorking(state.data) ? WORKING_MS : RESTING_MS),
});

/** One query, whole. */
export const oneQuery = (id: string) =>
  queryOptions({
    queryKey: ['hunting', 'library', 'query', id],
    queryFn: ({ signal }) =>
      getJson<LibraryQuery>(`/api/hunting/library/queries/${encodeURIComponent(id)}`, signal),
  });

/** What the last import of a source left out. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ['hunting', 'library', 'notes', id],
    queryFn: ({ signal }) =>
      getJson<readonly SourceNote[]>(`/api/hunting/library/sources/${encodeURIComponent(id)}`, signal),
  });

/** Properties that the list is filtered by: each several values, kept or (with `!`) left out. */
export const LIBRARY_FACETS = ['state', 'table', 'tactic', 'technique', 'source', 'returns'] as const;
export type LibraryFacet = (typeof LIBRARY_FACETS)[number];

export const FACET_LABEL: Readonly<Record<LibraryFacet, string>> = {
  state: 'Status',
  table: 'Table',
  tactic: 'Tactic',
  technique: 'Technique',
  source: 'Source',
  returns: 'Last run',
};

const list = parseAsArrayOf(parseAsString).withDefault([]);

/** What the library shows, as its address says. */
export const libraryParsers = {
  q: parseAsString.withDefault(''),
  ...{ state: list, table: list, tactic: list, technique: list, source: list, returns: list },
  /** The query that is open beside the list. */
  query: parseAsString.withDefault(''),
} as const;

export type LibraryParams = inferParserType<typeof libraryParsers>;

export const selectionOf = (values: readonly string[]): Selection => ({
  any: values.filter((value) => !value.startsWith('!')),
  none: values.filter((value) => value.startsWith('!')).map((value) => value.slice(1)),
});

export const valuesOf = ({ any, none }: Selection): string[] => [...any, ...none.map((value) => `!${value}`)];

/** No value: of a query without a tactic, of one that was written here, of one that was not in the last run. */
const NONE = '-';

/** What a row has of a property. A technique counts for its parent too. */
function facetValues(row: LibraryRow, facet: LibraryFacet): readonly string[] {
  const orNone = (values: readonly string[]) => (values.length > 0 ? values : [NONE]);
  switch (facet) {
    case 'state':
      return [row.state];
    case 'table':
      return orNone(row.tables);
    case 'tactic':
      return orNone(row.tactics);
    case 'technique':
      return orNone([
        ...new Set(row.techniques.flatMap((id) => (id.includes('.') ? [id, id.slice(0, 5)] : [id]))),
      ]);
    case 'source':
      return [row.source || NONE];
    case 'returns':
      return [row.run?.outcome ?? NONE];
  }
}

const NONE_LABEL: Readonly<Partial<Record<LibraryFacet, string>>> = {
  source: 'Written here',
  returns: 'Not in the last run',
  table: 'No table',
  tactic: 'No tactic',
  technique: 'No technique',
};

const isKey = <K extends string>(table: Readonly<Record<K, string>>, key: string): key is K =>
  Object.hasOwn(table, key);

function facetLabel(facet: LibraryFacet, value: string): string {
  if (value === NONE) return NONE_LABEL[facet] ?? 'None';
  if (facet === 'state' && isKey(QUERY_STATE_LABEL, value)) return QUERY_STATE_LABEL[value];
  if (facet === 'returns' && isKey(RUN_OUTCOME_LABEL, value)) return RUN_OUTCOME_LABEL[value];
  if (facet === 'tactic' && isKey(TACTIC_LABEL, value)) return TACTIC_LABEL[value];
  return facet === 'technique' ? techniqueLabel(value) : value;
}

/** Values with an order of their own; the others go by how many queries have them. */
const ORDER: Readonly<Partial<Record<LibraryFacet, readonly string[]>>> = {
  state: QUERY_STATES,
  returns: RUN_OUTCOMES,
  tactic: TACTICS,
};

const kept = (row: LibraryRow, facet: LibraryFacet, { any, none }: Selection): boolean => {
  if (any.length + none.length === 0) return true;
  const values = facetValues(row, facet);
  return (
    (any.length === 0 || any.some((one) => values.includes(one))) && !none.some((one) => values.includes(one))
  );
};

const said = (row: LibraryRow): string =>
  [row.name, row.path, row.source, row.ownerName, row.reason, ...row.tables, ...row.techniques, ...row.tags]
    .join('\n')
    .toLowerCase();

/** The rows that a filter leaves. @param but a property whose own filter is not in force */
export function filteredRows(
  rows: readonly LibraryRow[],
  params: LibraryParams,
  but?: LibraryFacet,
): readonly LibraryRow[] {
  const words = params.q.toLowerCase().split(/\s+/).filter(Boolean);
  const facets = LIBRARY_FACETS.filter((facet) => facet !== but && params[facet].length > 0).map(
    (facet) => [facet, selectionOf(params[facet])] as const,
  );
  return rows.filter((row) => {
    if (!facets.every(([facet, selection]) => kept(row, facet, selection))) return false;
    if (words.length === 0) return true;
    const text = said(row);
    return words.every((word) => text.includes(word));
  });
}

/** The values of a property with how many queries have each, all the other filters in force. */
export function facetCounts(
  rows: readonly LibraryRow[],
  params: LibraryParams,
  facet: LibraryFacet,
): { readonly value: string; readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  const { any, none } = selectionOf(params[facet]);
  for (const value of [...any, ...none]) counts.set(value, 0);
  for (const row of filteredRows(rows, params, facet))
    for (const value of facetValues(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = ORDER[facet];
  const place = (value: string): number => {
    const at = order?.indexOf(value) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return [...counts]
    .map(([value, count]) => ({ value, count, label: facetLabel(facet, value) }))
    .sort((a, b) => place(a.value) - place(b.value) || b.count - a.count || a.label.localeCompare(b.label));
}

/** A filter in words: `Runs, not Invalid`. */
export const facetWords = (facet: LibraryFacet, values: readonly string[]): string => {
  const { any, none } = selectionOf(values);
  if (facet === 'technique')
    return namedTechniques({ any, none })
      .map(({ id }) => (none.includes(id) ? `not ${id}` : id))
      .join(', ');
  return [
    ...any.map((one) => facetLabel(facet, one)),
    ...none.map((one) => `not ${facetLabel(facet, one)}`),
  ].join(', ');
};

const REPORT = [
  ...['name', 'kind', 'severity', 'source', 'path', 'status', 'reason', 'tables', 'tactics', 'techniques'],
  ...['lastRun', 'rows', 'moreRows', 'milliseconds', 'runReason', 'changedHere', 'goneFromSource', 'id'],
] as const;

const reportRow = (
  row: LibraryRow,
): Readonly<Record<(typeof REPORT)[number], string | number | boolean>> => ({
  ...{ name: row.name, kind: row.kind, severity: row.severity ?? '', source: row.source, path: row.path },
  ...{ status: row.state, reason: row.reason, tables: row.tables.join(' '), tactics: row.tactics.join(' ') },
  techniques: row.techniques.join(' '),
  ...{ lastRun: row.run?.outcome ?? '', rows: row.run?.rows ?? '', moreRows: row.run?.isCut ?? '' },
  ...{ milliseconds: row.run?.ms ?? '', runReason: row.run?.reason ?? '' },
  ...{ changedHere: row.isEdited, goneFromSource: row.isVanished, id: row.id },
});

/** What begins with one of these a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t]/;
const csvCell = (value: string | number | boolean): string => {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The report on some queries, for a spreadsheet. */
export const reportCsv = (rows: readonly LibraryRow[]): string =>
  [REPORT.join(','), ...rows.map((row) => Object.values(reportRow(row)).map(csvCell).join(','))].join('\r\n');

/** The same for a program. */
export const reportJson = (rows: readonly LibraryRow[]): string =>
  JSON.stringify(rows.map(reportRow), null, 2);
