/** A text as an SQL constant: the only way that a value of a query reaches SQL. */
export const quoteText = (value: string): string => `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;

/** A name as an SQL identifier: the only way that a table's or column's name reaches SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
