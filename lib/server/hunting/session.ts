import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { WriteOptions } from '@/lib/kql/sql/writer';
import { STORED_FUNCTIONS } from '@/lib/kql/stored';
import { Front } from '@/lib/kql/syntax/front';
import type { Schema } from '@/lib/kql/syntax/load';
import { planWithColumns } from './columns';
import { execute, lookAtRows, type QueryResult } from './execute';
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
    const options: WriteOptions = {
      now,
      table: (name) => emptyTable(this.schema[name] ?? []),
      ...this.sources,
      ...(limit === undefined ? {} : { limit }),
    };
    const plan = await planWithColumns(
      (current) => this.front.plan(current),
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
type Sources = Partial<Pick<WriteOptions, 'table' | 'external' | 'plain'>>;
