import { kindOf } from './load';
import { spelled } from './lower/scalar';
import type { KustoNode } from './nodes';

const NAMED_LITERAL = /^(Between|NotBetween)Expression$/;

/** The functions, operators and plugins below a node of the tree. */
export function constructsOf(root: KustoNode): string[] {
  const found = new Set<string>();
  const look = (node: KustoNode): void => {
    const kind = kindOf(node);
    if (kind === 'FunctionCallExpression') found.add(node.Name.SimpleName);
    else if (NAMED_LITERAL.test(kind)) found.add(kind.startsWith('Not') ? '!between' : 'between');
    else if (kind.endsWith('LiteralExpression'))
      found.add(/^\s*(\w+)\s*\(/.exec(node.toString(1))?.[1] ?? '');
    else if (kind.endsWith('Expression') && node.Operator?.Text)
      found.add(spelled(node.Operator.Text.trim().replace(/\s+/g, ' ').toLowerCase()));
    else if (kind.endsWith('Operator')) found.add(kind);
    if (kind === 'MaterializeExpression') found.add('materialize');
    for (let index = 0; index < node.ChildCount; index++) {
      const child = node.GetChild(index);
      if (child) look(child);
    }
  };
  look(root);
  return [...found].filter(Boolean);
}
