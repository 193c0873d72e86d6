import { type HostFunction, host, isObject } from './define';

const key = (value: unknown): string => JSON.stringify(value);
const list = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);
const unique = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];

function rotate(value: unknown, by: number): unknown[] | null {
  const all = list(value);
  if (!all || all.length === 0) return all;
  const at = ((by % all.length) + all.length) % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
}

function shift(value: unknown, by: number, fill: unknown): unknown[] | null {
  const all = list(value);
  return (
    all?.map((_, index) => (index + by >= 0 && index + by < all.length ? all[index + by] : fill)) ?? null
  );
}

function slice(value: unknown, from: number, to: number): unknown[] | null {
  const all = list(value);
  if (!all) return null;
  const at = (index: number): number => (index < 0 ? all.length + index : index);
  return all.slice(Math.max(0, at(from)), at(to) + 1);
}

function split(value: unknown, where: unknown): unknown[] | null {
  const all = list(value);
  if (!all) return null;
  const cuts = [where]
    .flat()
    .map(Number)
    .map((cut) => (cut < 0 ? all.length + cut : cut))
    .map((cut) => Math.min(Math.max(cut, 0), all.length));
  const edges = [0, ...cuts, all.length];
  return edges.slice(1).map((edge, index) => all.slice(edges[index], edge));
}

/** Nulls first or last, numbers before texts, each in its own order. */
function compare(a: unknown, b: unknown): number {
  const rank = (value: unknown): number =>
    typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const [x, y] = typeof a === 'object' ? [key(a), key(b)] : [a as string, b as string];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Sorts the first array, and the others by its order. */
function sort(lists: unknown[], direction: string, nullsLast: boolean): unknown {
  const first = list(lists[0]);
  if (!first) return null;
  const sign = direction === 'asc' ? 1 : -1;
  const order = first
    .map((_, index) => index)
    .sort((a, b) => {
      const [x, y] = [first[a], first[b]];
      if (x === null || y === null) return x === y ? a - b : (x === null) === nullsLast ? 1 : -1;
      return sign * compare(x, y) || a - b;
    });
  const sorted = lists.map((one) => {
    const all = list(one);
    return all && all.length === first.length ? order.map((index) => all[index]) : null;
  });
  return sorted.length === 1 ? sorted[0] : sorted;
}

function conditional(conditions: unknown, yes: unknown, no: unknown): unknown {
  const all = list(conditions);
  if (!all) return null;
  const at = (value: unknown, index: number): unknown =>
    Array.isArray(value) ? (value[index] ?? null) : value;
  return all
    .map((one) => (typeof one === 'number' ? one !== 0 : one))
    .map((one, index) => (typeof one === 'boolean' ? at(one ? yes : no, index) : null));
}

/** Bags from left to right: what came first wins. */
function merge(bags: unknown): unknown {
  const all = (list(bags) ?? []).filter(isObject);
  if (all.length === 0) return null;
  const merged: Record<string, unknown> = {};
  for (const bag of all)
    for (const [name, value] of Object.entries(bag)) if (!(name in merged)) merged[name] = value;
  return merged;
}

/** Steps of a JSON path: names, numbers. */
const steps = (path: string): string[] =>
  [...path.replace(/^\$/, '').matchAll(/\.([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|(-?\d+|\*))\]/g)].map(
    ([, a, b, c, d]) => a ?? b ?? c ?? d ?? '',
  );

function byPath(path: string, text: string): unknown {
  let value: unknown = JSON.parse(text);
  for (const step of path.startsWith('$') ? steps(path) : [path]) {
    if (Array.isArray(value)) value = value[Number(step) < 0 ? value.length + Number(step) : Number(step)];
    else if (isObject(value)) value = value[step];
    else return null;
  }
  return value ?? null;
}

function removeKeys(bag: unknown, keys: unknown): unknown {
  if (!isObject(bag)) return null;
  const copy = structuredClone(bag);
  for (const one of list(keys) ?? []) {
    const path = String(one);
    const parts = path.startsWith('$') ? steps(path) : [path];
    let at: unknown = copy;
    for (const part of parts.slice(0, -1))
      at = isObject(at) ? at[part] : Array.isArray(at) ? at[Number(part)] : undefined;
    const last = parts.at(-1) ?? '';
    if (isObject(at)) delete at[last];
  }
  return copy;
}

function paths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => [`${prefix}[0]`, ...paths(one, `${prefix}[0]`)]);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const path = `${prefix}['${name}']`;
    return [path, ...paths(one, path)];
  });
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'dictionary';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** The schema that all values share, as `buildschema` tells it. */
function schemaOf(values: unknown): unknown {
  return unite((list(values) ?? []).map(schema));
}

function schema(value: unknown): unknown {
  if (Array.isArray(value)) return { '`indexer`': unite(value.map(schema)) };
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, schema(one)]));
  return typeName(value);
}

function unite(schemas: readonly unknown[]): unknown {
  const objects = schemas.filter(isObject);
  const others = unique(schemas.filter((one) => !isObject(one)));
  const merged: Record<string, unknown> = {};
  for (const object of objects)
    for (const name of Object.keys(object))
      merged[name] ??= unite(objects.flatMap((one) => (name in one ? [one[name]] : [])));
  const all = objects.length > 0 ? [merged, ...others] : others;
  return all.length === 1 ? all[0] : all;
}

function range(from: number | null, to: number | null, step: number | null): number[] | null {
  if (from === null || to === null || !step) return null;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  return Array.from({ length: Math.min(Math.max(count, 0), 1_048_576) }, (_, index) => from + index * step);
}

const setOf = (value: unknown): Map<string, unknown> =>
  new Map((list(value) ?? []).map((one) => [key(one), one]));

export const ARRAY_HOST: readonly HostFunction[] = [
  // Values as their texts, so that every digit stays.
  host('unique', ['dynamic'], 'dynamic', (values: unknown) =>
    Array.isArray(values) ? [...new Set(values)] : null,
  ),
  host('array_concat', ['dynamic'], 'dynamic', (lists: unknown[]) =>
    lists.flatMap((one) => (one === null ? [] : [one])).flat(),
  ),
  host('array_iff', ['dynamic', 'dynamic', 'dynamic'], 'dynamic', conditional),
  host('array_reverse', ['dynamic'], 'dynamic', (value: unknown) => list(value)?.slice().reverse() ?? null),
  host('array_rotate_left', ['dynamic', 'long'], 'dynamic', rotate),
  host('array_rotate_right', ['dynamic', 'long'], 'dynamic', (value: unknown, by: number) =>
    rotate(value, -by),
  ),
  host('array_shift_left', ['dynamic', 'long', 'dynamic'], 'dynamic', shift),
  host(
    'array_shift_right',
    ['dynamic', 'long', 'dynamic'],
    'dynamic',
    (value: unknown, by: number, fill: unknown) => shift(value, -by, fill),
  ),
  host('array_slice', ['dynamic', 'long', 'long'], 'dynamic', slice),
  host('array_split', ['dynamic', 'dynamic'], 'dynamic', split),
  host(
    'array_sum',
    ['dynamic'],
    'real',
    (value: unknown) => list(value)?.reduce((sum: number, one) => sum + Number(one), 0) ?? null,
  ),
  host('array_sort', ['dynamic', 'string', 'bool'], 'dynamic', sort),
  host(
    'array_index_of',
    ['dynamic', 'dynamic', 'long', 'long', 'long'],
    'long',
    (value: unknown, wanted: unknown, start: number, length: number, occurrence: number) => {
      const all = list(value);
      if (!all) return null;
      const from = start < 0 ? Math.max(0, all.length + start) : start;
      const end = length < 0 ? all.length : from + length;
      let left = occurrence;
      for (let at = from; at < Math.min(end, all.length); at++)
        if (key(all[at]) === key(wanted) && --left === 0) return at;
      return -1;
    },
  ),
  host('bag_has_key', ['dynamic', 'string'], 'bool', (bag: unknown, name: string) =>
    name.startsWith('$') ? byPath(name, JSON.stringify(bag)) !== null : isObject(bag) && name in bag,
  ),
  host('bag_merge', ['dynamic'], 'dynamic', merge),
  host('bag_remove_keys', ['dynamic', 'dynamic'], 'dynamic', removeKeys),
  host(
    'bag_set_key',
    ['dynamic', 'string', 'dynamic'],
    'dynamic',
    (bag: unknown, name: string, value: unknown) => (isObject(bag) ? { ...bag, [name]: value } : null),
  ),
  host('bag_zip', ['dynamic', 'dynamic'], 'dynamic', (names: unknown, values: unknown) => {
    const all = list(names);
    const taken = list(values);
    return (
      all &&
      Object.fromEntries(
        all.flatMap((name, index) => (typeof name === 'string' ? [[name, taken?.[index] ?? null]] : [])),
      )
    );
  }),
  host('without_empty', ['dynamic'], 'dynamic', (bag: unknown) =>
    isObject(bag)
      ? Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== null && value !== ''))
      : null,
  ),
  host('treepath', ['dynamic'], 'dynamic', (value: unknown) => unique(paths(value))),
  host('zip', ['dynamic'], 'dynamic', (lists: unknown[]) => {
    const all = lists.map((one) => list(one) ?? [one]);
    return Array.from({ length: Math.max(...all.map((one) => one.length)) }, (_, index) =>
      all.map((one) => one[index] ?? null),
    );
  }),
  host('range_long', ['long', 'long', 'long'], 'dynamic', range),
  host('range_real', ['real', 'real', 'real'], 'dynamic', range),
  host('set_union', ['dynamic'], 'dynamic', (sets: unknown[]) =>
    unique(sets.flatMap((set) => list(set) ?? [])),
  ),
  host('set_intersect', ['dynamic'], 'dynamic', (sets: unknown[]) => {
    const [first, ...rest] = sets.map(setOf);
    return [...(first ?? [])]
      .filter(([name]) => rest.every((set) => set.has(name)))
      .map(([, value]) => value);
  }),
  host('set_difference', ['dynamic'], 'dynamic', (sets: unknown[]) => {
    const [first, ...rest] = sets.map(setOf);
    return [...(first ?? [])]
      .filter(([name]) => !rest.some((set) => set.has(name)))
      .map(([, value]) => value);
  }),
  host('set_equals', ['dynamic', 'dynamic'], 'bool', (a: unknown, b: unknown) => {
    const [x, y] = [setOf(a), setOf(b)];
    return x.size === y.size && [...x.keys()].every((name) => y.has(name));
  }),
  host('jaccard_index', ['dynamic', 'dynamic'], 'real', (a: unknown, b: unknown) => {
    const [x, y] = [setOf(a), setOf(b)];
    const shared = [...x.keys()].filter((name) => y.has(name)).length;
    return shared / (x.size + y.size - shared);
  }),
  host('jsonpath', ['string', 'string'], 'dynamic', byPath),
  host('gettype', ['dynamic'], 'string', typeName),
  host('buildschema', ['dynamic'], 'dynamic', schemaOf),
];
