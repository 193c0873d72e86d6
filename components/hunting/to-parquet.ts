import { type ColumnSource, parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';

type Schema = NonNullable<Parameters<typeof schemaFromColumnData>[0]['schemaOverrides']>;

/** Rows of one group: readers skip what they do not need by them. */
const GROUP = 20_000;

interface Written {
  readonly type: NonNullable<ColumnSource['type']>;
  readonly value: (cell: Exclude<Cell, null>) => unknown;
}

const TEXT: Written = { type: 'STRING', value: (cell) => cellText(cell) };

/** Scalar types of the language as columns of the file; what has no type there is its text. */
const TYPES: Readonly<Record<string, Written>> = {
  bool: { type: 'BOOLEAN', value: (cell) => cell === true },
  int: { type: 'INT32', value: Number },
  long: { type: 'INT64', value: (cell) => BigInt(cell as number | string) },
  real: { type: 'DOUBLE', value: Number },
  datetime: { type: 'INT64', value: (cell) => microsOf(String(cell)) },
  dynamic: { type: 'JSON', value: (cell) => cell },
};

/** Microseconds since the epoch: what the lake holds, and a millisecond would lose. */
function microsOf(iso: string): bigint {
  const [, whole = iso, part = ''] = /^(.*?)(?:\.(\d+))?Z?$/.exec(iso) ?? [];
  return BigInt(Date.parse(`${whole}Z`)) * 1_000n + BigInt(part.padEnd(6, '0').slice(0, 6));
}

/** The whole result as a Parquet file with the types of its columns. */
export function toParquet({ columns, rows }: HuntResult): ArrayBuffer {
  const columnData = columns.map(({ name, type }, index): ColumnSource => {
    const { type: written, value } = TYPES[type] ?? TEXT;
    const data = rows.map((row) => {
      const cell = row[index] ?? null;
      return cell === null ? null : value(cell);
    });
    return type === 'datetime' ? { name, data } : { name, data, type: written };
  });
  const schemaOverrides: Schema = Object.fromEntries(
    columns
      .filter(({ type }) => type === 'datetime')
      .map(({ name }) => [
        name,
        {
          ...{ name, type: 'INT64', repetition_type: 'OPTIONAL' },
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
        },
      ]),
  );
  return parquetWriteBuffer({
    columnData: columnData.map(({ type: _, ...column }) => column),
    schema: schemaFromColumnData({ columnData, schemaOverrides }),
    rowGroupSize: GROUP,
    createdBy: 'Throughline',
  });
}
