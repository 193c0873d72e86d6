import { type HostFunction, host } from './define';

/** RE2 and JavaScript write flags differently: `(?i)` in front is taken off and given as one. */
export function regex(pattern: string, flags = ''): RegExp {
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
  host('base64_from_guid', ['guid'], 'string', (guid: string) => {
    const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
    for (const [from, to] of [
      [0, 4],
      [4, 6],
      [6, 8],
    ] as const)
      bytes.subarray(from, to).reverse();
    return bytes.toString('base64');
  }),
  host('from_codepoints', ['dynamic'], 'string', (points: number[] | number) =>
    String.fromCodePoint(...[points].flat(2)),
  ),
  host('format_bytes', ['real', 'long', 'string'], 'string', bytesText),
];
