import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface DuckOptions {
  readonly memoryMb: number;
  readonly threads: number;
  /** Where it may spill; the folder must exist. Without one, nothing is ever written. */
  readonly tempDir?: string;
}

/** One embedded DuckDB, its memory and threads capped. Times are UTC. */
export async function openDuck({ memoryMb, threads, tempDir }: DuckOptions): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(tempDir ? { temp_directory: tempDir } : { temp_directory: '' }),
  });
}

/** A connection with the session settings that all of our statements assume. */
export async function connectDuck(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET preserve_insertion_order = false');
  return connection;
}

export type DuckRow = Readonly<Record<string, unknown>>;

/** Rows of a statement as plain values: 64-bit integers and times as text, JSON as its text. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckRow[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJson();
}
