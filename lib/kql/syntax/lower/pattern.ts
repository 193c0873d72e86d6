import { misused } from '../../types';
import { kindOf } from '../load';
import { elements, items, type KustoNode, spanOf } from '../nodes';
import { literal, literalOf } from './literal';
import type { Bound, Context } from './scope';

/** `declare pattern`: tables by the values of arguments. */
export function bindPattern(statement: KustoNode, context: Context): void {
  const declaration = statement.Pattern;
  if (kindOf(declaration) !== 'PatternDeclaration') return;
  context.scope.bind(statement.Name.SimpleName, {
    kind: 'pattern',
    declaration,
    scope: context.scope,
  });
}

/** The pattern that `name(…)` or `name(…).path` calls, with its arguments; undefined where it is none. */
export function patternCall(
  node: KustoNode,
  context: Context,
): { readonly pattern: Bound & { readonly kind: 'pattern' }; readonly args: string[] } | undefined {
  const isPath = kindOf(node) === 'PathExpression' || kindOf(node) === 'ElementExpression';
  const call = isPath ? node.Expression : node;
  if (kindOf(call) !== 'FunctionCallExpression') return undefined;
  const bound = context.scope.find(call.Name.SimpleName);
  if (bound?.kind !== 'pattern') return undefined;
  const path = isPath ? [textOf(node.Selector)] : [];
  return { pattern: bound, args: [...elements(call.ArgumentList.Expressions).map(textOf), ...path] };
}

const textOf = (node: KustoNode): string => String(literalOf(node)?.value ?? node.SimpleName ?? '');

/** @returns the body of the match and the context to lower it in: the pattern's parameters are the arguments */
export function enterPattern(
  node: KustoNode,
  {
    pattern,
    args,
  }: { readonly pattern: Bound & { readonly kind: 'pattern' }; readonly args: readonly string[] },
  context: Context,
): { readonly body: KustoNode; readonly context: Context } {
  const { declaration } = pattern;
  const match = items(declaration.Patterns).find(({ ParameterValues, PathValue }) => {
    const wanted = elements(ParameterValues.Expressions).map(textOf);
    return [...wanted, ...(PathValue ? [textOf(PathValue.Value)] : [])].join('\0') === args.join('\0');
  });
  if (!match) throw misused('No pattern matches these arguments', spanOf(node));
  const scope = pattern.scope.inner();
  const names = [
    ...elements(declaration.Parameters as never).map((one) => one.Name.SimpleName),
    ...(declaration.PathParameter ? [declaration.PathParameter.Parameter.Name.SimpleName] : []),
  ];
  names.forEach((name, index) => {
    scope.bind(name, { kind: 'scalar', value: literal('string', args[index] ?? '') });
  });
  const inner: Context = { ...context, scope, input: null, contextual: null, depth: context.depth + 1 };
  return { body: match.Body, context: inner };
}
