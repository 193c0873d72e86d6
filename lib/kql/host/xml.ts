import { type HostFunction, host } from './define';

interface XmlNode {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlNode[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name[1]?.toLowerCase() === 'x' ? `0x${name.slice(2)}` : name.slice(1)))
      : (ENTITIES[name] ?? whole),
  );

/** XML as JSON: attributes with `@`, text as `#text`, repeated elements as arrays. */
function xml(text: string): unknown {
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlNode[] = [root];
  const token =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<[?!][^>]*>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g;
  for (const match of text.matchAll(token)) {
    const [, data, closing, name, attributes, selfClosing, plain] = match;
    const top = open.at(-1) as XmlNode;
    if (data !== undefined) top.text += data;
    else if (plain !== undefined) top.text += unescaped(plain);
    else if (closing) open.pop();
    else if (name) {
      const node: XmlNode = { name, attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      top.children.push(node);
      if (!selfClosing) open.push(node);
    }
    if (open.length === 0) return null;
  }
  return root.children.length > 0 ? membersOf(root) : null;
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g)].map(([, name, , a, b]) => [
      `@${name}`,
      unescaped(a ?? b ?? ''),
    ]),
  );

function xmlValue(node: XmlNode): unknown {
  const plain = node.text.trim();
  if (node.children.length === 0 && Object.keys(node.attributes).length === 0)
    return plain === '' ? null : plain;
  return { ...node.attributes, ...(plain === '' ? {} : { '#text': plain }), ...membersOf(node) };
}

function membersOf(node: XmlNode): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const groups = new Map<string, XmlNode[]>();
  for (const child of node.children) groups.set(child.name, [...(groups.get(child.name) ?? []), child]);
  for (const [name, nodes] of groups)
    members[name] = nodes.length === 1 ? xmlValue(nodes[0] as XmlNode) : nodes.map(xmlValue);
  return members;
}

export const XML_HOST: readonly HostFunction[] = [host('parse_xml', ['string'], 'dynamic', xml)];
