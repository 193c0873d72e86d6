import type { Item, Relation } from '../../plan/relation';
import type { Column } from '../../types';
import { misused } from '../../types';
import { kindOf, symbolClass } from '../load';
import { elements, type KustoNode, spanOf, textOf } from '../nodes';
import { inputOf, namesFor, ownNames, valueNode } from './common';
import { literal } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { columnsOf } from './types';

/** Operators that choose, name and compute columns. */
export const SHAPE: Readonly<Record<string, LowerOperator>> = {
  ProjectOperator: (node, context) => projected(node, inputOf(node, context), context),
  ExtendOperator: extended,
  SerializeOperator: (node, context) =>
    elements(node.Expressions).length > 0 ? extended(node, context) : inputOf(node, context),
  ProjectAwayOperator: kept,
  ProjectKeepOperator: kept,
  ProjectReorderOperator: kept,
  ProjectRenameOperator: renamed,
  PrintOperator: (node, context) =>
    projected(node, { kind: 'rows', columns: [], rows: [[]] }, { ...context, input: null }),
  GetSchemaOperator: (node, context) => ({
    kind: 'getSchema',
    of: inputOf(node, context).columns,
    columns: columnsOf(node).map((column) =>
      column.name === 'ColumnOrdinal' ? { ...column, type: 'int' as const } : column,
    ),
  }),
  RangeOperator: (node, context) => ({
    kind: 'range',
    from: context.lower.scalar(node.From, context),
    to: context.lower.scalar(node.To, context),
    step: context.lower.scalar(node.Step, context),
    columns: columnsOf(node),
  }),
  AssertSchemaOperator: inputOf,
};

/** Output columns with the input column of the same name as their value. */
export const passed = (columns: readonly Column[]): Item[] =>
  columns.map((column) => ({ ...column, value: { kind: 'column', ...column } }));

const project = (input: Relation, items: readonly Item[]): Relation => ({
  kind: 'project',
  input,
  items,
  columns: items.map(({ name, type }) => ({ name, type })),
});

function projected(node: KustoNode, input: Relation, context: Context): Relation {
  const output = columnsOf(node);
  const all = elements(node.Expressions);
  let at = 0;
  const items = all.flatMap((expression): Item[] => {
    const names = ownNames(expression);
    const made = tupleNames(expression, output.slice(at));
    if (made.length > 1) {
      const taken = several(expression, made, context);
      at += taken.length;
      return taken;
    }
    const value = context.lower.scalar(valueNode(expression), context);
    const name = output[at++]?.name ?? names[0] ?? textOf(expression);
    return [{ name, type: value.type, value }];
  });
  return project(input, items);
}

/** Names of the columns of a call that gives several values: its own, else the analyser's. */
function tupleNames(node: KustoNode, output: readonly Column[]): string[] {
  const own = ownNames(node);
  const type = valueNode(node).ResultType;
  if (own.length > 1 || symbolClass(type) !== 'TupleSymbol') return own;
  return output.slice(0, type?.Columns?.Count ?? 1).map(({ name }) => name);
}

/** `(a, b) = f(x)`: a call that gives several values gives an array of them. */
function several(node: KustoNode, names: readonly string[], context: Context): Item[] {
  const value = context.lower.scalar(valueNode(node), context);
  const output = columnsOf(valueNode(node));
  return names.map((name, index) => {
    const part = { kind: 'path', base: value, step: literal('long', index), type: 'dynamic' } as const;
    const type = output[index]?.type ?? 'dynamic';
    if (type === 'dynamic') return { name, type, value: part };
    return { name, type, value: { kind: 'call', name: `to${type}`, args: [part], type, span: spanOf(node) } };
  });
}

function extended(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const all = elements(node.Expressions);
  const names = namesFor(all.flatMap(places), columnsOf(node), input.columns);
  const made = new Map<string, Item>();
  let at = 0;
  all.forEach((expression) => {
    const own = ownNames(expression);
    const wide = places(expression).length;
    const given = names.slice(at, at + wide);
    at += wide;
    const added =
      own.length > 1 || wide > 1
        ? several(expression, own.length > 1 ? own : given, context)
        : [toItem(given[0] ?? '', expression, context)];
    for (const item of added) made.set(item.name, item);
  });
  const replaced = passed(input.columns).map((item) => made.get(item.name) ?? item);
  const existing = new Set(input.columns.map(({ name }) => name));
  const added = [...made.values()].filter(({ name }) => !existing.has(name));
  return project(input, [...replaced, ...added]);
}

/** An expression as often as it gives columns, where the analyser has to name them. */
function places(node: KustoNode): KustoNode[] {
  const type = ownNames(node).length === 0 ? node.ResultType : null;
  const wide = symbolClass(type) === 'TupleSymbol' ? (type?.Columns?.Count ?? 1) : 1;
  return Array.from({ length: wide }, () => node);
}

function toItem(name: string, node: KustoNode, context: Context): Item {
  const value = context.lower.scalar(valueNode(node), context);
  return { name, type: value.type, value };
}

/** `project-away`, `-keep`, `-reorder`: columns as they are; the analyser says which and in what order. */
function kept(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const output = columnsOf(node).flatMap(
    ({ name }) => input.columns.find((column) => column.name === name) ?? [],
  );
  return project(input, passed(output));
}

function renamed(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const names = new Map<string, string>();
  for (const expression of elements(node.Expressions)) {
    const [name] = ownNames(expression);
    if (kindOf(expression) !== 'SimpleNamedExpression' || !name)
      throw misused('project-rename needs New = Old', spanOf(expression));
    names.set(expression.Expression.SimpleName, name);
  }
  return project(
    input,
    input.columns.map((column) => ({
      name: names.get(column.name) ?? column.name,
      type: column.type,
      value: { kind: 'column', ...column },
    })),
  );
}
