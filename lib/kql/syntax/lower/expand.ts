import type { Expansion, Relation } from '../../plan/relation';
import type { Column } from '../../types';
import { elements, type KustoNode, textOf } from '../nodes';
import { inputOf, namesFor, ownNames, parameters, parameterText, valueNode } from './common';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { columnsOf, typeNamed } from './types';

/** Operators that make rows of the elements of arrays. */
export const EXPAND: Readonly<Record<string, LowerOperator>> = {
  MvExpandOperator: expanded,
  MvApplyOperator: applied,
};

function expansionsOf(
  node: KustoNode,
  output: readonly Column[],
  input: Relation,
  context: Context,
): Expansion[] {
  const nodes = elements(node.Expressions);
  const values = nodes.map((one) => one.Expression);
  const index = indexOf(node);
  const names = namesFor(
    values,
    output.filter(({ name }) => name !== index),
    input.columns,
  );
  return nodes.map((one, at) => ({
    name: names[at] ?? ownNames(one.Expression)[0] ?? `Column${at + 1}`,
    type: one.ToTypeOf ? typeNamed(textOf(elements(one.ToTypeOf.TypeOf.Types)[0] as KustoNode)) : 'dynamic',
    value: context.lower.scalar(valueNode(one.Expression), context),
  }));
}

function indexOf(node: KustoNode): string | null {
  const found = parameters(node).get('with_itemindex');
  return found ? found.SimpleName : null;
}

const limitOf = (node: KustoNode, context: Context) =>
  node.RowLimitClause ? context.lower.scalar(node.RowLimitClause.RowLimit, context) : null;

/** The input's columns with those that are expanded in their place, new ones after them. */
function withExpansions(
  input: readonly Column[],
  expansions: readonly Expansion[],
  index: string | null,
): Column[] {
  const made = new Map(expansions.map(({ name, type }) => [name, { name, type }]));
  const existing = new Set(input.map(({ name }) => name));
  return [
    ...input.map((column) => made.get(column.name) ?? column),
    ...(index ? [{ name: index, type: 'long' } as const] : []),
    ...[...made.values()].filter(({ name }) => !existing.has(name)),
  ];
}

function expanded(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const expansions = expansionsOf(node, columnsOf(node), input, context);
  const kind = parameterText(node, 'kind') ?? parameterText(node, 'bagexpansion') ?? 'bag';
  const indexColumn = indexOf(node);
  return {
    kind: 'mvExpand',
    input,
    expansions,
    bagAsArray: kind === 'array',
    indexColumn,
    limit: limitOf(node, context),
    columns: withExpansions(input.columns, expansions, indexColumn),
  };
}

function applied(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  // What the sub-query sees: the row with its element in the array's place.
  const expansions = expansionsOf(node, [], input, context);
  const indexColumn = indexOf(node);
  const seen = withExpansions(input.columns, expansions, indexColumn);
  const id = context.ids.next++;
  const contextual: Relation = { kind: 'context', id, columns: seen };
  const subquery = context.lower.relation(node.Subquery, { ...context, input: contextual, contextual });
  const own = new Set(subquery.columns.map(({ name }) => name));
  const replaced = new Set(expansions.map(({ name }) => name));
  const kept = input.columns.filter(({ name }) => !own.has(name) && !replaced.has(name));
  return {
    kind: 'mvApply',
    input,
    expansions,
    indexColumn,
    limit: limitOf(node, context),
    subquery,
    context: id,
    columns: ordered([...kept, ...subquery.columns], columnsOf(node)),
  };
}

/** The columns in the order that the analyser gives them, where it knows them all. */
function ordered(columns: readonly Column[], output: readonly Column[]): Column[] {
  const place = new Map(output.map(({ name }, index) => [name, index]));
  if (!columns.every(({ name }) => place.has(name))) return [...columns];
  return [...columns].sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
}
