import type { Cell } from '@/lib/domain/views/hunting';

/** A value as the grid and an export write it. */
export const cellText = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);

/** A value as a constant of the language. */
function cellLiteral(cell: Cell, type: string): string {
  if (cell === null) return type === 'string' ? '""' : `${type}(null)`;
  switch (type) {
    case 'string':
    case 'guid':
      return JSON.stringify(String(cell));
    case 'datetime':
    case 'timespan':
    case 'decimal':
      return `${type}(${String(cell)})`;
    case 'dynamic':
      return `dynamic(${JSON.stringify(cell)})`;
    default:
      return String(cell);
  }
}

/** A column's name as a query writes it. */
export const columnName = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;

/** A condition that keeps or drops the rows with a value. */
export function condition(name: string, cell: Cell, type: string, keep: boolean): string {
  const column = columnName(name);
  if (cell === null && type !== 'string') return `${keep ? 'isnull' : 'isnotnull'}(${column})`;
  const [subject, literal] =
    type === 'dynamic'
      ? [`tostring(${column})`, JSON.stringify(cellText(cell))]
      : [column, cellLiteral(cell, type)];
  return `${subject} ${keep ? '==' : '!='} ${literal}`;
}
