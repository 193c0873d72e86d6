import type { DuckDBConnection } from '@duckdb/node-api';
import { isTableName } from '@/lib/domain/tables';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { namesTime, type TimeBounds, timeBounds } from '@/lib/kql/passes/time-bounds';
import { watchlistsOf } from '@/lib/kql/plan/reach';
import type { Plan, Relation } from '@/lib/kql/plan/relation';
import type { WriteOptions } from '@/lib/kql/sql/writer';
import { namesWatchlists, type Watchlists, watchlistColumns } from '@/lib/kql/watchlists';
import { safeTenant } from '../lake/paths';
import { timestamp } from '../lake/sql';
import { pool } from '../pg';
import { type Snapshot, type Wanted, withSnapshot } from '../query/snapshot';
import { watchlistSql } from '../watchlists/items-sql';
import { watchlistSchemas, withLists } from '../watchlists/snapshot';
import type { Analyser } from './analyser';
import { planWithColumns } from './columns';
import { execute, lookAtRows } from './execute';
import type { RunInput } from './protocol';
import { huntingSchema, TIME_COLUMNS } from './schema';
import { emptyTable, lakeTableSql } from './tables';

interface HuntContext {
  readonly connection: DuckDBConnection;
  readonly analyser: Analyser;
  readonly dataDir: string;
}

/** Range of times that the catalogue's type can hold, milliseconds since the epoch. */
const EVER: TimeBounds = { from: -6e13, to: 6e13 };

/** Rows and bytes are those of all look-ups of one hunt. */
class Meter {
  opened = 0;
  skipped = 0;
  rows = 0;
  bytes = 0;
  catalogue = 0;

  add({ segments, batches }: Snapshot, all: number): void {
    this.opened += segments.length;
    this.skipped += Math.max(0, all - segments.length);
    for (const { rowCount } of [...segments, ...batches]) this.rows += rowCount;
    for (const { byteCount } of segments) this.bytes += byteCount;
  }
}

/**
 * Runs a query over the lake: one snapshot of sealed and waiting rows for each look at them.
 * @throws KqlError for what the language or we refuse
 */
export async function hunt(context: HuntContext, input: RunInput): Promise<HuntResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(context, input);
    } catch (error) {
      if (!(error instanceof ListsChanged) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** A watchlist has other columns than it had when the query was planned, a moment ago. */
class ListsChanged extends Error {
  override readonly name = 'ListsChanged';
}

const ATTEMPTS = 5;

async function once(context: HuntContext, input: RunInput): Promise<HuntResult> {
  const { connection, analyser } = context;
  const started = performance.now();
  const meter = new Meter();
  let executing = 0;
  const within = async <T>(root: Relation, work: (options: WriteOptions) => Promise<T>): Promise<T> => {
    const during = input.during && !namesTime({ root, render: null }, TIMES) ? input.during : null;
    return withTables(context, { ...input, during }, root, meter, async (options) => {
      const from = performance.now();
      try {
        return await work(options);
      } finally {
        executing += performance.now() - from;
      }
    });
  };
  const watchlists = await watchlistsFor(input.tenantId, input.text);
  const plan = await planWithColumns(
    (text) => analyser.plan(text, watchlists),
    input.text,
    (open) => within(open.input, (options) => lookAtRows(connection, open, options)),
  );
  const ownTime = namesTime(plan, TIMES);
  const result = await within(plan.root, (options) => execute(connection, plan, options));
  const total = performance.now() - started;
  return {
    columns: result.columns,
    rows: result.rows.slice(0, input.limit),
    ordered: result.ordered,
    render: result.render,
    truncated: result.rows.length > input.limit,
    ownTime,
    statistics: {
      segments: { opened: meter.opened, skipped: meter.skipped },
      rows: meter.rows,
      bytes: meter.bytes,
      analyse: total - meter.catalogue - executing,
      catalogue: meter.catalogue,
      execute: executing,
      total,
    },
  };
}

/** What the analyser is told of watchlists: nothing where the query names none. */
export const watchlistsFor = async (tenantId: string, text: string): Promise<Watchlists> =>
  namesWatchlists(text) ? watchlistSchemas(safeTenant(tenantId)) : {};

const TIMES: ReadonlySet<string> = new Set(TIME_COLUMNS);

/** Gives the writer the tables that a plan reads, out of one snapshot. */
async function withTables<T>(
  { dataDir }: HuntContext,
  { tenantId, now, limit, during }: RunInput,
  root: Relation,
  meter: Meter,
  work: (options: WriteOptions) => Promise<T>,
): Promise<T> {
  const wanted = wantedTables({ root, render: null }, now, during);
  const started = performance.now();
  return withWatchlists({ dataDir, tenantId, now, root }, (watchlist) =>
    withSnapshot(safeTenant(tenantId), wanted, async (snapshot) => {
      const all = await segmentCount(tenantId, wanted);
      meter.catalogue += performance.now() - started;
      meter.add(snapshot, all);
      const options = (robust: boolean): WriteOptions => ({
        now,
        limit,
        watchlist,
        table: (name) => {
          const columns = huntingSchema()[name] ?? [];
          if (!isTableName(name)) return emptyTable(columns);
          const source = {
            segments: snapshot.segments.filter(({ table }) => table === name),
            batches: snapshot.batches.filter(({ table }) => table === name),
          };
          if (source.segments.length + source.batches.length === 0) return emptyTable(columns);
          return lakeTableSql({ dataDir, table: name, columns, source, during: condition(during), robust });
        },
      });
      try {
        return await work(options(false));
      } catch (error) {
        // A line that names a key twice fails the fast reader of waiting rows, not the other.
        if (snapshot.batches.length === 0) throw error;
        return work(options(true));
      }
    }),
  );
}

interface ListRun {
  readonly dataDir: string;
  readonly tenantId: string;
  readonly now: string;
  readonly root: Relation;
}

/** Gives the writer the watchlists that a plan reads. @throws ListsChanged */
async function withWatchlists<T>(
  { dataDir, tenantId, now, root }: ListRun,
  work: (watchlist: NonNullable<WriteOptions['watchlist']>) => Promise<T>,
): Promise<T> {
  const wanted = watchlistsOf(root);
  if (wanted.length === 0) return work(() => null);
  const aliases = [...new Set(wanted.map(({ alias }) => alias))];
  return withLists(safeTenant(tenantId), { aliases }, (lists) => {
    const known = new Map(lists.map((list) => [list.alias, list]));
    for (const { alias, columns } of wanted) {
      const now = watchlistColumns(known.get(alias)?.columns ?? []);
      if (now.map(({ name }) => name).join('\n') !== columns.map(({ name }) => name).join('\n'))
        throw new ListsChanged(`the watchlist ${alias} has changed`);
    }
    return work(({ alias }) => {
      const list = known.get(alias);
      return list ? watchlistSql(dataDir, list, now) : null;
    });
  });
}

const condition = (during: TimeBounds | null): string | undefined =>
  during ? `"_time" >= ${timestamp(during.from)} AND "_time" <= ${timestamp(during.to)}` : undefined;

/** Segments of these tables, whatever their times: told beside those that were opened. */
async function segmentCount(tenantId: string, wanted: readonly Wanted[]): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    'SELECT count(*)::int AS n FROM lake_segment WHERE tenant_id = $1 AND table_name = ANY($2)',
    [tenantId, wanted.map(({ table }) => table)],
  );
  return rows[0]?.n ?? 0;
}

/** The tables of the lake that a plan reads, and the times of each that it can need. */
function wantedTables(plan: Plan, now: string, during: TimeBounds | null): Wanted[] {
  const limits = during ?? EVER;
  return [...timeBounds(plan, 'TimeGenerated', now)].flatMap(([name, { from, to }]) =>
    isTableName(name)
      ? [{ table: name, from: Math.max(from, limits.from), to: Math.min(to, limits.to) }]
      : [],
  );
}
