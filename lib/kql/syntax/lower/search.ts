import type { Item, Relation, UnionInput } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import type { Column, Span } from '../../types';
import { misused, unsupported } from '../../types';
import { kindOf } from '../load';
import { elements, type KustoNode, spanOf } from '../nodes';
import { ownNames } from './common';
import { type Named, sourceColumn, tables, unionColumns } from './join';
import { literal, literalOf } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { passed } from './shape';
import { columnsOf } from './types';

/** Operators that look for something in any column of any table. */
export const SEARCH: Readonly<Record<string, LowerOperator>> = {
  SearchOperator: searched,
  FindOperator: found,
};

const TABLE = '$table';

function searched(node: KustoNode, context: Context): Relation {
  const named = node.InClause
    ? chosen(node.InClause, context)
    : context.input
      ? [{ relation: context.input, source: nameOf(context.input) }]
      : everyTable(context);
  const sources = named.map(({ relation }) => relation);
  if (sources.length === 0) throw misused('search needs tables: search in (Table) …', spanOf(node));
  const filtered = sources.map((source): Relation => {
    const condition = anywhere(node.Condition, { ...context, input: source }, source);
    return { kind: 'filter', input: source, condition, columns: source.columns };
  });
  if (filtered.length === 1 && context.input && filtered[0] && !node.InClause) return filtered[0];
  return unionOf(
    named.map(({ relation, source }, index) => [source, filtered[index] ?? relation] as const),
    unionColumns(named, false, TABLE),
    TABLE,
  );
}

/** The tables that are named, with patterns of names among them. */
const chosen = (clause: KustoNode, context: Context): Named[] =>
  elements(clause.Expressions).flatMap((one) =>
    tables(one, { ...context, input: null }, false).map(({ relation, source }) => ({
      relation,
      source: source ?? (kindOf(one) === 'NameReference' ? one.SimpleName : nameOf(relation)),
    })),
  );

/** What `search` without tables looks at: the tables of the schema and the query's own views. */
function everyTable(context: Context): Named[] {
  const views = context.scope.names().flatMap((source): Named[] => {
    const bound = context.scope.find(source);
    if (bound?.kind !== 'function' || !bound.body.ViewKeyword) return [];
    return [{ relation: context.lower.view(source, bound, context), source }];
  });
  const all = Object.entries(context.schema).map(
    ([name, columns]): Named => ({ relation: { kind: 'table', name, columns }, source: name }),
  );
  return [...all, ...views];
}

const nameOf = (relation: Relation): string =>
  ((relation.kind === 'table' || relation.kind === 'materialize') && relation.name) || 'union_arg0';

function unionOf(
  parts: readonly (readonly [name: string, relation: Relation])[],
  columns: readonly Column[],
  source: string,
): Relation {
  const inputs = parts.map(
    ([name, relation]): UnionInput => ({
      relation,
      from: columns.map((column) =>
        column.name === source ? literal('string', name) : sourceColumn(relation, column.name, column.type),
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
  if (node.Operator?.Text?.trim() === ':') {
    const [left, right] = [node.Left, node.Right].map((one) => context.lower.scalar(one, context));
    if (left?.type !== 'string' || right?.kind !== 'literal' || typeof right.value !== 'string')
      throw unsupported("':' of what is no text", spanOf(node));
    return contained([left], right.value, spanOf(node));
  }
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

const anyColumn = (source: Relation, term: string, span: Span): Scalar =>
  contained(textColumns(source), term, span);

/** Whether one of some columns has a term. With wildcards it is a pattern; without, it is looked for as a term. */
function contained(columns: readonly Scalar[], term: string, span: Span): Scalar {
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
  return or(
    columns.map(
      (column): Scalar => ({
        kind: 'call',
        name,
        args: [column, literal('string', bare)],
        type: 'bool',
        span,
      }),
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

const PACKED = 'pack_';

/**
 * `find in (tables) where …`: rows of any table. The analyser tells which columns come out: those asked for, else those
 * that the condition names or all tables have. `pack_` is a bag of a row's others.
 */
function found(node: KustoNode, context: Context): Relation {
  if (node.ProjectAway) throw unsupported('find with project-away', spanOf(node));
  const sources = node.InClause ? chosen(node.InClause, context) : everyTable(context);
  const columns = columnsOf(node);
  const parts = sources.map(({ relation: input, source }): readonly [string, Relation] => {
    for (const { name, type } of columns)
      if (input.columns.some((one) => one.name === name && one.type !== type))
        throw unsupported(`find over a column '${name}' of several types`, spanOf(node));
    const filtered: Relation = {
      kind: 'filter',
      input,
      condition: anywhere(node.Condition, { ...context, input }, input),
      columns: input.columns,
    };
    const packs = columns.some(isPacked) && !input.columns.some(isPacked);
    return [source, packs ? withPack(filtered, columns, spanOf(node)) : filtered];
  });
  return unionOf(parts, columns, SOURCE);
}

const isPacked = ({ name }: Column): boolean => name === PACKED;

function withPack(input: Relation, output: readonly Column[], span: Span): Relation {
  const shown = new Set(output.map(({ name, type }) => sourceColumn(input, name, type)));
  const rest = input.columns.filter(({ name }) => !shown.has(name));
  const args = rest.flatMap((column): Scalar[] => [
    literal('string', column.name),
    { kind: 'column', ...column },
  ]);
  const packed: Item = {
    name: PACKED,
    type: 'dynamic',
    value: { kind: 'call', name: 'bag_pack', args, type: 'dynamic', span },
  };
  const items = [...passed(input.columns), packed];
  return { kind: 'project', input, items, columns: items.map(({ name, type }) => ({ name, type })) };
}
