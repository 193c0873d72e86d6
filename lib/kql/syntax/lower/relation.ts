import type { Relation } from '../../plan/relation';
import { misused, unsupported } from '../../types';
import { GET_WATCHLIST, GET_WATCHLIST_ALIAS } from '../../watchlists';
import { kindOf, symbolClass } from '../load';
import { elements, items, type KustoList, type KustoNode, type KustoSeparated, spanOf } from '../nodes';
import { bindStatement, enter, isDeclared } from './call';
import { OPERATORS } from './operators';
import { enterPattern, patternCall } from './pattern';
import type { Bound, Context } from './scope';
import { columnsOf, typeNamed } from './types';
import { watchlist, watchlistAliases } from './watchlist';

/** Lowers an expression that gives a table. */
export function lowerRelation(node: KustoNode, context: Context): Relation {
  const kind = kindOf(node);
  const source = SOURCES[kind];
  if (source) return source(node, context);
  const operator = OPERATORS[kind];
  if (operator) return operator(node, { ...context, input: context.contextual });
  throw unsupported(kind.replace(/(Expression|Operator)$/, ''), spanOf(node));
}

type Lower = (node: KustoNode, context: Context) => Relation;

const SOURCES: Readonly<Record<string, Lower>> = {
  PipeExpression: piped,
  NameReference: named,
  ParenthesizedExpression: (node, context) => lowerRelation(node.Expression, context),
  SimpleNamedExpression: (node, context) => lowerRelation(node.Expression, context),
  PathExpression: patterned,
  ElementExpression: patterned,
  MvApplySubqueryExpression: (node, context) => lowerRelation(node.Expression, context),
  MaterializeExpression: materialized,
  FunctionCallExpression: called,
  DataTableExpression: written,
  ToTableExpression: (node, context) => lowerRelation(node.Expression, context),
  ExternalDataExpression: external,
};

/** `name(…).path` of a pattern; no other path gives a table. */
function patterned(node: KustoNode, context: Context): Relation {
  const call = patternCall(node, context);
  if (!call) throw unsupported('a table by a path', spanOf(node));
  const { body, context: inner } = enterPattern(node, call, context);
  for (const statement of elements(body.Statements)) bindStatement(statement, inner);
  return lowerRelation(body.Expression, inner);
}

function external(node: KustoNode, context: Context): Relation {
  const text = (one: KustoNode): string => {
    const value = context.lower.scalar(one, { ...context, input: null });
    return value.kind === 'literal' ? String(value.value) : '';
  };
  const properties = items(node.WithClause?.Properties as never as KustoList<KustoNode | KustoSeparated>).map(
    (one) => ('Element' in one ? one.Element : one),
  );
  return {
    kind: 'external',
    columns: schemaOf(node),
    addresses: elements(node.URIs).map(text),
    properties: Object.fromEntries(
      properties.map((one) => [one.Name.SimpleName.toLowerCase(), text(one.Expression)]),
    ),
    span: spanOf(node),
  };
}

/** The columns that `datatable` and `externaldata` declare. */
const schemaOf = (node: KustoNode) =>
  elements(node.Schema?.Columns).map((column) => ({
    name: column.Name.SimpleName,
    type: typeNamed(column.Type.toString(1)),
  }));

function piped(node: KustoNode, context: Context): Relation {
  const input = lowerRelation(node.Expression, context);
  const operator = node.Operator;
  const lower = OPERATORS[kindOf(operator)];
  if (!lower) throw unsupported(operatorName(operator), spanOf(operator));
  return lower(operator, { ...context, input });
}

const operatorName = (node: KustoNode): string =>
  `the operator '${/^\s*([a-z0-9-]+)/i.exec(node.toString(1))?.[1] ?? kindOf(node)}'`;

function named(node: KustoNode, context: Context): Relation {
  const name = node.SimpleName;
  const bound = context.scope.find(name);
  if (bound?.kind === 'relation') return bound.value;
  if (bound?.kind === 'function') return lowerView(name, bound, context);
  if (name === GET_WATCHLIST_ALIAS) return watchlistAliases(context);
  const symbol = node.ReferencedSymbol ?? node.ResultType;
  if (symbolClass(symbol) === 'TableSymbol')
    return { kind: 'table', name: symbol?.Name ?? name, columns: columnsOf(node) };
  if (name === '$left' || name === '$right') throw misused(`${name} is no table here`, spanOf(node));
  throw misused(`There is no table '${name}'`, spanOf(node));
}

function materialized(node: KustoNode, context: Context): Relation {
  const input = lowerRelation(node.Expression, { ...context, input: null });
  return { kind: 'materialize', id: context.ids.next++, input, columns: input.columns };
}

function called(node: KustoNode, context: Context): Relation {
  if (patternCall(node, context)) return patterned(node, context);
  const name = node.Name.SimpleName;
  if (isDeclared(node, context)) {
    const { body, context: inner } = enter(node, context, null);
    return lowerRelation(body, inner);
  }
  if (name === GET_WATCHLIST) return watchlist(node, context);
  if (name === GET_WATCHLIST_ALIAS) return watchlistAliases(context);
  if (name === 'materialize') {
    const [first] = elements(node.ArgumentList.Expressions);
    if (first) return lowerRelation(first, context);
  }
  if (name === 'table') {
    const [first] = elements(node.ArgumentList.Expressions);
    const wanted = first && context.lower.scalar(first, context);
    const bound = wanted?.kind === 'literal' ? context.scope.find(String(wanted.value)) : undefined;
    if (bound?.kind === 'relation') return bound.value;
    if (wanted?.kind === 'literal' && columnsOf(node).length > 0)
      return { kind: 'table', name: String(wanted.value), columns: columnsOf(node) };
  }
  throw unsupported(`the function '${name}'`, spanOf(node));
}

/** The body of a view: declared as it stands, so that its own names are what the analyser has bound. */
export function lowerView(
  _name: string,
  bound: Bound & { readonly kind: 'function' },
  context: Context,
): Relation {
  const scope = bound.scope.inner();
  const inner: Context = { ...context, scope, input: null, contextual: null, depth: context.depth + 1 };
  const body = bound.body.Body;
  for (const statement of elements(body.Statements)) bindStatement(statement, inner);
  return lowerRelation(body.Expression, inner);
}

function written(node: KustoNode, context: Context): Relation {
  const columns = schemaOf(node);
  const values = elements(node.Values).map((value) =>
    context.lower.scalar(value, { ...context, input: null }),
  );
  if (columns.length === 0 || values.length % columns.length !== 0)
    throw misused(`datatable needs a multiple of ${columns.length} values`, spanOf(node));
  const rows = Array.from({ length: values.length / columns.length }, (_, row) =>
    values.slice(row * columns.length, (row + 1) * columns.length),
  );
  return { kind: 'rows', columns, rows };
}
