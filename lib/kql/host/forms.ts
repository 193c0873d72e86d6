import { type HostFunction, host } from './define';
import { regex } from './text';

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

/** Texts of a form of their own: paths, versions, command lines, separated values. */
export const FORM_HOST: readonly HostFunction[] = [
  host('parse_path', ['string'], 'dynamic', parsedPath),
  host('parse_csv', ['string'], 'dynamic', parsedCsv),
  host('parse_version', ['string'], 'decimal', version),
  host('parse_command_line', ['string'], 'dynamic', commandLine),
  host('parse_kv', ['string', 'string'], 'dynamic', keyValues),
];
