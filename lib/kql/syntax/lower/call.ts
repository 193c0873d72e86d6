import type { Relation } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import { misused, unsupported } from '../../types';
import { kindOf } from '../load';

import { elements, items, type KustoNode, spanOf } from '../nodes';
import { isTable } from './common';
import { literal } from './literal';
import { bindPattern } from './pattern';
import { type Bound, type Context, Scope } from './scope';
import { scalarType } from './types';

const MAX_DEPTH = 64;

/** Lowers a call: of a built-in function, or of one that the query declares, whose body takes its place. */
export function callOf(node: KustoNode, context: Context, first: readonly Scalar[] = []): Scalar {
  const name = node.Name.SimpleName;
  const special = SPECIAL[name];
  if (special) return special(node, context);
  if (isDeclared(node, context)) {
    const { body, context: inner } = enter(node, context, null);
    return context.lower.scalar(body, inner);
  }
  const args = elements(node.ArgumentList.Expressions).map((one) =>
    kindOf(one) === 'StarExpression' ? STAR : context.lower.scalar(one, context),
  );
  return {
    kind: 'call',
    name,
    args: [...first, ...args],
    type: scalarType(node.ResultType),
    span: spanOf(node),
  };
}

/** Whether a call is of a function with a body: of the query's own or a stored one. */
export const isDeclared = (node: KustoNode, context: Context): boolean =>
  context.scope.find(node.Name.SimpleName)?.kind === 'function' || Boolean(node.GetCalledFunctionBody());

/** Stands for `*` among the arguments of `arg_max`, `count_distinct` …; no column has such a name. */
export const STAR: Scalar = { kind: 'column', name: '*', type: 'dynamic' };

type Special = (node: KustoNode, context: Context) => Scalar;

const SPECIAL: Readonly<Record<string, Special>> = {
  column_ifexists: existing,
  columnifexists: existing,
  pack_all: (node, context) => ({
    kind: 'call',
    name: 'pack_all',
    args: [
      ...elements(node.ArgumentList.Expressions)
        .slice(0, 1)
        .map((one) => context.lower.scalar(one, context)),
      ...(node.ArgumentList.Expressions.Count === 0 ? [literal('bool', false)] : []),
      ...(context.input?.columns ?? []).flatMap(({ name, type }): Scalar[] => [
        literal('string', name),
        { kind: 'column', name, type },
      ]),
    ],
    type: 'dynamic',
    span: spanOf(node),
  }),
  column_names_of: (node, context) => {
    const { columns } = context.lower.relation(first(node), { ...context, input: null });
    return literal('dynamic', JSON.stringify(columns.map(({ name }) => name)));
  },
  toscalar: (node, context) => context.lower.scalar(first(node), context),
  iscolumnexists: (node, context) => {
    const wanted = context.lower.scalar(first(node), context);
    const names = context.input?.columns.map(({ name }) => name) ?? [];
    return literal('bool', wanted.kind === 'literal' && names.includes(String(wanted.value)));
  },
  bag_pack_columns: (node, context) => ({
    kind: 'call',
    name: 'bag_pack',
    args: columnArguments(node, context).flatMap((column): Scalar[] => [
      literal('string', column.name),
      column,
    ]),
    type: 'dynamic',
    span: spanOf(node),
  }),
  estimate_data_size: (node, context) => ({
    kind: 'call',
    name: 'estimate_data_size',
    args: columnArguments(node, context),
    type: 'long',
    span: spanOf(node),
  }),
  bin_auto: (node, context) => {
    const [size, at] = ['size', 'at'].map((name) => {
      const bound = context.scope.find(optionName(`query_bin_auto_${name}`));
      return bound?.kind === 'scalar' ? [bound.value] : [];
    });
    if (!size?.[0]) throw misused('bin_auto needs: set query_bin_auto_size=…;', spanOf(node));
    const value = context.lower.scalar(first(node), context);
    const args = [value, ...size, ...(at ?? [])];
    return { kind: 'call', name: 'bin_at', args, type: value.type, span: spanOf(node) };
  },
  ingestion_time: (_node, context) => {
    const column = ['_TimeReceived', 'TimeGenerated', 'Timestamp']
      .map((name) => context.input?.columns.find((one) => one.name === name))
      .find((one) => one !== undefined);
    return column ? { kind: 'column', name: column.name, type: 'datetime' } : literal('datetime', null);
  },
};

/** What `set` says of an option is kept under a name that no query can write. */
const optionName = (name: string): string => `$${name}`;

/** The columns that a call names, all of them for `*`. */
function columnArguments(node: KustoNode, context: Context): (Scalar & { readonly kind: 'column' })[] {
  return elements(node.ArgumentList.Expressions).flatMap((one) => {
    if (kindOf(one) === 'StarExpression')
      return (context.input?.columns ?? []).map((column) => ({ kind: 'column', ...column }) as const);
    const value = context.lower.scalar(one, context);
    if (value.kind !== 'column') throw misused(`${node.Name.SimpleName} is of columns`, spanOf(one));
    return [value];
  });
}

function first(node: KustoNode): KustoNode {
  const [argument] = elements(node.ArgumentList.Expressions);
  if (!argument) throw misused(`${node.Name.SimpleName} needs an argument`, spanOf(node));
  return argument;
}

function existing(node: KustoNode, context: Context): Scalar {
  const [name, otherwise] = elements(node.ArgumentList.Expressions);
  if (!name || !otherwise) throw misused('column_ifexists needs a name and a value', spanOf(node));
  const wanted = context.lower.scalar(name, context);
  const found =
    wanted.kind === 'literal' && context.input?.columns.find((column) => column.name === wanted.value);
  return found ? { kind: 'column', ...found } : context.lower.scalar(otherwise, context);
}

/**
 * Binds a call's arguments to the function's parameters.
 * @param piped the table that `invoke` gives as first argument
 * @returns the body's last expression and the context to lower it in
 */
export function enter(
  node: KustoNode,
  context: Context,
  piped: Relation | null,
): { readonly body: KustoNode; readonly context: Context } {
  const name = node.Name.SimpleName;
  const bound = context.scope.find(name);
  const body = node.GetCalledFunctionBody();
  if (!body || context.depth > MAX_DEPTH)
    throw misused(`The function '${name}' cannot be expanded`, spanOf(node));
  // A stored function sees nothing of the query that calls it.
  const scope = bound?.kind === 'function' ? bound.scope.inner() : new Scope();
  const parameters = items(node.ReferencedSymbol?.Signatures?.getItem(0).Parameters);
  const given = elements(node.ArgumentList.Expressions);
  const named = new Map(
    given
      .filter((one) => kindOf(one) === 'SimpleNamedExpression')
      .map((one) => [one.Name.SimpleName, one.Expression] as const),
  );
  const placed = given.filter((one) => kindOf(one) !== 'SimpleNamedExpression');
  const positional = parameters.filter(({ Name }, index) => !named.has(Name) && !(piped && index === 0));
  parameters.forEach((parameter, index) => {
    if (piped && index === 0) {
      scope.bind(parameter.Name, { kind: 'relation', value: piped });
      return;
    }
    const argument =
      named.get(parameter.Name) ?? placed[positional.indexOf(parameter)] ?? parameter.DefaultValue;
    if (!argument) throw misused(`'${name}' lacks its argument '${parameter.Name}'`, spanOf(node));
    scope.bind(parameter.Name, boundTo(argument, context));
  });
  const inner: Context = { ...context, scope, depth: context.depth + 1 };
  return { body: statements(body, inner), context: inner };
}

function boundTo(argument: KustoNode, context: Context): Bound {
  // Only where the analyser's complaint is forgiven: a column that the function is told by its bare name.
  if (
    kindOf(argument) === 'NameReference' &&
    !argument.ReferencedSymbol &&
    !context.scope.find(argument.SimpleName)
  )
    return { kind: 'scalar', value: literal('string', argument.SimpleName) };
  return isTable(argument, context)
    ? { kind: 'relation', value: context.lower.relation(argument, context) }
    : { kind: 'scalar', value: context.lower.scalar(argument, context) };
}

/** Binds the `let` statements of a function's body. @returns its last expression */
function statements(body: KustoNode, context: Context): KustoNode {
  for (const statement of elements(body.Statements)) bindStatement(statement, context);
  return body.Expression;
}

/** Options that change what a query answers rather than how. */
const CHANGING: ReadonlySet<string> = new Set([
  'query_now',
  'query_take_max_records',
  'truncationmaxrecords',
]);

/** `declare query_parameters`: nobody gives their values here, so each is its default. */
function bindParameters(statement: KustoNode, context: Context): void {
  for (const one of elements(statement.Parameters as never)) {
    const name = one.NameAndType.Name.SimpleName;
    if (!one.DefaultValue) throw misused(`The parameter '${name}' has no value`, spanOf(one));
    const value = (one.DefaultValue as unknown as { readonly Value: KustoNode }).Value;
    context.scope.bind(name, { kind: 'scalar', value: context.lower.scalar(value, context) });
  }
}

/** Binds what a `let` or a pattern names. */
export function bindStatement(statement: KustoNode, context: Context): void {
  if (kindOf(statement) === 'PatternStatement') bindPattern(statement, context);
  const kind = kindOf(statement);
  if (kind === 'RestrictStatement') throw unsupported("the statement 'restrict'", spanOf(statement));
  if (kind === 'QueryParametersStatement') bindParameters(statement, context);
  if (kind === 'SetOptionStatement' && CHANGING.has(statement.Name.SimpleName))
    throw unsupported(`the option '${statement.Name.SimpleName}'`, spanOf(statement));
  if (kind === 'SetOptionStatement' && statement.ValueClause)
    context.scope.bind(optionName(statement.Name.SimpleName), {
      kind: 'scalar',
      value: context.lower.scalar(statement.ValueClause.Expression, context),
    });
  if (kindOf(statement) !== 'LetStatement') return;
  const name = statement.Name.SimpleName;
  const value = statement.Expression;
  if (kindOf(value) === 'FunctionDeclaration')
    context.scope.bind(name, { kind: 'function', body: value, scope: context.scope });
  else context.scope.bind(name, boundTo(value, { ...context, input: null }));
}
