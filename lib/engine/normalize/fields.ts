import { parseLoose } from './loose-json';

/** A row or a part of one, under the names that its reader expects. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});

/** What sources write where they have nothing to say. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['', '-', 'nan', 'NaN', 'null', 'None', 'N/A', '\u2014']);

/** True for text that certainly has no white space at its ends: all that most values need. */
function isTrimmed(value: string): boolean {
  const last = value.length - 1;
  return last >= 0 && isPrintable(value.charCodeAt(0)) && isPrintable(value.charCodeAt(last));
}

const isPrintable = (code: number): boolean => code > 32 && code < 127;

/** A value as trimmed text; undefined for nothing, a placeholder, or a value that is not a scalar. */
export function str(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const text = isTrimmed(value) ? value : value.trim();
    return text.length <= 4 && EMPTY_WORDS.has(text) ? undefined : text;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : undefined;
}

/** Like `str`, in lower case. */
export const lower = (value: unknown): string | undefined => str(value)?.toLowerCase();

/** The first value that has text. */
export function firstOf(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const text = str(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A number, from a number or its text (decimal, or hexadecimal with 0x as Windows writes it). */
export function num(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  if (!/^(?:[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|0[xX][0-9a-fA-F]+)$/.test(text)) return undefined;
  const parsed = Number(text);
  return Number.isFinite(parsed) ? parsed : undefined;
}

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', '1', 'yes']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', 'no']);

export function bool(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = lower(value);
  if (text === undefined) return undefined;
  if (TRUE_WORDS.has(text)) return true;
  return FALSE_WORDS.has(text) ? false : undefined;
}

/** A dynamic value: as it is, or read from the JSON (or Python literal) text that holds it. */
export function dyn(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const first = text.charCodeAt(0);
  return first === 123 || first === 91 || first === 34 ? (parseLoose(text) ?? value) : value;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of an object, or of JSON text that holds one; no fields for anything else. */
export function obj(value: unknown): Fields {
  const read = dyn(value);
  return isFields(read) ? read : NO_FIELDS;
}

/** The members of a list or of JSON text that holds one; a lone object or scalar is a list of one. */
export function list(value: unknown): readonly unknown[] {
  const read = dyn(value);
  if (Array.isArray(read)) return read;
  return read === undefined || read === null || read === '' ? [] : [read];
}

/** The objects among a list's members. */
export const objects = (value: unknown): readonly Fields[] => list(value).map(obj);

/** Texts of a list, of JSON text that holds one, or of words separated by a comma or semicolon. */
export function words(value: unknown): readonly string[] {
  const out: string[] = [];
  for (const member of list(value)) {
    const text = str(member);
    if (text === undefined) continue;
    const parts = typeof dyn(value) === 'string' ? text.split(/\s*[,;]\s*/) : [text];
    for (const part of parts) if (part !== '') out.push(part);
  }
  return out;
}

/** Any value as text: scalars plainly, structures as JSON. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return str(value);
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** `@{Value=Bind; Name=MailAccessType}`: how PowerShell prints an object that was flattened to text. */
function shellObject(item: string): Fields {
  const inside = /^@\{(.*)\}$/s.exec(item.trim())?.[1];
  if (inside === undefined) return obj(item);
  return Object.fromEntries(
    inside.split(/;\s*/).flatMap((part) => {
      const equals = part.indexOf('=');
      return equals > 0 ? [[part.slice(0, equals).trim(), part.slice(equals + 1)]] : [];
    }),
  );
}

/** `[{Name, Value}]` or a plain object as names and texts. */
export function pairs(value: unknown): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  const read = dyn(value);
  if (Array.isArray(read)) {
    for (const item of read) {
      const pair = typeof item === 'string' ? shellObject(item) : obj(item);
      const name = firstOf(pair.Name, pair.name, pair.key, pair.Key);
      const content = text(pair.Value ?? pair.value ?? pair.NewValue ?? pair.boolValue ?? pair.multiValue);
      if (name !== undefined && content !== undefined) out[name] = content;
    }
  } else if (isFields(read)) {
    for (const [name, content] of Object.entries(read)) {
      const known = text(content);
      if (known !== undefined) out[name] = known;
    }
  }
  return out;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the members that are undefined: events hold what is known and nothing else. */
export function known<T extends object>(value: T): Defined<T> {
  const out: Record<string, unknown> = {};
  for (const key in value) {
    const member = value[key];
    if (member !== undefined) out[key] = member;
  }
  return out as Defined<T>;
}
