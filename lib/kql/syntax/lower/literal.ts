import type { Literal } from '../../plan/scalar';
import type { ScalarType } from '../../types';
import { parseDatetime, parseTimespan } from '../../values';
import { kindOf } from '../load';
import { type KustoNode, textOf } from '../nodes';

const TYPES: Readonly<Record<string, ScalarType>> = {
  BooleanLiteralExpression: 'bool',
  IntLiteralExpression: 'int',
  LongLiteralExpression: 'long',
  RealLiteralExpression: 'real',
  DecimalLiteralExpression: 'decimal',
  DateTimeLiteralExpression: 'datetime',
  TimespanLiteralExpression: 'timespan',
  GuidLiteralExpression: 'guid',
  StringLiteralExpression: 'string',
  CompoundStringLiteralExpression: 'string',
};

export const literal = (type: ScalarType, value: Literal['value']): Literal => ({
  kind: 'literal',
  type,
  value,
});

/** `int(5)`, `datetime(2020-01-01)`, `5`: what is between the parentheses, without quotes. */
function inner(text: string): string {
  const open = text.indexOf('(');
  const body = open > 0 && text.endsWith(')') ? text.slice(open + 1, -1).trim() : text;
  return body.replace(/^(["'])(.*)\1$/s, '$2');
}

/** @returns the constant that a literal of the tree is; undefined where it is none */
export function literalOf(node: KustoNode): Literal | undefined {
  const kind = kindOf(node);
  if (kind === 'DynamicExpression') return literal('dynamic', jsonText(node.Expression));
  const type = TYPES[kind];
  if (!type) return undefined;
  if (type === 'string') return literal('string', String(node.LiteralValue));
  const text = inner(textOf(node));
  if (text === 'null' || text === '') return literal(type, null);
  return literal(type, constantOf(type, text));
}

function constantOf(type: ScalarType, text: string): Literal['value'] {
  switch (type) {
    case 'bool':
      return /^(true|1)$/i.test(text);
    case 'int':
    case 'long':
      return integer(text);
    case 'real':
      return real(text);
    case 'datetime':
      return parseDatetime(text);
    case 'timespan':
      return parseTimespan(text);
    case 'guid':
      return text.toLowerCase();
    default:
      return text;
  }
}

function integer(text: string): string | number {
  const value = BigInt.asIntN(64, BigInt(text.replace(/^-/, '')));
  const signed = text.startsWith('-') ? -value : value;
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : String(signed);
}

/** Infinities and NaN have no literal of their own in JSON: they are kept as text. */
function real(text: string): number | string {
  const named = /^([+-]?)(inf|nan)$/i.exec(text);
  if (named) return named[2]?.toLowerCase() === 'nan' ? 'NaN' : `${named[1] === '-' ? '-' : ''}Infinity`;
  return Number(text);
}

/** The JSON of what stands in `dynamic(…)`, whose literals may be KQL's own. */
function jsonText(node: KustoNode): string | null {
  const value = jsonValue(node);
  return value === 'null' ? null : value;
}

function jsonValue(node: KustoNode): string {
  switch (kindOf(node)) {
    case 'NullLiteralExpression':
      return 'null';
    case 'JsonArrayExpression':
      return `[${separated(node, 1).map(jsonValue).join(',')}]`;
    case 'JsonObjectExpression':
      return `{${separated(node, 1).map(jsonPair).join(',')}}`;
    case 'UnaryMinusExpression':
      return `-${jsonValue(node.Expression)}`;
    case 'UnaryPlusExpression':
      return jsonValue(node.Expression);
    case 'DynamicExpression':
      return jsonValue(node.Expression);
    default:
      return jsonLiteral(node);
  }
}

function jsonPair(node: KustoNode): string {
  const children = Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).filter(
    (child): child is KustoNode => child !== null,
  );
  const [name, , value] = children;
  if (!name || !value) throw new Error(`not a pair of JSON: ${textOf(node)}`);
  const key = (name as unknown as { readonly ValueText?: string }).ValueText;
  return `${JSON.stringify(key ?? String(name.LiteralValue))}:${jsonValue(value)}`;
}

/** The elements of a JSON array or object: its list is a child of the node. */
function separated(node: KustoNode, at: number): KustoNode[] {
  const list = node.GetChild(at);
  if (!list) return [];
  return Array.from({ length: list.ChildCount }, (_, index) => list.GetChild(index))
    .map((child) => child as unknown as { readonly Element?: KustoNode } | null)
    .flatMap((child) => (child?.Element ? [child.Element] : []));
}

function jsonLiteral(node: KustoNode): string {
  const found = literalOf(node);
  if (!found || found.value === null) return 'null';
  if (found.type === 'datetime' || found.type === 'guid' || found.type === 'string')
    return JSON.stringify(String(found.value));
  if (found.type === 'timespan') return JSON.stringify(textOf(node));
  // What is written with a fraction stays so: 111.0 is no whole number.
  const written = textOf(node);
  return found.type === 'real' && /^\d+\.\d+$/.test(written) ? written : String(found.value);
}
