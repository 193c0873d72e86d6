import type { Item, MakeSeries, Relation, TopNestedLevel } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import { misused, unsupported } from '../../types';
import { kindOf } from '../load';
import { elements, type KustoNode, spanOf } from '../nodes';
import { inputOf, ownNames, parameterText, valueNode } from './common';
import { literal } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { columnsOf } from './types';

/** Operators that group in more than one step. */
export const SERIES: Readonly<Record<string, LowerOperator>> = {
  MakeSeriesOperator: series,
  TopNestedOperator: nested,
  PartitionOperator: partitioned,
};

function series(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const output = columnsOf(node);
  const by = elements(node.ByClause?.Expressions).map((one, index): Item => {
    const value = context.lower.scalar(valueNode(one), context);
    return { name: output[index]?.name ?? ownNames(one)[0] ?? `Column${index + 1}`, type: value.type, value };
  });
  const nodes = elements(node.Aggregates);
  // Output: the groups, the aggregates, then the axis.
  const aggregates = nodes.map((one, index) => {
    const value = context.lower.scalar(valueNode(one.Expression), context);
    const fill = one.DefaultExpression
      ? context.lower.scalar(one.DefaultExpression.Expression, context)
      : null;
    const name = ownNames(one.Expression)[0] ?? output[by.length + index]?.name ?? `Column${index + 1}`;
    return { name, value, fill: fill ?? literal(value.type === 'real' ? 'real' : 'long', 0) };
  });
  const axisNode = node.OnClause.Expression;
  const axisValue = context.lower.scalar(valueNode(axisNode), context);
  const axisName =
    ownNames(axisNode)[0] ?? output[by.length + nodes.length]?.name ?? `Column${nodes.length + 1}`;
  const axis: Item = { name: axisName, type: axisValue.type, value: axisValue };
  return {
    kind: 'makeSeries',
    input,
    aggregates,
    axis,
    ...range(node.RangeClause, context),
    nonEmpty: parameterText(node, 'kind')?.toLowerCase() === 'nonempty',
    by,
    columns: [
      ...by.map(({ name, type }) => ({ name, type })),
      ...aggregates.map(({ name }) => ({ name, type: 'dynamic' as const })),
      { name: axisName, type: 'dynamic' },
    ],
  };
}

function range(clause: KustoNode, context: Context): Pick<MakeSeries, 'from' | 'to' | 'step' | 'inclusive'> {
  if (kindOf(clause) === 'MakeSeriesInRangeClause') {
    const [from, to, step] = elements(clause.Arguments.Expressions).map((one) =>
      context.lower.scalar(one, context),
    );
    if (!from || !to || !step) throw misused('range needs a start, an end and a step', spanOf(clause));
    return { from, to, step, inclusive: true };
  }
  const of = (part: KustoNode | null): Scalar | null =>
    part ? context.lower.scalar(part.Expression, context) : null;
  const step = of(clause.MakeSeriesStepClause);
  if (!step) throw misused('make-series needs a step', spanOf(clause));
  return { from: of(clause.MakeSeriesFromClause), to: of(clause.MakeSeriesToClause), step, inclusive: false };
}

function nested(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const output = columnsOf(node);
  const levels = elements(node.Clauses).map((clause, index): TopNestedLevel => {
    if (clause.WithOthersClause) throw unsupported('top-nested with others', spanOf(clause));
    const of = context.lower.scalar(valueNode(clause.OfExpression), context);
    const ordered = kindOf(clause.ByExpression) === 'OrderedExpression';
    const byNode = ordered ? clause.ByExpression.Expression : clause.ByExpression;
    const by = context.lower.scalar(valueNode(byNode), context);
    const direction = ordered ? clause.ByExpression.Ordering?.AscOrDescKeyword?.Text : undefined;
    return {
      count: clause.Expression ? context.lower.scalar(clause.Expression, context) : null,
      of: { name: output[index * 2]?.name ?? `Column${index * 2 + 1}`, type: of.type, value: of },
      by: { name: output[index * 2 + 1]?.name ?? `aggregated_${index}`, type: by.type, value: by },
      descending: !/^asc/i.test(direction ?? ''),
    };
  });
  return {
    kind: 'topNested',
    input,
    levels,
    columns: levels.flatMap(({ of, by }) => [
      { name: of.name, type: of.type },
      { name: by.name, type: by.type },
    ]),
  };
}

function partitioned(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  if (kindOf(node.Operand) !== 'PartitionSubquery')
    throw unsupported('partition with a query of its own source', spanOf(node));
  const id = context.ids.next++;
  const contextual: Relation = { kind: 'context', id, columns: input.columns };
  const subquery = context.lower.relation(node.Operand.Subquery, {
    ...context,
    input: contextual,
    contextual,
  });
  return {
    kind: 'partition',
    input,
    by: context.lower.scalar(node.ByExpression, context),
    subquery,
    context: id,
    columns: subquery.columns,
  };
}
