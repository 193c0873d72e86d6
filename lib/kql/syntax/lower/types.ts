import { type Column, SCALAR_TYPES, type ScalarType } from '../../types';
import { items, type KustoNode, type KustoType } from '../nodes';

const known: ReadonlySet<string> = new Set(SCALAR_TYPES);
const ALIASES: Readonly<Record<string, ScalarType>> = {
  double: 'real',
  boolean: 'bool',
  date: 'datetime',
  time: 'timespan',
  uniqueid: 'guid',
  uuid: 'guid',
  int32: 'int',
  int64: 'long',
};

/** Our type for a type or symbol of the analyser; what it could not tell is dynamic. */
export function scalarType(type: KustoType | null | undefined): ScalarType {
  const name = type?.Name ?? '';
  if (known.has(name)) return name as ScalarType;
  return ALIASES[name] ?? 'dynamic';
}

/** Our type by its name in a query: `long`, `double`. */
export const typeNamed = (name: string): ScalarType => scalarType({ Name: name.trim() });

/** The output columns that the analyser found for a table or an operator. */
export const columnsOf = (node: KustoNode): Column[] =>
  items(node.ResultType?.Columns).map(({ Name, Type }) => ({ name: Name, type: scalarType(Type) }));
