import { OpenColumns } from '../../plan/open';
import type { Relation } from '../../plan/relation';
import { unsupported } from '../../types';
import { kindOf } from '../load';
import { elements, type KustoNode, spanOf } from '../nodes';
import { enter, isDeclared } from './call';
import { inputOf, isTable } from './common';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { columnsOf } from './types';

/** Operators that call: a plugin, or a function of tables. */
export const EVALUATE: Readonly<Record<string, LowerOperator>> = {
  EvaluateOperator: evaluated,
  InvokeOperator: invoked,
};

function evaluated(node: KustoNode, context: Context): Relation {
  const input: Relation = context.input ?? { kind: 'rows', columns: [], rows: [[]] };
  const call = node.FunctionCall;
  const args = elements(call.ArgumentList.Expressions);
  const tables = args.filter((one) => isTable(one, context));
  const read = tables.map((one) => context.lower.relation(one, { ...context, input: null }));
  // A look-up names columns of both tables.
  const seen = { ...input, columns: [...input.columns, ...read.flatMap(({ columns }) => columns)] };
  const plugin = call.Name.SimpleName.toLowerCase();
  const scalars = args.filter((one) => !tables.includes(one));
  const values = scalars.map((one) => context.lower.scalar(one, { ...context, input: seen }));
  const [first, second] = values;
  if ((plugin === 'bag_unpack' || plugin === 'pivot') && !node.Schema && first) {
    const prefix = plugin === 'bag_unpack' && second?.kind === 'literal' ? String(second.value ?? '') : '';
    throw new OpenColumns(plugin, input, first, prefix, call.End);
  }
  return {
    kind: 'evaluate',
    plugin,
    input,
    args: values,
    names: scalars.map((one) =>
      kindOf(one) === 'SimpleNamedExpression' ? one.Name.SimpleName.toLowerCase() : '',
    ),
    tables: read,
    span: spanOf(node),
    columns: columnsOf(node),
  };
}

function invoked(node: KustoNode, context: Context): Relation {
  const call = node.Function;
  const name = kindOf(call) === 'FunctionCallExpression' ? call.Name.SimpleName : '';
  if (!name || !isDeclared(call, context)) throw unsupported(`the function '${name}'`, spanOf(call));
  const { body, context: inner } = enter(call, context, inputOf(node, context));
  return inner.lower.relation(body, inner);
}
