import type { Cell } from '@/lib/domain/views/hunting';

/** A value as the grid and an export write it. */
export const cellText = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);

/** A text as a constant of the language. */
export const textLiteral = (text: string): string => JSON.stringify(text);

/** A value as a constant of the language. */
function cellLiteral(cell: Cell, type: string): string {
  if (cell === null) return type === 'string' ? '""' : `${type}(null)`;
  switch (type) {
    case 'string':
    case 'guid':
      return textLiteral(String(cell));
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

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const inQuotes = (name: string): string => `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A column's name as a query writes it. */
export const columnName = (name: string): string => (IDENTIFIER.test(name) ? name : `[${inQuotes(name)}]`);

/** A condition that keeps or drops the rows with a value. */
export function condition(name: string, cell: Cell, type: string, keep: boolean): string {
  const column = columnName(name);
  if (cell === null && type !== 'string') return `${keep ? 'isnull' : 'isnotnull'}(${column})`;
  const [subject, literal] =
    type === 'dynamic'
      ? [`tostring(${column})`, textLiteral(cellText(cell))]
      : [column, cellLiteral(cell, type)];
  return `${subject} ${keep ? '==' : '!='} ${literal}`;
}

/** Keys and places on the way to a value inside another. */
export type CellPath = readonly (string | number)[];

/** The value inside a column as a query reaches it; text that holds JSON is parsed on the way. */
function pathText(name: string, type: string, path: CellPath): string {
  const root = type === 'dynamic' ? columnName(name) : `parse_json(${columnName(name)})`;
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number'
        ? `${text}[${part}]`
        : IDENTIFIER.test(part)
          ? `${text}.${part}`
          : `${text}[${inQuotes(part)}]`,
    root,
  );
}

/** A condition over a value inside a column. */
export function pathCondition(name: string, type: string, path: CellPath, cell: Cell, keep: boolean): string {
  const value = pathText(name, type, path);
  if (cell === null) return `${keep ? 'isnull' : 'isnotnull'}(${value})`;
  return `tostring(${value}) ${keep ? '==' : '!='} ${textLiteral(cellText(cell))}`;
}

/** A step that makes a column of a value inside another. */
export function pathColumn(name: string, type: string, path: CellPath, cell: Cell): string {
  const made = [name, ...path].join('_').replace(/\W+/g, '_');
  const convert =
    typeof cell === 'number'
      ? 'todouble'
      : typeof cell === 'boolean'
        ? 'tobool'
        : typeof cell === 'object' && cell !== null
          ? ''
          : 'tostring';
  const value = pathText(name, type, path);
  return `extend ${columnName(made)} = ${convert === '' ? value : `${convert}(${value})`}`;
}

/** Lists and bags, also those that a text holds as JSON; null for everything else. */
export function treeOf(cell: Cell): Cell[] | { readonly [name: string]: Cell } | null {
  if (typeof cell === 'object') return cell;
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return null;
  try {
    const parsed = JSON.parse(cell) as Cell;
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}

const RENDER = /(?:^|\n)[^\S\n]*\|\s*render\b[^|]*$|\|\s*render\b[^|]*$/;

/** The query with another step at its end; how it is drawn stays the last. */
export function withStep(text: string, step: string): string {
  const query = text.trimEnd().replace(/;$/, '').trimEnd();
  const at = RENDER.exec(query)?.index;
  if (at === undefined) return `${query}\n| ${step}`;
  return `${query.slice(0, at).trimEnd()}\n| ${step}\n${query.slice(at).trimStart()}`;
}
