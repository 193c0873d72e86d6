import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { WriteOptions } from '@/lib/kql/sql/writer';
import { STORED_FUNCTIONS } from '@/lib/kql/stored';
import { Front } from '@/lib/kql/syntax/front';
import type { Schema } from '@/lib/kql/syntax/load';
import type { Watchlists } from '@/lib/kql/watchlists';
import { planWithColumns } from './columns';
import { execute, lookAtRows, type QueryResult } from './execute';
import { planWithOpenLists } from './open-lists';
import { registerKql } from './register';
import { emptyTable } from './tables';

/** One schema and one database in memory, without a lake: for scripts and tests of the language. */
export class HuntingSession {
  private constructor(
    private readonly front: Front,
    private readonly connection: DuckDBConnection,
    private readonly schema: Schema,
    private readonly sources: Sources,
  ) {}

  /** @param threads of DuckDB */
  static async open(schema: Schema, threads = 2, sources: Sources = {}): Promise<HuntingSession> {
    const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
    const connection = await instance.connect();
    await registerKql(connection);
    return new HuntingSession(new Front(schema, STORED_FUNCTIONS), connection, schema, sources);
  }

  /**
   * @throws KqlError for what the language or we refuse; any other error is a fault of ours
   */
  async run(text: string, now: string, limit?: number): Promise<QueryResult> {
    const { lists, ...sources } = this.sources;
    const options: WriteOptions = {
      now,
      table: (name) => emptyTable(this.schema[name] ?? []),
      ...sources,
      ...(limit === undefined ? {} : { limit }),
    };
    const plan = await planWithColumns(
      (current) =>
        lists === 'open'
          ? planWithOpenLists(current, (open) => this.front.knowing(open).plan(current))
          : this.front.knowing(lists ?? {}).plan(current),
      text,
      (open) => lookAtRows(this.connection, open, options),
    );
    return execute(this.connection, plan, options);
  }

  close(): void {
    this.connection.closeSync();
  }
}

/** Where rows come from: tables of the schema are empty otherwise. */
interface Sources extends Partial<Pick<WriteOptions, 'table' | 'external' | 'watchlist' | 'plain'>> {
  /** The watchlists that there are; `open` for whichever a query names, with the columns that it names. */
  readonly lists?: Watchlists | 'open';
}
