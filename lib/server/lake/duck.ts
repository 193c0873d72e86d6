import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { textList } from './sql';

export interface DuckOptions {
  readonly memoryMb: number;
  readonly threads: number;
  /** Where it may spill; the folder must exist. Without one, nothing is ever written. */
  readonly tempDir?: string;
  /** For queries: the only folders whose files can be named at all. */
  readonly readOnly?: readonly string[];
}

/** One embedded DuckDB, its memory and threads capped. Times are UTC. */
export async function openDuck({
  memoryMb,
  threads,
  tempDir,
  readOnly,
}: DuckOptions): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    temp_directory: tempDir ?? '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const settings = [
    "SET GLOBAL TimeZone = 'UTC'",
    'SET GLOBAL preserve_insertion_order = false',
    'SET GLOBAL parquet_metadata_cache = true',
    ...(readOnly
      ? [
          `SET GLOBAL allowed_directories = ${textList(readOnly)}`,
          'SET GLOBAL enable_external_access = false',
        ]
      : []),
    'SET GLOBAL lock_configuration = true',
  ];
  const connection = await instance.connect();
  for (const setting of settings) await connection.run(setting);
  connection.closeSync();
  return instance;
}

/** True where DuckDB met its memory limit. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && /Out of Memory/i.test(`${error.name} ${error.message}`);

export type DuckRow = Readonly<Record<string, unknown>>;

/** Rows of a statement as plain values: 64-bit integers and times as text, JSON as its text. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckRow[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJson();
}
