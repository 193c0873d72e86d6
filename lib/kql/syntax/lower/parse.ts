import type { ParsePart, Relation } from '../../plan/relation';
import type { Column } from '../../types';
import { kindOf } from '../load';
import { elements, items, type KustoNode, textOf } from '../nodes';
import { inputOf, parameterText } from './common';
import { literalOf } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { typeNamed } from './types';

/** Operators that take columns out of a text. */
export const PARSE: Readonly<Record<string, LowerOperator>> = {
  ParseOperator: (node, context) => parsed(node, context, false),
  ParseWhereOperator: (node, context) => parsed(node, context, true),
  ParseKvOperator: keyValues,
};

function parsed(node: KustoNode, context: Context, where: boolean): Relation {
  const input = inputOf(node, context);
  const parts = items(node.Patterns).map((pattern) => part(pattern, context));
  const mode = (parameterText(node, 'kind') ?? 'simple').toLowerCase();
  return {
    kind: 'parse',
    input,
    source: context.lower.scalar(node.Expression, context),
    mode: mode === 'regex' || mode === 'relaxed' ? mode : 'simple',
    flags: parameterText(node, 'flags') ?? '',
    parts,
    where,
    columns: withColumns(
      input.columns,
      parts.flatMap(({ kind, text, type }) => (kind === 'column' ? [{ name: text, type }] : [])),
    ),
  };
}

function part(node: KustoNode, context: Context): ParsePart {
  switch (kindOf(node)) {
    case 'StarExpression':
      return { kind: 'skip', text: '', type: 'string' };
    case 'NameDeclaration':
      return { kind: 'column', text: node.SimpleName, type: 'string' };
    case 'NameAndTypeDeclaration':
      return { kind: 'column', text: node.Name.SimpleName, type: typeNamed(textOf(node.Type)) };
    default: {
      const value = literalOf(node) ?? context.lower.scalar(node, context);
      return {
        kind: 'text',
        text: value.kind === 'literal' ? String(value.value) : textOf(node),
        type: 'string',
      };
    }
  }
}

/** The input's columns, those of the same name replaced, new ones after them. */
function withColumns(input: readonly Column[], made: readonly Column[]): Column[] {
  const byName = new Map(made.map((column) => [column.name, column]));
  const existing = new Set(input.map(({ name }) => name));
  return [
    ...input.map((column) => byName.get(column.name) ?? column),
    ...[...byName.values()].filter(({ name }) => !existing.has(name)),
  ];
}

function keyValues(node: KustoNode, context: Context): Relation {
  const input = inputOf(node, context);
  const keys = elements(node.Keys.Columns).map((column) => ({
    name: column.Name.SimpleName,
    type: typeNamed(textOf(column.Type)),
  }));
  const options: Record<string, string | boolean> = {};
  for (const option of elements(node.WithClause?.Properties)) {
    const value = literalOf(option.Expression);
    const text = value ? value.value : textOf(option.Expression);
    options[option.Name.SimpleName.toLowerCase()] = typeof text === 'boolean' ? text : String(text);
  }
  return {
    kind: 'parseKv',
    input,
    source: context.lower.scalar(node.Expression, context),
    keys,
    options,
    columns: withColumns(input.columns, keys),
  };
}
