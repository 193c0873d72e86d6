import type { Relation } from '../../plan/relation';
import type { Call, Scalar } from '../../plan/scalar';
import { misused, unsupported } from '../../types';
import { kindOf, symbolClass } from '../load';
import { elements, type KustoNode, spanOf, textOf } from '../nodes';
import { callOf } from './call';
import { isTable } from './common';
import { literal, literalOf } from './literal';
import type { Context } from './scope';
import { scalarType } from './types';

/** Lowers an expression that gives one value for each row. */
export function lowerScalar(node: KustoNode, context: Context): Scalar {
  const constant = literalOf(node);
  if (constant) return constant;
  const kind = kindOf(node);
  const direct = DIRECT[kind];
  if (direct) return direct(node, context);
  if (kind.endsWith('Expression') && node.Left && node.Right) return binary(node, context);
  throw unsupported(describe(kind), spanOf(node));
}

const describe = (kind: string): string =>
  kind
    .replace(/(Expression|Operator)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

type Lower = (node: KustoNode, context: Context) => Scalar;

const inside: Lower = (node, context) => context.lower.scalar(node.Expression, context);

const DIRECT: Readonly<Record<string, Lower>> = {
  ParenthesizedExpression: inside,
  BracketedExpression: inside,
  SimpleNamedExpression: inside,
  OrderedExpression: inside,
  NameReference: reference,
  FunctionCallExpression: (node, context) => callOf(node, context),
  PathExpression: path,
  ElementExpression: element,
  UnaryMinusExpression: (node, context) => negated(node, context),
  UnaryPlusExpression: inside,
  AndExpression: chained,
  OrExpression: chained,
  InExpression: membership,
  NotInExpression: membership,
  InCsExpression: membership,
  NotInCsExpression: membership,
  HasAnyExpression: membership,
  HasAllExpression: membership,
  BetweenExpression: between,
  NotBetweenExpression: between,
  ToScalarExpression: (node, context) => firstValue(node.Expression, node, context),
  DataScopeExpression: inside,
  MaterializeExpression: (node, context) => firstValue(node, node, context),
  PipeExpression: (node, context) => firstValue(node, node, context),
  // `typeof(long)` as an argument names a type; the analyser has told the call's own.
  TypeOfLiteralExpression: (node) => literal('string', textOf(elements(node.Types)[0] ?? node)),
};

const call = (node: KustoNode, name: string, args: readonly Scalar[]): Call => ({
  kind: 'call',
  name,
  args,
  type: scalarType(node.ResultType),
  span: spanOf(node),
});

/** The terms of `a and b and c`: one call, however many they are. */
function chained(node: KustoNode, context: Context): Scalar {
  const kind = kindOf(node);
  const terms: KustoNode[] = [];
  let rest = node;
  for (; kindOf(rest) === kind; rest = rest.Left) terms.push(rest.Right);
  const args = [rest, ...terms.reverse()].map((one) => context.lower.scalar(one, context));
  return call(node, kind === 'AndExpression' ? 'and' : 'or', args);
}

function binary(node: KustoNode, context: Context): Scalar {
  const operator = node.Operator.Text.trim().replace(/\s+/g, ' ').toLowerCase();
  const args = [context.lower.scalar(node.Left, context), context.lower.scalar(node.Right, context)];
  return call(node, spelled(operator), args);
}

/** Older spellings: `<>`, `notcontains`, `containscs`. */
export const spelled = (operator: string): string =>
  operator === '<>'
    ? '!='
    : operator
        .replace(/^not(?=contains|has|startswith|endswith)/, '!')
        .replace(/(?<=contains|has|startswith|endswith)cs$/, '_cs');

function negated(node: KustoNode, context: Context): Scalar {
  const value = context.lower.scalar(node.Expression, context);
  if (value.kind === 'literal' && typeof value.value === 'number') return { ...value, value: -value.value };
  return call(node, 'negate', [value]);
}

function reference(node: KustoNode, context: Context): Scalar {
  const name = node.SimpleName;
  const symbol = node.ReferencedSymbol;
  if (symbolClass(symbol) !== 'ColumnSymbol') {
    const bound = context.scope.find(name);
    if (bound?.kind === 'scalar') return bound.value;
    if (bound?.kind === 'relation') return toScalar(bound.value, node);
  }
  const column = context.input?.columns.find((one) => one.name === name);
  if (column) return { kind: 'column', name, type: column.type };
  const bound = context.scope.find(name);
  if (bound?.kind === 'scalar') return bound.value;
  throw misused(`The name '${name}' does not refer to a column or value here`, spanOf(node));
}

function path(node: KustoNode, context: Context): Scalar {
  const side = sideOf(node.Expression);
  if (side) {
    const name = node.Selector.SimpleName;
    return { kind: 'column', name, type: scalarType(node.ResultType), side };
  }
  const step = kindOf(node.Expression) === 'NameReference' && context.scope.find(node.Expression.SimpleName);
  if (step && step.kind === 'step') {
    const type = scalarType(node.ResultType);
    return { kind: 'column', name: step.column(node.Selector.SimpleName), type };
  }
  const base = context.lower.scalar(node.Expression, context);
  if (kindOf(node.Selector) === 'FunctionCallExpression') return callOf(node.Selector, context, [base]);
  return { kind: 'path', base, step: literal('string', node.Selector.SimpleName), type: 'dynamic' };
}

function sideOf(node: KustoNode): 'left' | 'right' | undefined {
  if (kindOf(node) !== 'NameReference') return undefined;
  return node.SimpleName === '$left' ? 'left' : node.SimpleName === '$right' ? 'right' : undefined;
}

function element(node: KustoNode, context: Context): Scalar {
  const side = sideOf(node.Expression);
  const step = context.lower.scalar(node.Selector, context);
  if (side && step.kind === 'literal')
    return { kind: 'column', name: String(step.value), type: scalarType(node.ResultType), side };
  return { kind: 'path', base: context.lower.scalar(node.Expression, context), step, type: 'dynamic' };
}

function membership(node: KustoNode, context: Context): Scalar {
  const operator = node.Operator.Text.trim().toLowerCase();
  const value = context.lower.scalar(node.Left, context);
  const list = elements(node.Right.Expressions);
  const [only] = list;
  if (only && list.length === 1 && isTable(only, context))
    return {
      kind: 'inTable',
      operator,
      value,
      source: context.lower.relation(only, { ...context, input: null }),
      type: 'bool',
    };
  return call(node, operator, [value, ...list.map((one) => context.lower.scalar(one, context))]);
}

function between(node: KustoNode, context: Context): Scalar {
  const value = context.lower.scalar(node.Left, context);
  const from = context.lower.scalar(node.Right.First, context);
  const to = context.lower.scalar(node.Right.Second, context);
  // `between (start .. 1d)` counts the end from the start.
  const end: Scalar =
    from.type === 'datetime' && to.type === 'timespan'
      ? { kind: 'call', name: '+', args: [from, to], type: 'datetime', span: spanOf(node) }
      : to;
  const name = kindOf(node) === 'BetweenExpression' ? 'between' : '!between';
  return call(node, name, [value, from, end]);
}

function firstValue(source: KustoNode, node: KustoNode, context: Context): Scalar {
  if (!isTable(source, context)) return context.lower.scalar(source, context);
  return toScalar(context.lower.relation(source, { ...context, input: null }), node);
}

function toScalar(source: Relation, node: KustoNode): Scalar {
  const [first] = source.columns;
  if (!first) throw misused('A table without columns has no value', spanOf(node));
  return { kind: 'toscalar', source, type: first.type };
}
