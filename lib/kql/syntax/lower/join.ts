import { JOIN_KINDS, type Join, type JoinKind, type Relation, type UnionInput } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import type { Column } from '../../types';
import { misused, unsupported } from '../../types';
import { kindOf, symbolClass } from '../load';
import { elements, items, type KustoNode, spanOf } from '../nodes';
import { inputOf, parameterText } from './common';
import { literal } from './literal';
import type { LowerOperator } from './operators';
import type { Bound, Context } from './scope';
import { columnsOf, scalarType } from './types';

/** Operators that put tables together. */
export const JOINS: Readonly<Record<string, LowerOperator>> = {
  JoinOperator: joined,
  LookupOperator: lookedUp,
  UnionOperator: united,
};

const KINDS: Readonly<Record<string, JoinKind>> = {
  ...Object.fromEntries(JOIN_KINDS.map((kind) => [kind, kind])),
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightantisemi: 'rightanti',
  semi: 'leftsemi',
  outer: 'fullouter',
};

const side = (from: 'left' | 'right', columns: readonly Column[]): Join['from'] =>
  columns.map(({ name }) => ({ side: from, name }));

function joined(node: KustoNode, context: Context): Relation {
  const left = inputOf(node, context);
  const right = context.lower.relation(node.Expression, { ...context, input: null });
  const kind = KINDS[(parameterText(node, 'kind') ?? 'innerunique').toLowerCase()];
  if (!kind) throw misused(`There is no join of kind '${parameterText(node, 'kind')}'`, spanOf(node));
  const from = /^left(anti|semi)$/.test(kind)
    ? side('left', left.columns)
    : /^right(anti|semi)$/.test(kind)
      ? side('right', right.columns)
      : [...side('left', left.columns), ...side('right', right.columns)];
  return join(
    kind,
    left,
    right,
    conditions(node, node.ConditionClause, left, right, context),
    from,
    columnsOf(node),
  );
}

function lookedUp(node: KustoNode, context: Context): Relation {
  const left = inputOf(node, context);
  const right = context.lower.relation(node.Expression, { ...context, input: null });
  const kind = KINDS[(parameterText(node, 'kind') ?? 'leftouter').toLowerCase()];
  if (kind !== 'leftouter' && kind !== 'inner') throw misused('lookup is leftouter or inner', spanOf(node));
  const on = conditions(node, node.LookupClause, left, right, context);
  const keys = new Set(on.flatMap(({ right: key }) => (key.kind === 'column' ? [key.name] : [])));
  const others = right.columns.filter(({ name }) => !keys.has(name));
  const from = [...side('left', left.columns), ...side('right', others)];
  return join(kind, left, right, on, from, columnsOf(node));
}

function join(
  joinKind: JoinKind,
  left: Relation,
  right: Relation,
  on: Join['on'],
  from: Join['from'],
  output: readonly Column[],
): Join {
  const typeOf = ({ side: where, name }: Join['from'][number]): Column['type'] =>
    (where === 'left' ? left : right).columns.find((column) => column.name === name)?.type ?? 'dynamic';
  const used = new Set<string>();
  const columns = from.map((source, index): Column => {
    const known = output.length === from.length ? output[index]?.name : undefined;
    const name = known ?? unusedName(source.name, used);
    used.add(name);
    return { name, type: typeOf(source) };
  });
  return { kind: 'join', joinKind, left, right, on, from, columns };
}

function unusedName(name: string, used: ReadonlySet<string>): string {
  let free = name;
  for (let number = 1; used.has(free); number++) free = `${name}${number}`;
  return free;
}

function conditions(
  node: KustoNode,
  clause: KustoNode | null,
  left: Relation,
  right: Relation,
  context: Context,
): Join['on'] {
  if (!clause || kindOf(clause) !== 'JoinOnClause')
    throw unsupported('a join without on', spanOf(clause ?? node));
  return elements(clause.Expressions).flatMap((one) => condition(one, left, right, context));
}

function condition(node: KustoNode, left: Relation, right: Relation, context: Context): Join['on'] {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return condition(node.Expression, left, right, context);
  if (kind === 'AndExpression')
    return [...condition(node.Left, left, right, context), ...condition(node.Right, left, right, context)];
  if (kind === 'NameReference') {
    const name = node.SimpleName;
    return [{ left: column(name, left, node), right: column(name, right, node) }];
  }
  if (kind !== 'EqualExpression') throw unsupported('a join condition other than ==', spanOf(node));
  const sides = [node.Left, node.Right].map((one) => context.lower.scalar(one, { ...context, input: left }));
  const [a, b] = sides;
  if (a?.kind !== 'column' || b?.kind !== 'column' || !a.side || !b.side)
    throw misused('A join condition is $left.Column == $right.Column', spanOf(node));
  const [first, second] = a.side === 'left' ? [a, b] : [b, a];
  return [{ left: column(first.name, left, node), right: column(second.name, right, node) }];
}

function column(name: string, relation: Relation, node: KustoNode): Scalar {
  const found = relation.columns.find((one) => one.name === name);
  if (!found) throw misused(`There is no column '${name}' to join on`, spanOf(node));
  return { kind: 'column', name, type: found.type };
}

export interface Named {
  readonly relation: Relation;
  readonly source: string;
}

function united(node: KustoNode, context: Context): Relation {
  const fuzzy = parameterText(node, 'isfuzzy') === 'true';
  const withSource = parameterText(node, 'withsource') ?? parameterText(node, 'with_source');
  const inner = (parameterText(node, 'kind') ?? 'outer').toLowerCase() === 'inner';
  const parts: Named[] = context.input ? [{ relation: context.input, source: nameOf(context.input, 0) }] : [];
  for (const one of elements(node.Expressions)) {
    for (const { relation, source } of tables(one, { ...context, input: null }, fuzzy))
      parts.push({ relation, source: source ?? nameOf(relation, parts.length) });
  }
  if (parts.length === 0) throw misused('None of the tables of this union exists', spanOf(node));
  const columns = unionColumns(parts, inner, withSource);
  const inputs = parts.map(
    ({ relation, source }): UnionInput => ({
      relation,
      from: columns.map(({ name, type }) =>
        name === withSource ? literal('string', source) : sourceColumn(relation, name, type),
      ),
    }),
  );
  return { kind: 'union', inputs, columns };
}

const nameOf = (relation: Relation, index: number): string =>
  (relation.kind === 'table' || relation.kind === 'materialize' ? relation.name : undefined) ??
  `union_arg${index}`;

interface MaybeNamed {
  readonly relation: Relation;
  readonly source?: string;
}

/** The tables that an expression names: several by a pattern, none where a fuzzy union forgives it. */
export function tables(node: KustoNode, context: Context, fuzzy: boolean): MaybeNamed[] {
  if (kindOf(node) === 'ParenthesizedExpression' && kindOf(node.Expression) === 'NameReference')
    return tables(node.Expression, context, fuzzy);
  if (kindOf(node) === 'NameReference') {
    const symbol = node.ReferencedSymbol;
    if (symbolClass(symbol) === 'GroupSymbol')
      return items(symbol?.Members).map((table): MaybeNamed => {
        const bound = context.scope.find(table.Name);
        if (bound?.kind === 'function') return view(table.Name, bound, context);
        if (bound?.kind === 'relation') return { relation: bound.value, source: table.Name };
        return {
          relation: {
            kind: 'table',
            name: table.Name,
            columns: items(table.Columns).map(({ Name, Type }) => ({ name: Name, type: scalarType(Type) })),
          },
        };
      });
    const bound = context.scope.find(node.SimpleName);
    // A view is a function without parameters that is named like a table.
    if (bound?.kind === 'function') return [view(node.SimpleName, bound, context)];
    if (node.SimpleName.includes('*')) return wildcard(node.SimpleName, context);
    if (fuzzy && !symbol && !bound) return [];
  }
  return fuzzy && lacksSource(node, context) ? [] : [{ relation: context.lower.relation(node, context) }];
}

/** Whether what a pipeline begins with is not there: a fuzzy union forgives that. */
function lacksSource(node: KustoNode, context: Context): boolean {
  const kind = kindOf(node);
  if (kind === 'PipeExpression' || kind === 'ParenthesizedExpression')
    return lacksSource(node.Expression, context);
  return kind === 'NameReference' && !node.ReferencedSymbol && !context.scope.find(node.SimpleName);
}

const view = (name: string, bound: Bound & { readonly kind: 'function' }, context: Context): MaybeNamed => ({
  relation: context.lower.view(name, bound, context),
  source: name,
});

/** The views that a pattern names; the tables among the schema's are told by the analyser. */
function wildcard(pattern: string, context: Context): MaybeNamed[] {
  const test = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return context.scope
    .names()
    .filter((name) => test.test(name))
    .flatMap((name) => {
      const bound = context.scope.find(name);
      return bound?.kind === 'function' ? [view(name, bound, context)] : [];
    });
}

/** A column of the same name and another type gets its type into its name. */
export function unionColumns(
  parts: readonly Named[],
  inner: boolean,
  withSource: string | undefined,
): Column[] {
  const types = new Map<string, Set<Column['type']>>();
  for (const { relation } of parts)
    for (const { name, type } of relation.columns) types.set(name, (types.get(name) ?? new Set()).add(type));
  const everywhere = ({ name, type }: Column): boolean =>
    parts.every(({ relation }) => relation.columns.some((one) => one.name === name && one.type === type));
  const all = [...types].flatMap(([name, found]): Column[] =>
    inner
      ? [...found].map((type) => ({ name, type })).filter(everywhere)
      : found.size === 1
        ? [...found].map((type) => ({ name, type }))
        : [...found].map((type) => ({ name: `${name}_${type}`, type })),
  );
  return withSource
    ? [{ name: withSource, type: 'string' }, ...all.filter(({ name }) => name !== withSource)]
    : all;
}

export function sourceColumn(relation: Relation, name: string, type: Column['type']): string | null {
  const direct = relation.columns.find((column) => column.name === name && column.type === type);
  if (direct) return direct.name;
  const suffix = `_${type}`;
  if (!name.endsWith(suffix)) return null;
  const plain = name.slice(0, -suffix.length);
  return relation.columns.find((column) => column.name === plain && column.type === type)?.name ?? null;
}
