import type { ColumnType } from './columns';
import { bool, dyn } from './fields';
import { isoTime } from './time';

/** True where a value already has its column's type, so that the row can be handed on as it is. */
export function conforms(type: ColumnType, value: unknown): boolean {
  if (value === null) return true;
  switch (type) {
    case 'string':
    case 'guid':
      return typeof value === 'string';
    case 'dynamic':
      return typeof value !== 'string' || !looksLikeJson(value);
    case 'int':
    case 'long':
    case 'real':
      return typeof value === 'number' && Number.isFinite(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'datetime':
      return typeof value === 'string' && isoTime(value) === value;
  }
}

/** JSON text in a dynamic column (exports flatten it so) is opened; any other text is a dynamic value itself. */
function looksLikeJson(value: string): boolean {
  const first = value.charCodeAt(0);
  return first === 123 || first === 91;
}

/** A value in its column's type; null for nothing, undefined where it cannot be read as that type. */
export function convert(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined || value === '' || Number.isNaN(value)) return null;
  switch (type) {
    case 'string':
    case 'guid':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'dynamic':
      return dyn(value);
    case 'int':
    case 'long':
    case 'real':
      return convertNumber(type, value);
    case 'bool':
      return bool(value);
    case 'datetime':
      return isoTime(value);
  }
}

function convertNumber(type: ColumnType, value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = typeof value === 'string' ? value.trim() : '';
  // Integers beyond 2^53 stay text: the lake reads them exactly, a double would not.
  if (type === 'long' && /^-?\d{16,19}$/.test(text)) return text;
  if (text === '' || text === 'nan' || text === '-') return null;
  const parsed = Number(text.replace(/^([+-]?\d{1,3})(?:,(\d{3}))+$/, (whole) => whole.replaceAll(',', '')));
  return Number.isFinite(parsed) ? parsed : undefined;
}
