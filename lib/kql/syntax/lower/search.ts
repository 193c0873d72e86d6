import type { Relation, UnionInput } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import type { Column, Span } from '../../types';
import { misused, unsupported } from '../../types';
import { kindOf } from '../load';
import { elements, type KustoNode, spanOf } from '../nodes';
import { inputOf, ownNames } from './common';
import { literal, literalOf } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';

/** Operators that look for something in any column of any table. */
export const SEARCH: Readonly<Record<string, LowerOperator>> = {
  SearchOperator: searched,
  FindOperator: found,
};

const TABLE = '$table';

function searched(node: KustoNode, context: Context): Relation {
  const sources = node.InClause
    ? elements(node.InClause.Expressions).map((one) =>
        context.lower.relation(one, { ...context, input: null }),
      )
    : context.input
      ? [context.input]
      : [];
  if (sources.length === 0) throw misused('search needs tables: search in (Table) …', spanOf(node));
  const filtered = sources.map((source): Relation => {
    const condition = anywhere(node.Condition, { ...context, input: source }, source);
    return { kind: 'filter', input: source, condition, columns: source.columns };
  });
  if (filtered.length === 1 && context.input && filtered[0] && !node.InClause) return filtered[0];
  return unionOf(
    sources.map((source, index) => [nameOf(source), filtered[index] ?? source] as const),
    [{ name: TABLE, type: 'string' }, ...allColumns(sources)],
    TABLE,
  );
}

const nameOf = (relation: Relation): string => (relation.kind === 'table' ? relation.name : 'union_arg');

function allColumns(sources: readonly Relation[]): Column[] {
  const columns = new Map<string, Column>();
  for (const source of sources)
    for (const column of source.columns) if (!columns.has(column.name)) columns.set(column.name, column);
  return [...columns.values()];
}

function unionOf(
  parts: readonly (readonly [name: string, relation: Relation])[],
  columns: readonly Column[],
  sourceColumn: string,
): Relation {
  const inputs = parts.map(
    ([name, relation]): UnionInput => ({
      relation,
      from: columns.map((column) =>
        column.name === sourceColumn
          ? literal('string', name)
          : relation.columns.some((one) => one.name === column.name && one.type === column.type)
            ? column.name
            : null,
      ),
    }),
  );
  return { kind: 'union', inputs, columns };
}

/** A bare text of a search stands for "any column has it"; everything else is a condition as elsewhere. */
function anywhere(node: KustoNode, context: Context, source: Relation): Scalar {
  const span = spanOf(node);
  const term = literalOf(node);
  if (term?.type === 'string') return anyColumn(source, String(term.value), span);
  switch (kindOf(node)) {
    case 'ParenthesizedExpression':
      return anywhere(node.Expression, context, source);
    case 'StarExpression':
      return literal('bool', true);
    case 'AndExpression':
    case 'OrExpression': {
      const args = [anywhere(node.Left, context, source), anywhere(node.Right, context, source)];
      return {
        kind: 'call',
        name: kindOf(node) === 'AndExpression' ? 'and' : 'or',
        args,
        type: 'bool',
        span,
      };
    }
    default:
      return condition(node, context, source);
  }
}

/** A condition about a column that a table lacks is false for its rows; `* has "x"` is about any column. */
function condition(node: KustoNode, context: Context, source: Relation): Scalar {
  if (node.Left && kindOf(node.Left) === 'StarExpression') {
    const right = context.lower.scalar(node.Right, context);
    const operator = node.Operator.Text?.trim() || node.Operator.toString(1).trim();
    return or(
      textColumns(source).map(
        (column): Scalar => ({
          kind: 'call',
          name: operator,
          args: [column, right],
          type: 'bool',
          span: spanOf(node),
        }),
      ),
      spanOf(node),
    );
  }
  if (missing(node, source)) return literal('bool', false);
  return context.lower.scalar(node, context);
}

function missing(node: KustoNode, source: Relation): boolean {
  const [name] = node.Left ? ownNames(node.Left) : [];
  return name !== undefined && !source.columns.some((column) => column.name === name);
}

const textColumns = (source: Relation): Scalar[] =>
  source.columns
    .filter(({ type }) => type === 'string' || type === 'dynamic')
    .map((column) => ({ kind: 'column', ...column }));

function anyColumn(source: Relation, term: string, span: Span): Scalar {
  // A term with wildcards is a pattern; one without is looked for as a term.
  const bare = term.replace(/^\*|\*$/g, '');
  const name =
    term.startsWith('*') && term.endsWith('*') && term.length > 1
      ? 'contains'
      : term.endsWith('*')
        ? 'hasprefix'
        : term.startsWith('*')
          ? 'hassuffix'
          : 'has';
  if (bare === '') return literal('bool', true);
  const args = (column: Scalar): Scalar[] => [column, literal('string', bare)];
  return or(
    textColumns(source).map(
      (column): Scalar => ({ kind: 'call', name, args: args(column), type: 'bool', span }),
    ),
    span,
  );
}

function or(terms: readonly Scalar[], span: Span): Scalar {
  return terms.reduce<Scalar>(
    (all, term) =>
      all.kind === 'literal' ? term : { kind: 'call', name: 'or', args: [all, term], type: 'bool', span },
    literal('bool', false),
  );
}

const SOURCE = 'source_';

/** `find in (tables) where … project …`: rows of any table, with the columns asked for, else with all of them. */
function found(node: KustoNode, context: Context): Relation {
  if (node.ProjectAway) throw unsupported('find with project-away', spanOf(node));
  const sources = node.InClause
    ? elements(node.InClause.Expressions).map((one) =>
        context.lower.relation(one, { ...context, input: null }),
      )
    : [inputOf(node, context)];
  const wanted = elements(node.Project?.Columns).flatMap(ownNames);
  const all = allColumns(sources);
  const shown = wanted.length > 0 ? all.filter(({ name }) => wanted.includes(name)) : all;
  const parts = sources.map((source): readonly [string, Relation] => [
    nameOf(source),
    {
      kind: 'filter',
      input: source,
      condition: anywhere(node.Condition, { ...context, input: source }, source),
      columns: source.columns,
    },
  ]);
  return unionOf(parts, [{ name: SOURCE, type: 'string' }, ...shown], SOURCE);
}
