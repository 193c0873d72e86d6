import type { Call, Scalar } from '../plan/scalar';
import { convert } from './convert';
import type { Rel } from './rel';
import type { TableSql, Writer } from './writer';

/**
 * Conditions right over a table, written over its columns as they are stored. There a missing text is null and not
 * empty, as the language has it. A test that no empty text passes may read the stored column all the same: null passes
 * neither. That saves a call for each row, and lets the database test each of a column's different texts once only.
 */

/** Tests of a text that the empty text passes only where it is asked for. */
const STRICT: ReadonlySet<string> = new Set([
  '==',
  '=~',
  'has',
  'has_cs',
  'contains',
  'contains_cs',
  'startswith',
  'startswith_cs',
  'endswith',
  'endswith_cs',
  'hasprefix',
  'hasprefix_cs',
  'hassuffix',
  'hassuffix_cs',
  'in',
  'in~',
  'has_any',
  'has_all',
]);
/** Their opposites, which every missing text passes. */
const OPPOSITES: Readonly<Record<string, string>> = { '!=': '==', '!~': '=~' };
/** That a column is one of some texts. */
const EQUALITIES: ReadonlySet<string> = new Set(['==', '=~', 'in', 'in~']);

export interface StoredTable {
  readonly source: TableSql;
  /** The columns as the language has them, and as they are stored. */
  readonly exact: Rel;
  readonly stored: Rel;
}

/** What stands after WHERE. */
export function writeTableFilter(writer: Writer, condition: Scalar, table: StoredTable): string {
  const { name, args } = asCall(condition);
  if (name === 'and') return args.map((part) => writeTableFilter(writer, part, table)).join(' AND ');
  const test = writeTest(writer, condition, table);
  const texts = EQUALITIES.has(name) ? textsOf(condition) : null;
  const [subject] = args;
  const implied =
    texts && subject?.kind === 'column' ? (table.source.implied?.(subject.name, texts) ?? null) : null;
  return implied === null ? test : `${test} AND ${implied}`;
}

function writeTest(writer: Writer, condition: Scalar, table: StoredTable): string {
  const { name, args } = asCall(condition);
  if (name === 'and' || name === 'or')
    return `(${args.map((part) => writeTest(writer, part, table)).join(name === 'and' ? ' AND ' : ' OR ')})`;
  const positive = OPPOSITES[name] ?? name.replace(/^!/, '');
  if (!STRICT.has(positive) || !textsOf(condition))
    return `(${convert(writer.scalar(condition, table.exact), 'bool').sql})`;
  const { sql } = writer.scalar(condition, table.stored);
  return positive === name ? sql : `coalesce(${sql}, true)`;
}

const NO_CALL: Pick<Call, 'name' | 'args'> = { name: '', args: [] };
const asCall = (scalar: Scalar): Pick<Call, 'name' | 'args'> => (scalar.kind === 'call' ? scalar : NO_CALL);

/** The texts that a column is tested with: null where there is anything else, or an empty one. */
function textsOf(condition: Scalar): readonly string[] | null {
  const [subject, ...others] = asCall(condition).args;
  if (subject?.kind !== 'column' || subject.type !== 'string' || others.length === 0) return null;
  const texts = others.flatMap((one): readonly unknown[] => {
    if (one.kind !== 'literal') return [null];
    return one.type === 'dynamic' ? elementsOf(one.value) : [one.value];
  });
  return texts.length > 0 && texts.every((one): one is string => typeof one === 'string' && one !== '')
    ? texts
    : null;
}

function elementsOf(json: string | number | boolean | null): readonly unknown[] {
  const value: unknown = typeof json === 'string' ? JSON.parse(json) : null;
  return Array.isArray(value) ? value : [null];
}
