import type { Relation } from '../../plan/relation';
import type { Column } from '../../types';
import { misused } from '../../types';
import { kindOf, symbolClass } from '../load';
import { elements, items, type KustoNode, spanOf, textOf } from '../nodes';
import type { Context } from './scope';

/** The table that an operator reads. @throws where there is none */
export function inputOf(node: KustoNode, context: Context): Relation {
  if (!context.input) throw misused('This operator needs a table before it', spanOf(node));
  return context.input;
}

/** Names that an expression declares or refers to: `a = …`, `(a, b) = …`, `a`; none where the analyser makes one up. */
export function ownNames(node: KustoNode): string[] {
  switch (kindOf(node)) {
    case 'SimpleNamedExpression':
      return [node.Name.SimpleName];
    case 'CompoundNamedExpression':
      return elements(node.Names.Names).map((name) => name.SimpleName);
    case 'NameReference':
      return [node.SimpleName];
    default:
      return [];
  }
}

/** The value of an expression without the name that it is given. */
export const valueNode = (node: KustoNode): KustoNode =>
  /^(Simple|Compound)NamedExpression$/.test(kindOf(node)) ? node.Expression : node;

/** A name for each expression: its own, or the next of those that the analyser made up. */
export function namesFor(
  expressions: readonly KustoNode[],
  output: readonly Column[],
  input: readonly Column[],
): string[] {
  const taken = new Set([...input.map(({ name }) => name), ...expressions.flatMap(ownNames)]);
  const made = output.map(({ name }) => name).filter((name) => !taken.has(name));
  return expressions.map((one) => ownNames(one)[0] ?? made.shift() ?? textOf(one));
}

/** The parameters of an operator, as `kind=inner`. */
export function parameters(node: KustoNode): ReadonlyMap<string, KustoNode> {
  return new Map(items(node.Parameters).map((one) => [parameterName(one), one.Expression]));
}

const parameterName = (node: KustoNode): string => node.Name.SimpleName.toLowerCase();

/** Text of a parameter: `inner` for `kind=inner` as for `kind='inner'`. */
export function parameterText(node: KustoNode, name: string): string | undefined {
  const found = parameters(node).get(name);
  return found && textOf(found).replace(/^["']|["']$/g, '');
}

/** Whether an expression is a table: its type, or what its name is bound to, says so. */
export function isTable(node: KustoNode, context: Context): boolean {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return isTable(node.Expression, context);
  if (kind === 'ToScalarExpression') return false;
  if (kind === 'NameReference' && symbolClass(node.ReferencedSymbol) !== 'ColumnSymbol') {
    const bound = context.scope.find(node.SimpleName);
    if (bound && bound.kind !== 'function') return bound.kind === 'relation';
  }
  return symbolClass(node.ResultType) === 'TableSymbol';
}
