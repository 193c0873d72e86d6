import type { Relation, SortKey } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import { kindOf } from '../load';
import { elements, type KustoNode } from '../nodes';
import { inputOf } from './common';
import { literal } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';

/** Operators that choose and order rows. */
export const ROWS: Readonly<Record<string, LowerOperator>> = {
  FilterOperator: (node, context) => {
    const input = inputOf(node, context);
    return {
      kind: 'filter',
      input,
      condition: context.lower.scalar(node.Condition, context),
      columns: input.columns,
    };
  },
  SortOperator: (node, context) => {
    const input = inputOf(node, context);
    return {
      kind: 'sort',
      input,
      keys: sortKeys(elements(node.Expressions), context),
      columns: input.columns,
    };
  },
  TakeOperator: (node, context) => {
    const input = inputOf(node, context);
    return {
      kind: 'take',
      input,
      count: context.lower.scalar(node.Expression, context),
      columns: input.columns,
    };
  },
  TopOperator: (node, context) => {
    const input = inputOf(node, context);
    const { columns } = input;
    const sorted: Relation = { kind: 'sort', input, keys: sortKeys([node.ByExpression], context), columns };
    return { kind: 'take', input: sorted, count: context.lower.scalar(node.Expression, context), columns };
  },
  SampleOperator: (node, context) => {
    const input = inputOf(node, context);
    const count = context.lower.scalar(node.Expression, context);
    return { kind: 'sample', input, count, distinct: null, columns: input.columns };
  },
  SampleDistinctOperator: (node, context) => {
    const input = inputOf(node, context);
    const distinct = context.lower.scalar(node.OfExpression, context);
    const name = distinct.kind === 'column' ? distinct.name : 'Column1';
    const count = context.lower.scalar(node.Expression, context);
    return { kind: 'sample', input, count, distinct, columns: [{ name, type: distinct.type }] };
  },
  AsOperator: (node, context) => {
    const input = inputOf(node, context);
    const name = node.Name.SimpleName;
    const shared: Relation = {
      kind: 'materialize',
      id: context.ids.next++,
      name,
      input,
      columns: input.columns,
    };
    context.scope.bindGlobally(name, { kind: 'relation', value: shared });
    return shared;
  },
  // What it asks of the client is read where the whole query is looked at.
  RenderOperator: inputOf,
  ConsumeOperator: (node, context) => {
    const input = inputOf(node, context);
    return { kind: 'take', input, count: literal('long', 0), columns: input.columns };
  },
};

/** `by a desc, b asc nulls last`: descending unless said, nulls at the small end unless said. */
function sortKeys(expressions: readonly KustoNode[], context: Context): SortKey[] {
  return expressions.map((node) => {
    const ordering = kindOf(node) === 'OrderedExpression' ? node.Ordering : null;
    const descending = ordering?.AscOrDescKeyword ? /^desc/i.test(ordering.AscOrDescKeyword.Text) : true;
    const nulls = ordering?.NullsClause?.toString().toLowerCase() ?? '';
    const nullsFirst = nulls.includes('first') || (!nulls.includes('last') && !descending);
    const value: Scalar = context.lower.scalar(
      kindOf(node) === 'OrderedExpression' ? node.Expression : node,
      context,
    );
    return { value, descending, nullsFirst };
  });
}
