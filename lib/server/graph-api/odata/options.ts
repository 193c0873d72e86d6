import { ODataError } from './ast';

/** The system query options of a list request, checked. */
export interface ListOptions {
  readonly filter: string | null;
  readonly top: number;
  readonly skip: number;
  readonly count: boolean;
  readonly skipToken: string | null;
  readonly expand: readonly string[];
  readonly select: readonly string[] | null;
  readonly orderBy: { readonly property: string; readonly descending: boolean } | null;
}

export interface OptionRules {
  readonly defaultTop: number;
  /** A larger `$top` is served in pages of this size, with a next link. */
  readonly maxTop: number;
  readonly expandable: readonly string[];
}

const KNOWN = new Set([
  '$filter',
  '$top',
  '$skip',
  '$count',
  '$skiptoken',
  '$expand',
  '$select',
  '$orderby',
  '$format',
]);

/** Reads `$…` options (the `$` may be left out, as OData 4.01 allows). @throws ODataError naming the option */
export function readOptions(params: URLSearchParams, rules: OptionRules): ListOptions {
  const options = new Map<string, string>();
  for (const [key, value] of params) {
    const name = (key.startsWith('$') ? key : `$${key}`).toLowerCase();
    if (!KNOWN.has(name)) {
      if (key.startsWith('$')) throw new ODataError(`The query option '${key}' is not supported.`);
      continue;
    }
    if (options.has(name)) throw new ODataError(`The query option '${name}' is given twice.`);
    options.set(name, value);
  }
  const expand = list(options.get('$expand')).map((item) => item.replace(/\(.*\)$/, ''));
  for (const item of expand) {
    if (!rules.expandable.includes(item)) throw new ODataError(`'${item}' cannot be expanded.`);
  }
  const select = options.get('$select');
  return {
    filter: options.get('$filter')?.trim() || null,
    top: Math.min(whole(options, '$top', rules.defaultTop), rules.maxTop),
    skip: whole(options, '$skip', 0),
    count: flag(options.get('$count')),
    skipToken: options.get('$skiptoken') ?? null,
    expand,
    select: select === undefined || select.trim() === '*' ? null : list(select),
    orderBy: order(options.get('$orderby')),
  };
}

const list = (text: string | undefined): readonly string[] =>
  text === undefined
    ? []
    : text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');

function whole(options: ReadonlyMap<string, string>, name: string, missing: number): number {
  const text = options.get(name);
  if (text === undefined) return missing;
  if (!/^\d{1,9}$/.test(text.trim())) throw new ODataError(`${name} must be a whole number, not '${text}'.`);
  return Number(text);
}

function flag(text: string | undefined): boolean {
  if (text === undefined) return false;
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false')
    throw new ODataError(`$count must be true or false, not '${text}'.`);
  return lower === 'true';
}

function order(text: string | undefined): ListOptions['orderBy'] {
  if (text === undefined || text.trim() === '') return null;
  const [property, direction, ...rest] = text.trim().split(/\s+/);
  if (property === undefined || rest.length > 0 || property.includes(',')) {
    throw new ODataError('$orderby takes one property, with asc or desc.');
  }
  const word = (direction ?? 'asc').toLowerCase();
  if (word !== 'asc' && word !== 'desc')
    throw new ODataError(`$orderby direction must be asc or desc, not '${direction}'.`);
  return { property, descending: word === 'desc' };
}
