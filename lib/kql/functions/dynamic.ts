import { asJson, asText, convert } from '../sql/convert';
import { type Sql, sqlOf } from '../sql/value';
import type { ScalarType } from '../types';
import { type Emit, type Functions, hosted } from './define';

const dynamic = (value: Sql | undefined): string => (value ? convert(value, 'dynamic').sql : 'NULL::JSON');

const array: Emit = (args) =>
  sqlOf('dynamic', args.length === 0 ? "'[]'::JSON" : `to_json([${args.map(asJson).join(', ')}])`);

const bag: Emit = (args) => {
  const parts = args.map((one, index) =>
    index % 2 === 0 ? asText(one) : `coalesce(${asJson(one)}, 'null'::JSON)`,
  );
  return sqlOf('dynamic', args.length === 0 ? "'{}'::JSON" : `json_object(${parts.join(', ')})`);
};

const packAll: Emit = (args, context) => {
  const [ignore, ...rest] = args as [Sql, ...Sql[]];
  const packed = bag(rest, context).sql;
  return sqlOf('dynamic', ignore.literal?.value ? `kql_without_empty(${packed})::JSON` : packed);
};

/** Where a value stands in an array, from 0; -1 where it does not. */
const indexOf: Emit = (args) => {
  const [list, value, start, length, occurrence] = args as [Sql, Sql, Sql?, Sql?, Sql?];
  if (start)
    return sqlOf(
      'long',
      `kql_array_index_of(${dynamic(list)}, ${asJson(value)}, ${[start, length, occurrence]
        .map((one, index) => (one ? convert(one, 'long').sql : `${index === 1 ? -1 : 1}::BIGINT`))
        .join(', ')})`,
    );
  return sqlOf(
    'long',
    `coalesce(list_position(kql_list(${dynamic(list)})::VARCHAR[], ${asJson(value)}::VARCHAR) - 1, -1)`,
  );
};

const hostedAll =
  (name: string, types: readonly ScalarType[], type: ScalarType = 'dynamic'): Emit =>
  (args, context) =>
    hosted(name, types, type)(args, context);

/** Functions of many arrays: given to TypeScript as one array of them. */
const ofMany =
  (name: string): Emit =>
  (args) =>
    sqlOf('dynamic', `kql_${name}(to_json([${args.map(dynamic).join(', ')}]))::JSON`);

const json: Emit = (args) => {
  const [value] = args as [Sql];
  if (value.type === 'dynamic') return value;
  if (value.type !== 'string') return convert(value, 'dynamic');
  return sqlOf('dynamic', `kql_parse_json(${value.sql})`);
};

const extractJson: Emit = (args, context) => {
  const [path, source] = args as [Sql, Sql];
  const found = sqlOf('dynamic', `kql_jsonpath(${asText(path)}, ${asText(source)})::JSON`);
  return args.length > 2 ? convert(found, context.type) : sqlOf('string', asText(found));
};

/** Functions of arrays and bags. */
export const DYNAMIC: Functions = {
  parse_json: json,
  parsejson: json,
  todynamic: json,
  toobject: json,
  extract_json: extractJson,
  extractjson: extractJson,
  pack_array: array,
  bag_pack: bag,
  pack: bag,
  pack_dictionary: bag,
  pack_all: packAll,
  array_length: (args) =>
    sqlOf(
      'long',
      `CASE WHEN json_type(${dynamic(args[0])}) = 'ARRAY' THEN json_array_length(${dynamic(args[0])}) END::BIGINT`,
    ),
  arraylength: (args) =>
    sqlOf(
      'long',
      `CASE WHEN json_type(${dynamic(args[0])}) = 'ARRAY' THEN json_array_length(${dynamic(args[0])}) END::BIGINT`,
    ),
  array_index_of: indexOf,
  array_concat: ofMany('array_concat'),
  array_iff: hostedAll('array_iff', ['dynamic', 'dynamic', 'dynamic']),
  array_iif: hostedAll('array_iff', ['dynamic', 'dynamic', 'dynamic']),
  array_reverse: hostedAll('array_reverse', ['dynamic']),
  array_rotate_left: hostedAll('array_rotate_left', ['dynamic', 'long']),
  array_rotate_right: hostedAll('array_rotate_right', ['dynamic', 'long']),
  array_shift_left: shift('left'),
  array_shift_right: shift('right'),
  array_slice: hostedAll('array_slice', ['dynamic', 'long', 'long']),
  array_split: hostedAll('array_split', ['dynamic', 'dynamic']),
  array_sum: hostedAll('array_sum', ['dynamic'], 'real'),
  array_sort_asc: sorted('asc'),
  array_sort_desc: sorted('desc'),
  bag_keys: (args) =>
    sqlOf(
      'dynamic',
      `CASE WHEN json_type(${dynamic(args[0])}) = 'OBJECT' THEN to_json(json_keys(${dynamic(args[0])})) END`,
    ),
  bag_has_key: hostedAll('bag_has_key', ['dynamic', 'string'], 'bool'),
  bag_merge: ofMany('bag_merge'),
  bag_remove_keys: hostedAll('bag_remove_keys', ['dynamic', 'dynamic']),
  bag_set_key: hostedAll('bag_set_key', ['dynamic', 'string', 'dynamic']),
  bag_zip: hostedAll('bag_zip', ['dynamic', 'dynamic']),
  treepath: hostedAll('treepath', ['dynamic']),
  zip: ofMany('zip'),
  repeat: (args) =>
    sqlOf(
      'dynamic',
      `to_json(list_transform(range(${convert(args[1] as Sql, 'long').sql}), lambda x: ${asJson(args[0] as Sql)}))`,
    ),
  range: (args) => {
    const [from, to, step] = args as [Sql, Sql, Sql?];
    if (from.type === 'datetime' || from.type === 'timespan') {
      const micros = (one: Sql): string =>
        one.type === 'datetime' ? `epoch_us(${one.sql})` : convert(one, 'timespan').sql;
      const list = `range(${micros(from)}, ${micros(to)} + 1, ${step ? micros(step) : '3600000000'})`;
      const text = from.type === 'datetime' ? 'kql_datetime_text(make_timestamp(x))' : 'kql_timespan_text(x)';
      return sqlOf('dynamic', `to_json(list_transform(${list}, lambda x: ${text}))`);
    }
    const whole = [from, to, step].every((one) => !one || one.type === 'long' || one.type === 'int');
    const type = whole ? 'long' : 'real';
    return sqlOf(
      'dynamic',
      `kql_range_${type}(${[from, to].map((one) => convert(one, type).sql).join(', ')}, ${step ? convert(step, type).sql : '1'})::JSON`,
    );
  },
  set_union: ofMany('set_union'),
  set_intersect: ofMany('set_intersect'),
  set_difference: ofMany('set_difference'),
  set_equals: hostedAll('set_equals', ['dynamic', 'dynamic'], 'bool'),
  set_has_element: (args) =>
    sqlOf(
      'bool',
      `coalesce(list_contains(kql_list(${dynamic(args[0])})::VARCHAR[], ${asJson(args[1] as Sql)}::VARCHAR), false)`,
    ),
  jaccard_index: hostedAll('jaccard_index', ['dynamic', 'dynamic'], 'real'),
  gettype: (args) => {
    const [value] = args as [Sql];
    if (value.type !== 'dynamic')
      return sqlOf('string', `'${value.type === 'real' ? 'double' : value.type}'`);
    return sqlOf('string', `coalesce(kql_gettype(${value.sql}), 'null')`);
  },
};

function shift(direction: 'left' | 'right'): Emit {
  return (args) => {
    const [list, by, fill] = args as [Sql, Sql, Sql?];
    return sqlOf(
      'dynamic',
      `kql_array_shift_${direction}(${dynamic(list)}, ${convert(by, 'long').sql}, ${fill ? `coalesce(${asJson(fill)}, 'null'::JSON)` : `'null'::JSON`})::JSON`,
    );
  };
}

function sorted(direction: 'asc' | 'desc'): Emit {
  return (args) => {
    const lists = args.filter(({ type }) => type === 'dynamic');
    const nullsLast = args.find(({ type }) => type === 'bool')?.literal?.value ?? true;
    return sqlOf(
      'dynamic',
      `kql_array_sort(to_json([${lists.map(dynamic).join(', ')}]), '${direction}', ${nullsLast})::JSON`,
    );
  };
}
