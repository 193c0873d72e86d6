import { domainToASCII, domainToUnicode } from 'node:url';
import { type HostFunction, host } from './define';

/** RE2 and JavaScript write flags differently: `(?i)` in front is taken off and given as one. */
function regex(pattern: string, flags = ''): RegExp {
  const inline = /^\(\?([a-zA-Z]+)\)/.exec(pattern);
  const own = (inline?.[1] ?? '').replace(/[^ims]/g, '');
  const body = (inline ? pattern.slice(inline[0].length) : pattern).replaceAll('(?P<', '(?<');
  return new RegExp(body, [...new Set(`${flags}${own}u`)].join(''));
}

function matches(pattern: string, source: string): RegExpMatchArray[] {
  return [...source.matchAll(regex(pattern, 'g'))];
}

/** One group: an array of texts. Several: an array of arrays. None: what matched whole. */
function extractAll(pattern: string, source: string): unknown {
  const found = matches(pattern, source);
  if (found.length === 0) return null;
  return found.map((match) => {
    const groups = match.slice(1).map((group) => group ?? '');
    return groups.length === 0 ? match[0] : groups.length === 1 ? groups[0] : groups;
  });
}

function extractGroups(pattern: string, wanted: string, source: string): unknown {
  const groups = JSON.parse(wanted) as (number | string)[];
  const found = matches(pattern, source);
  if (found.length === 0) return null;
  return found.map((match) => {
    const values = groups.map(
      (group) => (typeof group === 'number' ? match[group] : match.groups?.[group]) ?? '',
    );
    return values.length === 1 ? values[0] : values;
  });
}

/** Occurrences, overlapping ones counted too. */
function countOf(source: string, needle: string): number {
  if (needle === '') return 0;
  let count = 0;
  for (let at = source.indexOf(needle); at >= 0; at = source.indexOf(needle, at + 1)) count++;
  return count;
}

function indexOf(
  source: string,
  needle: string,
  start: number,
  length: number,
  occurrence: number,
): number | null {
  if (length < -1 || occurrence < 1) return null;
  const from = start < 0 ? Math.max(0, source.length + start) : start;
  const end = length === -1 ? source.length : from + length;
  let at = from - 1;
  for (let n = 0; n < occurrence; n++) {
    at = source.indexOf(needle, at + 1);
    if (at < 0 || at + needle.length > end) return -1;
  }
  return at;
}

function parsedUrl(text: string): unknown {
  const found =
    /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(
      text,
    );
  if (!found)
    return {
      Scheme: '',
      Host: '',
      Port: '',
      Path: '',
      Username: '',
      Password: '',
      'Query Parameters': {},
      Fragment: '',
    };
  const [, scheme, user, name, port, path, query, fragment] = found;
  const [username, password] = (user ?? '').split(':');
  return {
    Scheme: scheme ?? '',
    Host: name ?? '',
    Port: port ?? '',
    Path: path ?? '',
    Username: username ?? '',
    Password: password ?? '',
    'Query Parameters': parameters(query ?? ''),
    Fragment: fragment ?? '',
  };
}

function parameters(query: string): Record<string, string> {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), decoded(pair.slice(at + 1))] as const);
    });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Hexadecimal digits in small letters, as .NET writes them. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

function parsedPath(text: string): unknown {
  const [, scheme = '', rest = ''] = /^(?:([a-z]{2,}):\/\/)?([\s\S]*)$/i.exec(text) ?? [];
  const drive = /^[a-z]:[\\/]?/i.exec(rest)?.[0] ?? '';
  const colon = rest.indexOf(':', drive.length);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  const directory = cut < 0 ? '' : path.slice(0, cut);
  const file = path.slice(cut + 1);
  const dot = file.lastIndexOf('.');
  return {
    Scheme: scheme,
    RootPath: drive,
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf('\\'), directory.lastIndexOf('/')) + 1),
    Filename: file,
    Extension: dot > 0 ? file.slice(dot + 1) : '',
    AlternateDataStreamName: colon < 0 ? '' : rest.slice(colon + 1),
  };
}

function parsedCsv(text: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] === '"') {
      const found = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
      if (!found) break;
      cells.push((found[1] ?? '').replaceAll('""', '"'));
      at += found[0].length + 1;
    } else {
      const end = /[,\n]/.exec(text.slice(at));
      const stop = end ? at + end.index : text.length;
      cells.push(text.slice(at, stop));
      at = stop + 1;
      if (!end || end[0] === '\n') break;
    }
  }
  return cells;
}

/** Arguments as Windows splits them: quotes group, a backslash before a quote escapes it. */
function commandLine(text: string): string[] {
  const args: string[] = [];
  let current = '';
  let quoted = false;
  let started = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') {
      const run = /^\\+/.exec(text.slice(at))?.[0] ?? '\\';
      const beforeQuote = text[at + run.length] === '"';
      current += beforeQuote ? '\\'.repeat(Math.floor(run.length / 2)) : run;
      at += run.length - 1;
      started = true;
      if (beforeQuote && run.length % 2 === 1) {
        current += '"';
        at++;
      }
    } else if (char === '"') {
      quoted = !quoted;
      started = true;
    } else if (/\s/.test(char) && !quoted) {
      if (started) args.push(current);
      current = '';
      started = false;
    } else {
      current += char;
      started = true;
    }
  }
  if (started) args.push(current);
  return args;
}

/** Up to four numbers of up to eight digits, as one number that sorts as versions do. */
function version(text: string): string | null {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^\d{1,8}$/.test(part))) return null;
  const padded = [...parts, '0', '0', '0'].slice(0, 4);
  return BigInt(padded.map((part) => part.padStart(8, '0')).join('')).toString();
}

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

/** `key=value` pairs by the delimiters that `parse-kv` was given. */
function keyValues(text: string, optionsText: string): Record<string, string> {
  const options = JSON.parse(optionsText) as Record<string, string | boolean>;
  const pairEnd = String(options.pair_delimiter ?? ' ');
  const between = String(options.kv_delimiter ?? '=');
  const quote = String(options.quote ?? '');
  const found: Record<string, string> = {};
  if (options.regex) {
    for (const match of text.matchAll(regex(String(options.regex), 'g')))
      if (match[1] !== undefined && !(match[1] in found)) found[match[1]] = match[2] ?? '';
    return found;
  }
  let at = 0;
  while (at < text.length) {
    const split = text.indexOf(between, at);
    if (split < 0) break;
    const key = text.slice(at, split).split(pairEnd).at(-1)?.trim() ?? '';
    const start = split + between.length;
    const [value, end] = valueAt(text, start, pairEnd, quote, between, options.greedy === true);
    if (!(key in found)) found[key] = value;
    at = end;
  }
  return found;
}

function valueAt(
  text: string,
  start: number,
  pairEnd: string,
  quote: string,
  between: string,
  greedy: boolean,
): [value: string, end: number] {
  const opening = quote[0];
  const closing = quote[1] ?? opening;
  if (opening && closing && text[start] === opening) {
    const close = text.indexOf(closing, start + 1);
    if (close > 0) return [text.slice(start + 1, close), close + 1];
  }
  let end = text.indexOf(pairEnd, start);
  if (greedy) {
    const next = text.indexOf(between, start);
    end = next < 0 ? -1 : text.lastIndexOf(pairEnd, next);
  }
  return end < 0 ? [text.slice(start), text.length] : [text.slice(start, end), end + pairEnd.length];
}

const UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

function bytesText(value: number, precision: number | null, wanted: string | null): string {
  const index = wanted
    ? Math.max(
        0,
        UNITS.findIndex((unit) => unit.toLowerCase() === wanted.toLowerCase()),
      )
    : Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)));
  const scaled = value / 1024 ** index;
  const digits = precision ?? 0;
  return `${Number(scaled.toFixed(digits)).toString()} ${UNITS[index]}`;
}

export const TEXT_HOST: readonly HostFunction[] = [
  host('extract_all', ['string', 'string'], 'dynamic', extractAll),
  host('extract_groups', ['string', 'string', 'string'], 'dynamic', extractGroups),
  host('countof', ['string', 'string'], 'long', countOf),
  host('indexof', ['string', 'string', 'long', 'long', 'long'], 'long', indexOf),
  host('indexof_regex', ['string', 'string'], 'long', (source: string, pattern: string) =>
    source.search(regex(pattern)),
  ),
  host(
    'replace_strings',
    ['string', 'dynamic', 'dynamic'],
    'string',
    (text: string, from: string[], to: string[] | string) =>
      text.replace(
        new RegExp(
          from
            .filter(Boolean)
            .map((one) => one.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))
            .join('|') || '(?!)',
          'g',
        ),
        (found) => (Array.isArray(to) ? (to[from.indexOf(found)] ?? '') : to),
      ),
  ),
  host('regex_quote', ['string'], 'string', (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')),
  host('base64_decode', ['string'], 'string', (text: string) => {
    const bytes = Buffer.from(text, 'base64');
    const decodedText = bytes.toString('utf8');
    return decodedText.includes('\uFFFD') ? '' : decodedText;
  }),
  host('base64_bytes', ['string'], 'dynamic', (text: string) => [...Buffer.from(text, 'base64')]),
  host('base64_of_bytes', ['dynamic'], 'string', (bytes: number[]) => Buffer.from(bytes).toString('base64')),
  host('base64_guid', ['string'], 'guid', (text: string) => {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length !== 16) return null;
    const hex = (from: number, to: number, swap: boolean): string => {
      const part = bytes.subarray(from, to);
      return Buffer.from(swap ? [...part].reverse() : part).toString('hex');
    };
    return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join(
      '-',
    );
  }),
  host('url_decode', ['string'], 'string', decoded),
  host('url_encode', ['string'], 'string', (text: string) => encoded(text).replaceAll('%20', '+')),
  host('url_encode_component', ['string'], 'string', encoded),
  host('parse_url', ['string'], 'dynamic', parsedUrl),
  host('parse_urlquery', ['string'], 'dynamic', (text: string) => ({
    'Query Parameters': parameters(text.replace(/^\?/, '')),
  })),
  host('parse_path', ['string'], 'dynamic', parsedPath),
  host('parse_csv', ['string'], 'dynamic', parsedCsv),
  host('parse_version', ['string'], 'decimal', version),
  host('parse_xml', ['string'], 'dynamic', xml),
  host('parse_command_line', ['string'], 'dynamic', commandLine),
  host('parse_kv', ['string', 'string'], 'dynamic', keyValues),
  host('from_codepoints', ['dynamic'], 'string', (points: number[] | number) =>
    String.fromCodePoint(...[points].flat(2)),
  ),
  host('punycode_from', ['string'], 'string', (text: string) => domainToASCII(text)),
  host('punycode_to', ['string'], 'string', (text: string) => domainToUnicode(text)),
  host('format_bytes', ['real', 'long', 'string'], 'string', bytesText),
];
