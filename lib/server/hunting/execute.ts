import type { DuckDBConnection } from '@duckdb/node-api';
import type { Cell } from '@/lib/domain/views/hunting';
import type { OpenColumns } from '@/lib/kql/plan/open';
import type { Plan, Render } from '@/lib/kql/plan/relation';
import { runtimeError } from '@/lib/kql/runtime';
import { writeLook } from '@/lib/kql/sql/look';
import { type WriteOptions, Writer } from '@/lib/kql/sql/writer';
import type { Column, ScalarType } from '@/lib/kql/types';
import { readCell } from './values';

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

/** What the database says of a value is an error of the query. */
async function ask(connection: DuckDBConnection, sql: string) {
  try {
    return await connection.runAndReadAll(sql);
  } catch (error) {
    throw runtimeError(error);
  }
}

/** The columns that a plugin's rows would have. */
export async function lookAtRows(
  connection: DuckDBConnection,
  open: OpenColumns,
  options: WriteOptions,
): Promise<Column[]> {
  const found = await ask(connection, writeLook(open, options));
  return found
    .getRows()
    .map(([name, type]) => ({ name: String(name), type: BAG_TYPES[String(type)] ?? 'dynamic' }));
}

/** Runs one plan. With a limit there can be one row more than that: it tells that the result was cut. */
export async function execute(
  connection: DuckDBConnection,
  plan: Plan,
  options: WriteOptions,
): Promise<QueryResult> {
  const { sql, columns, ordered } = new Writer(options).write(plan);
  const result = await ask(connection, sql);
  const rows = result
    .getRows()
    .map((row) => columns.map(({ type }, index) => readCell(row[index] ?? null, type)));
  return { columns, rows, ordered, render: plan.render, sql };
}
