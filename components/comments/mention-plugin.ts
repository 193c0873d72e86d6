/** A node of a Markdown tree, as far as this looks at it. */
interface Node {
  readonly type: string;
  readonly value?: string;
  children?: Node[];
  readonly data?: { readonly hName: string };
}

/** What Markdown never reads as text. */
const OPAQUE = new Set(['mention', 'link', 'linkReference', 'inlineCode', 'code', 'definition']);

/** Turns `@Name` into a mark, for the names that are known to be meant. */
export function markMentions(names: readonly string[]) {
  const known = [...names].sort((a, b) => b.length - a.length);
  const visit = (node: Node): void => {
    if (!node.children || OPAQUE.has(node.type)) return;
    node.children = node.children.flatMap((child) =>
      child.type === 'text' && child.value !== undefined ? split(child.value, known) : [child],
    );
    for (const child of node.children) visit(child);
  };
  return () => (tree: Node) => visit(tree);
}

function split(text: string, names: readonly string[]): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = names.find((candidate) => text.startsWith(candidate, at + 1));
    if (name === undefined) continue;
    if (at > from) nodes.push({ type: 'text', value: text.slice(from, at) });
    from = at + 1 + name.length;
    nodes.push({
      type: 'mention',
      data: { hName: 'mark' },
      children: [{ type: 'text', value: text.slice(at, from) }],
    });
  }
  if (from < text.length) nodes.push({ type: 'text', value: text.slice(from) });
  return nodes;
}
