import type { Aggregate, Item, Relation } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import type { Column } from '../../types';
import { kindOf, symbolClass } from '../load';
import { elements, items, type KustoNode, spanOf } from '../nodes';
import { STAR } from './call';
import { inputOf, ownNames, valueNode } from './common';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { passed } from './shape';
import { columnsOf } from './types';

/** Operators that group rows. */
export const SUMMARIZE: Readonly<Record<string, LowerOperator>> = {
  SummarizeOperator: summarized,
  DistinctOperator: distinct,
  CountOperator: (node, context) => {
    const column: Column = { name: node.AsIdentifier?.Identifier.SimpleName ?? 'Count', type: 'long' };
    const value: Scalar = { kind: 'call', name: 'count', args: [], type: 'long', span: spanOf(node) };
    return {
      kind: 'summarize',
      input: inputOf(node, context),
      by: [],
      aggregates: [{ columns: [column], value }],
      columns: [column],
    };
  },
};

function summarized(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const output = columnsOf(node);
  const byNodes = elements(node.ByClause?.Expressions);
  const by = byNodes.map((one, index): Item => {
    const value = context.lower.scalar(valueNode(one), context);
    return { name: output[index]?.name ?? ownNames(one)[0] ?? `Column${index + 1}`, type: value.type, value };
  });
  const rest = output.slice(by.length);
  const nodes = elements(node.Aggregates);
  const widths = nodes.map(width);
  const spare = rest.length - widths.reduce((sum, one) => sum + one, 0);
  const aggregates: Aggregate[] = [];
  let at = 0;
  nodes.forEach((one, index) => {
    // What the analyser leaves open is the `*` of an arg_max.
    const wide = (widths[index] ?? 1) + (spare > 0 && hasStar(valueNode(one)) ? spare : 0);
    aggregates.push(
      aggregate(
        one,
        rest.slice(at, at + wide).map((column) => named(one, column)),
        context,
      ),
    );
    at += wide;
  });
  return {
    kind: 'summarize',
    input,
    by,
    aggregates,
    columns: [
      ...by.map(({ name, type }) => ({ name, type })),
      ...aggregates.flatMap(({ columns }) => columns),
    ],
  };
}

/** Aggregates of two columns are named after both: the analyser knows of the first only. */
function named(node: KustoNode, column: Column): Column {
  if (kindOf(node) !== 'FunctionCallExpression' || !/^covariance/.test(node.Name.SimpleName)) return column;
  const names = elements(node.ArgumentList.Expressions).slice(0, 2).flatMap(ownNames);
  return names.length === 2 ? { ...column, name: [node.Name.SimpleName, ...names].join('_') } : column;
}

/** How many columns an aggregate gives. */
function width(node: KustoNode): number {
  const type = valueNode(node).ResultType;
  return symbolClass(type) === 'TupleSymbol' ? items(type?.Columns).length : 1;
}

const hasStar = (node: KustoNode): boolean =>
  kindOf(node) === 'FunctionCallExpression' &&
  elements(node.ArgumentList.Expressions).some((one) => kindOf(one) === 'StarExpression');

function aggregate(node: KustoNode, columns: readonly Column[], context: Context): Aggregate {
  const value = context.lower.scalar(valueNode(node), context);
  if (value.kind !== 'call' || !/^arg_?(min|max)$|^(take_)?any$/.test(value.name))
    return {
      columns: columns.map(({ name, type }) => ({ name, type: columns.length === 1 ? value.type : type })),
      value,
    };
  const isArg = value.name.startsWith('arg');
  const starred = value.args.includes(STAR);
  const args = starred ? spread(value.args, columns, isArg, context) : value.args;
  return {
    columns: columns.map(({ name, type }, index) => ({ name, type: args[index]?.type ?? type })),
    value: { ...value, args },
  };
}

/** `arg_max(x, *)`: every column that the analyser says comes out, by its name. */
function spread(
  args: readonly Scalar[],
  columns: readonly Column[],
  isArg: boolean,
  context: Context,
): Scalar[] {
  // A name that is taken already comes out with a number after it.
  const known = (name: string): Scalar[] => {
    const named = (wanted: string) => context.input?.columns.find((one) => one.name === wanted);
    const column = named(name) ?? named(name.replace(/\d+$/, ''));
    return column ? [{ kind: 'column', name: column.name, type: column.type }] : [];
  };
  const [first] = args;
  return isArg && first
    ? [first, ...columns.slice(1).flatMap(({ name }) => known(name))]
    : columns.flatMap(({ name }) => known(name.replace(/^any_/, '')));
}

function distinct(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const nodes = elements(node.Expressions);
  const output = columnsOf(node);
  const starred = nodes.some((one) => kindOf(one) === 'StarExpression');
  const by = starred
    ? passed(input.columns)
    : nodes.map((one, index): Item => {
        const value = context.lower.scalar(valueNode(one), context);
        return { name: output[index]?.name ?? `Column${index + 1}`, type: value.type, value };
      });
  return {
    kind: 'summarize',
    input,
    by,
    aggregates: [],
    columns: by.map(({ name, type }) => ({ name, type })),
  };
}
