import type { DuckDBConnection } from '@duckdb/node-api';
import { READABLE } from '../lake/batches';
import { findRows } from '../lake/lookup';
import { safeTenant } from '../lake/paths';
import { lakeTable } from '../lake/schema';
import { pool } from '../pg';
import { findItems, findRejects } from '../watchlists/find';
import { countBack } from './count';
import { facetSources } from './facets';
import { findNearby, searchesOf, wantedOf } from './nearby';
import type { CheckedInput, RequestKind, ResultOf, TableCount } from './protocol';
import { answerRelations, relationTables, tieMatches } from './relations';
import { withSnapshot } from './snapshot';
import { holding, locatedIn, matchOf, tellingColumns } from './subjects';
import { type WalkTable, walkBack } from './timeline';

/** What a handler works with: a DuckDB connection of its own, and the data folder. */
export interface QueryContext {
  readonly duck: DuckDBConnection;
  readonly dataDir: string;
}

type Handlers = {
  readonly [K in RequestKind]: (context: QueryContext, input: CheckedInput<K>) => Promise<ResultOf[K]>;
};

/** A page is answered with what was found when the search has taken so long. */
const WALK_BUDGET_MS = 2_500;
const EVER = { from: -6e13, to: 6e13 };

export const HANDLERS: Handlers = {
  async rowsByIds({ duck, dataDir }, { tenantId, table, rowIds, from, to }) {
    const wanted = [{ table, from, to }];
    return withSnapshot(safeTenant(tenantId), wanted, (snapshot) =>
      findRows(duck, dataDir, lakeTable(table), { rowIds, from, to }, snapshot),
    );
  },

  async timeline({ duck, dataDir }, input) {
    const before = input.before ?? { time: EVER.to, rowId: '' };
    const since = input.since ?? EVER.from;
    const matches = input.tables.flatMap((table) => {
      const match = matchOf(table, input);
      if (!match) return [];
      const columns = tellingColumns(table);
      const where = [
        match.where,
        ...(input.text ? [holding(columns, input.text)] : []),
        ...(input.place ? [locatedIn(input.place)] : []),
      ].join(' AND ');
      return [{ table, ...match, where, columns }];
    });
    const wanted = matches.map(({ table, principals }) => ({
      table,
      principals,
      from: since,
      to: before.time,
    }));
    return withSnapshot(safeTenant(input.tenantId), wanted, (snapshot) =>
      walkBack({
        duck,
        dataDir,
        snapshot,
        tables: matches,
        before,
        since,
        limit: input.limit,
        budgetMs: input.budgetMs,
      }),
    );
  },

  async facet({ duck, dataDir }, input) {
    const sources = facetSources(input.facet, input.names);
    const wanted = sources.map(({ table, principals }) => ({ table, principals, ...EVER }));
    return withSnapshot(safeTenant(input.tenantId), wanted, (snapshot) =>
      countBack({ duck, dataDir, snapshot, sources, ...input }),
    );
  },

  async nearby({ duck, dataDir }, input) {
    const searches = searchesOf(input);
    return withSnapshot(safeTenant(input.tenantId), wantedOf(searches, input), (snapshot) =>
      findNearby(duck, dataDir, input, searches, snapshot),
    );
  },

  async tableCounts(_context, { tenantId }) {
    return tableCounts(safeTenant(tenantId));
  },

  async sampleRows({ duck, dataDir }, { tenantId, table, limit }) {
    const tables: WalkTable[] = [{ table, where: 'true', columns: lakeTable(table).columns }];
    const before = { time: EVER.to, rowId: '' };
    const page = await withSnapshot(safeTenant(tenantId), [{ table, ...EVER }], (snapshot) =>
      walkBack({
        duck,
        dataDir,
        snapshot,
        tables,
        before,
        since: EVER.from,
        limit,
        budgetMs: WALK_BUDGET_MS,
      }),
    );
    return page.rows;
  },

  async relations({ duck, dataDir }, { tenantId, kinds, names, since, until, limit, budgetMs }) {
    return withSnapshot(safeTenant(tenantId), relationTables(kinds, names, { since, until }), (snapshot) =>
      answerRelations({ duck, dataDir, snapshot, names, since, until, limit }, kinds, budgetMs),
    );
  },

  async tieRows({ duck, dataDir }, { tenantId, kind, names, values, since, until, limit }) {
    const tables = tieMatches(kind, names, values).map((match) => ({
      ...match,
      columns: tellingColumns(match.table),
    }));
    const wanted = relationTables([kind], names, { since, until });
    const before = { time: until + 1, rowId: '' };
    const page = await withSnapshot(safeTenant(tenantId), wanted, (snapshot) =>
      walkBack({ duck, dataDir, snapshot, tables, before, since, limit, budgetMs: WALK_BUDGET_MS }),
    );
    return page.rows;
  },

  watchlistItems: findItems,
  watchlistRejects: findRejects,
};

/** The catalog knows the answer: no segment is opened. One statement, so one snapshot. */
async function tableCounts(tenantId: string): Promise<TableCount[]> {
  const ms = (expression: string): string => `(extract(epoch FROM ${expression}) * 1000)::float8`;
  const { rows } = await pool().query<TableCount>(
    `SELECT "table", sum(n)::float8 AS rows, sum(waiting)::float8 AS waiting, sum(bytes)::float8 AS bytes,
       ${ms('min(first)')} AS "minTime", ${ms('max(last)')} AS "maxTime"
     FROM (
       SELECT table_name AS "table", row_count AS n, 0 AS waiting, byte_count AS bytes, min_time AS first, max_time AS last
       FROM lake_segment WHERE tenant_id = $1
       UNION ALL
       SELECT table_name, row_count - cardinality(dropped_lines), row_count - cardinality(dropped_lines), 0, min_time, max_time
       FROM inbox_batch WHERE tenant_id = $1 AND state IN ${READABLE} AND row_count > cardinality(dropped_lines)
     ) AS parts GROUP BY 1 ORDER BY 1`,
    [tenantId],
  );
  return rows;
}
