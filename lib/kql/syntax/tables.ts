import type { Schema } from './load';
import { items, type KustoNode } from './nodes';

/** The tables of the schema that a tree names, as the analyser resolved its names: also where it has errors elsewhere. */
export function tablesOf(root: KustoNode, schema: Schema): string[] {
  const found = new Set<string>();
  const look = (node: KustoNode): void => {
    const symbol = node.ReferencedSymbol;
    for (const one of symbol ? [symbol, ...items(symbol.Members)] : [])
      if (one.Columns && Object.hasOwn(schema, one.Name)) found.add(one.Name);
    for (let index = 0; index < node.ChildCount; index++) {
      const child = node.GetChild(index);
      if (child) look(child);
    }
  };
  look(root);
  return [...found].sort();
}
