/** The two ways anything reaches the text of a DuckDB statement: as an identifier or as a literal. */

/** A quoted identifier. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A quoted text literal. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A list of text literals; `[]` carries its type, which DuckDB could not infer. */
export const textList = (values: readonly string[]): string =>
  values.length === 0 ? 'CAST([] AS VARCHAR[])' : `[${values.map(text).join(', ')}]`;

/** A moment as a DuckDB TIMESTAMP literal. @param ms milliseconds since the epoch; fractions are microseconds */
export const timestamp = (ms: number): string => `make_timestamp(${Math.round(ms * 1000)}::BIGINT)`;
