import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Render } from '@/lib/kql/plan/relation';
import { writeLook } from '@/lib/kql/sql/look';
import { quoteName } from '@/lib/kql/sql/quote';
import { STORED } from '@/lib/kql/sql/value';
import { type WriteOptions, Writer } from '@/lib/kql/sql/writer';
import { STORED_FUNCTIONS } from '@/lib/kql/stored';
import { Front } from '@/lib/kql/syntax/front';
import type { Schema } from '@/lib/kql/syntax/load';
import type { Column, ScalarType } from '@/lib/kql/types';
import { planWithColumns } from './columns';
import { registerKql } from './register';
import { type Cell, readCell } from './values';

export interface QueryResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether the query says how its rows are ordered. */
  readonly ordered: boolean;
  readonly render: Render | null;
  readonly sql: string;
}

/** JSON types of a bag's values as types of columns; what is mixed stays dynamic. */
const BAG_TYPES: Readonly<Record<string, ScalarType>> = {
  VARCHAR: 'string',
  BIGINT: 'long',
  UBIGINT: 'long',
  DOUBLE: 'real',
  BOOLEAN: 'bool',
};

/** One schema and one database in memory: queries are planned against the one and run in the other. */
export class HuntingSession {
  private constructor(
    private readonly front: Front,
    private readonly connection: DuckDBConnection,
    private readonly schema: Schema,
  ) {}

  /** @param threads of DuckDB */
  static async open(schema: Schema, threads = 2): Promise<HuntingSession> {
    const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
    const connection = await instance.connect();
    await registerKql(connection);
    return new HuntingSession(new Front(schema, STORED_FUNCTIONS), connection, schema);
  }

  /**
   * @throws KqlError for what the language or we refuse; any other error is a fault of ours
   */
  async run(text: string, now: string, limit?: number): Promise<QueryResult> {
    const options: WriteOptions = {
      now,
      table: (name) => this.emptyTable(name),
      ...(limit === undefined ? {} : { limit }),
    };
    const plan = await planWithColumns(this.front, text, async (open) => {
      const found = await this.connection.runAndReadAll(writeLook(open, options));
      return found
        .getRows()
        .map(([name, type]) => ({ name: String(name), type: BAG_TYPES[String(type)] ?? 'dynamic' }));
    });
    const { sql, columns, ordered } = new Writer(options).write(plan);
    const result = await this.connection.runAndReadAll(sql);
    const rows = result
      .getRows()
      .map((row) => columns.map(({ type }, index) => readCell(row[index] ?? null, type)));
    return { columns, rows, ordered, render: plan.render, sql };
  }

  close(): void {
    this.connection.closeSync();
  }

  /** Every table of the schema exists, with no rows where no lake is behind it. */
  private emptyTable(name: string): string {
    const columns = (this.schema[name] ?? []).map(
      ({ name: column, type }) => `NULL::${STORED[type]} AS ${quoteName(column)}`,
    );
    return `(SELECT ${columns.join(', ') || '1'} WHERE false)`;
  }
}
