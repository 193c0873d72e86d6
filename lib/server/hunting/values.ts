import type { DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '@/lib/domain/views/hunting';
import type { ScalarType } from '@/lib/kql/types';

const pad = (value: bigint, width = 2): string => String(value).padStart(width, '0');

function timespanText(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const days = size / 86_400_000_000n;
  const clock = `${pad((size / 3_600_000_000n) % 24n)}:${pad((size / 60_000_000n) % 60n)}:${pad((size / 1_000_000n) % 60n)}`;
  const fraction = size % 1_000_000n;
  return `${micros < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${pad(fraction, 6)}0` : ''}`;
}

function datetimeText(micros: bigint): string {
  const seconds = new Date(Number(micros / 1000n)).toISOString().replace(/\.\d+Z$/, '');
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return `${seconds}${fraction > 0n ? `.${pad(fraction, 6)}0` : ''}Z`;
}

const microsOf = (value: DuckDBValue): bigint =>
  typeof value === 'object' && value !== null && 'micros' in value && typeof value.micros === 'bigint'
    ? value.micros
    : 0n;

/** A value of DuckDB as one of the language. */
export function readCell(value: DuckDBValue, type: ScalarType): Cell {
  if (value === null) return null;
  switch (type) {
    case 'datetime':
      return datetimeText(microsOf(value));
    case 'timespan':
      return timespanText(BigInt(String(value)));
    case 'dynamic':
      return JSON.parse(String(value)) as Cell;
    case 'int':
    case 'long': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    case 'real':
      return Number.isFinite(value) ? Number(value) : String(value);
    case 'decimal':
      return String(value)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');
    case 'bool':
      return Boolean(value);
    default:
      return String(value);
  }
}
