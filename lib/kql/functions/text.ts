import { asJson, asText, convert } from '../sql/convert';
import { type Sql, sqlOf } from '../sql/value';
import { misused } from '../types';
import { type Emit, type Functions, hosted, ofTexts } from './define';

const trimmed = (where: 'both' | 'start' | 'end'): Emit =>
  ofTexts((pattern, text) => {
    const start = `regexp_replace(${text}, '^(' || ${pattern} || ')+', '')`;
    const subject = where === 'both' ? start : text;
    return where === 'start' ? start : `regexp_replace(${subject}, '(' || ${pattern} || ')+$', '')`;
  });

/** Negative starts count from the end; a start before the text is its beginning. */
const substring: Emit = (args) => {
  const [source, start, length] = args as [Sql, Sql, Sql?];
  const text = asText(source);
  const from = convert(start, 'long').sql;
  const at = `(CASE WHEN ${from} < 0 THEN greatest(length(${text}) + ${from}, 0) ELSE ${from} END + 1)`;
  if (!length) return sqlOf('string', `coalesce(substring(${text}, ${at}), '')`);
  return sqlOf(
    'string',
    `coalesce(substring(${text}, ${at}, greatest(${convert(length, 'long').sql}, 0)), '')`,
  );
};

const extract: Emit = (args, context) => {
  const [pattern, group, source] = args as [Sql, Sql, Sql];
  const wanted = `coalesce(regexp_extract(${asText(source)}, ${asText(pattern)}, ${Number(group.literal?.value ?? 0)}), '')`;
  return convert(sqlOf('string', wanted), args.length > 3 ? context.type : 'string');
};

const split: Emit = (args) => {
  const [source, delimiter, index] = args as [Sql, Sql, Sql?];
  const parts = `string_split(${asText(source)}, ${asText(delimiter)})`;
  if (!index) return sqlOf('dynamic', `to_json(${parts})`);
  const at = convert(index, 'long').sql;
  return sqlOf(
    'dynamic',
    `CASE WHEN ${at} >= 0 AND ${at} < len(${parts}) THEN to_json([${parts}[${at} + 1]]) ELSE '[]'::JSON END`,
  );
};

const concatenated: Emit = (args) =>
  sqlOf('string', args.length === 0 ? "''" : `concat(${args.map(asText).join(', ')})`);

const delimited: Emit = (args) => {
  const [delimiter, ...rest] = args as [Sql, ...Sql[]];
  return sqlOf('string', `concat_ws(${[delimiter, ...rest].map(asText).join(', ')})`);
};

const countOf: Emit = (args) => {
  const [source, needle, kind] = args as [Sql, Sql, Sql?];
  if (kind?.literal?.value === 'regex')
    return sqlOf('long', `len(regexp_extract_all(${asText(source)}, ${asText(needle)}))`);
  return sqlOf('long', `kql_countof(${asText(source)}, ${asText(needle)})`);
};

const replaceRegex = ofTexts((source, pattern, by) => `regexp_replace(${source}, ${pattern}, ${by}, 'g')`);

const empty: Emit = (args) => {
  const [value] = args as [Sql];
  if (value.type === 'string') return sqlOf('bool', `(${value.sql} = '')`);
  if (value.type === 'dynamic') return sqlOf('bool', `(kql_text(${value.sql}) = '')`);
  return sqlOf('bool', `(${value.sql} IS NULL)`);
};
const isNull: Emit = (args) => {
  const [value] = args as [Sql];
  return sqlOf('bool', value.type === 'string' ? 'false' : `(${value.sql} IS NULL)`);
};
const opposite =
  (emit: Emit): Emit =>
  (args, context) =>
    sqlOf('bool', `(NOT ${emit(args, context).sql})`);

const has_any_index: Emit = (args, context) => {
  const [haystack, list] = args as [Sql, Sql];
  if (!list) throw misused('has_any_index needs a text and a list', context.span);
  return sqlOf(
    'long',
    `coalesce(list_position(list_transform(kql_strings(${list.sql}), lambda x: kql_has(${asText(haystack)}, x)), true) - 1, -1)`,
  );
};

const extractAll: Emit = (args) =>
  args.length === 2
    ? sqlOf('dynamic', `kql_extract_all(${args.map(asText).join(', ')})::JSON`)
    : sqlOf(
        'dynamic',
        `kql_extract_groups(${asText(args[0] as Sql)}, kql_text(${args[1]?.sql}), ${asText(args[2] as Sql)})::JSON`,
      );

const joined: Emit = (args) =>
  sqlOf(
    'string',
    `coalesce(array_to_string(kql_strings(${convert(args[0] as Sql, 'dynamic').sql}), ${asText(args[1] as Sql)}), '')`,
  );

const fromCodepoints: Emit = (args) =>
  sqlOf('string', `kql_from_codepoints(to_json([${args.map(asJson).join(', ')}]))`);

/** Functions of texts. */
export const TEXT: Functions = {
  strcat: concatenated,
  strcat_delim: delimited,
  strlen: ofTexts((text) => `length(${text})`, 'long'),
  string_size: ofTexts((text) => `strlen(${text})`, 'long'),
  tolower: ofTexts((text) => `lower(${text})`),
  toupper: ofTexts((text) => `upper(${text})`),
  trim: trimmed('both'),
  trim_start: trimmed('start'),
  trim_end: trimmed('end'),
  substring,
  split,
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  countof: countOf,
  indexof: (args) =>
    args.length <= 2
      ? sqlOf('long', `(instr(${args.map(asText).join(', ')}) - 1)`)
      : sqlOf(
          'long',
          `kql_indexof(${asText(args[0] as Sql)}, ${asText(args[1] as Sql)}, ${[0, -1, 1]
            .map((otherwise, index) =>
              args[index + 2] ? convert(args[index + 2] as Sql, 'long').sql : `${otherwise}::BIGINT`,
            )
            .join(', ')})`,
        ),
  indexof_regex: hosted('indexof_regex', ['string', 'string'], 'long'),
  replace_string: ofTexts(
    (text, what, by) => `CASE WHEN ${what} = '' THEN ${text} ELSE replace(${text}, ${what}, ${by}) END`,
  ),
  replace_strings: hosted('replace_strings', ['string', 'dynamic', 'dynamic'], 'string'),
  replace_regex: replaceRegex,
  replace: (args, context) => replaceRegex([args[2] as Sql, args[0] as Sql, args[1] as Sql], context),
  reverse: ofTexts((text) => `reverse(${text})`),
  strrep: (args) => {
    const [value, times, delimiter] = args as [Sql, Sql, Sql?];
    const count = convert(times, 'long').sql;
    return sqlOf(
      'string',
      `array_to_string(list_transform(range(${count}), lambda x: ${asText(value)}), ${delimiter ? asText(delimiter) : "''"})`,
    );
  },
  strcmp: ofTexts(
    (a, b) => `CASE WHEN ${a} = ${b} THEN 0 WHEN ${a} < ${b} THEN -1 ELSE 1 END::BIGINT`,
    'long',
  ),
  isempty: empty,
  isnotempty: opposite(empty),
  notempty: opposite(empty),
  isnull: isNull,
  isnotnull: opposite(isNull),
  notnull: opposite(isNull),
  regex_quote: hosted('regex_quote', ['string'], 'string'),
  has_any_index,
  isascii: ofTexts((text) => `(NOT regexp_matches(${text}, '[^\\x00-\\x7F]'))`, 'bool'),
  isutf8: () => sqlOf('bool', 'true'),
  hash_md5: ofTexts((text) => `md5(${text})`),
  hash_sha256: ofTexts((text) => `sha256(${text})`),
  hash_sha1: ofTexts((text) => `sha1(${text})`),
  base64_encode_tostring: ofTexts((text) => `base64(encode(${text}))`),
  base64_encodestring: ofTexts((text) => `base64(encode(${text}))`),
  base64_decode_tostring: hosted('base64_decode', ['string'], 'string'),
  base64_decodestring: hosted('base64_decode', ['string'], 'string'),
  base64_decode_toarray: hosted('base64_bytes', ['string'], 'dynamic'),
  base64_encode_fromarray: hosted('base64_of_bytes', ['dynamic'], 'string'),
  base64_decode_toguid: hosted('base64_guid', ['string'], 'guid'),
  base64_encode_fromguid: hosted('base64_from_guid', ['guid'], 'string'),
  url_decode: hosted('url_decode', ['string'], 'string'),
  url_encode: hosted('url_encode', ['string'], 'string'),
  url_encode_component: hosted('url_encode_component', ['string'], 'string'),
  parse_url: hosted('parse_url', ['string'], 'dynamic'),
  parseurl: hosted('parse_url', ['string'], 'dynamic'),
  parseurlquery: hosted('parse_urlquery', ['string'], 'dynamic'),
  parse_urlquery: hosted('parse_urlquery', ['string'], 'dynamic'),
  parse_path: hosted('parse_path', ['string'], 'dynamic'),
  parse_csv: hosted('parse_csv', ['string'], 'dynamic'),
  parse_version: hosted('parse_version', ['string'], 'decimal'),
  parse_xml: hosted('parse_xml', ['string'], 'dynamic'),
  parse_command_line: (args, context) =>
    hosted('parse_command_line', ['string'], 'dynamic')(args.slice(0, 1), context),
  parse_user_agent: hosted('parse_user_agent', ['string', 'dynamic'], 'dynamic'),
  unicode_codepoints_from_string: ofTexts(
    (text) => `to_json(list_transform(string_split(${text}, ''), lambda x: unicode(x)))`,
    'dynamic',
  ),
  to_utf8: ofTexts(
    (text) => `to_json(list_transform(string_split(${text}, ''), lambda x: unicode(x)))`,
    'dynamic',
  ),
  unicode_codepoints_to_string: fromCodepoints,
  make_string: fromCodepoints,
  translate: ofTexts((from, to, text) => `translate(${text}, ${from}, ${to})`),
  tohex: (args) => sqlOf('string', `lower(format('{:x}', ${convert(args[0] as Sql, 'long').sql}))`),
  array_strcat: joined,
  strcat_array: joined,
  new_guid: () => sqlOf('guid', 'uuid()::VARCHAR'),
  gzip_compress_to_base64_string: hosted('gzip_pack', ['string'], 'string'),
  gzip_decompress_from_base64_string: hosted('gzip_open', ['string'], 'string'),
  zlib_compress_to_base64_string: hosted('zlib_pack', ['string'], 'string'),
  zlib_decompress_from_base64_string: hosted('zlib_open', ['string'], 'string'),
  punycode_domain_to_string: hosted('punycode_domain_to', ['string'], 'string'),
  punycode_domain_from_string: hosted('punycode_domain_from', ['string'], 'string'),
  punycode_from_string: hosted('punycode_from', ['string'], 'string'),
  punycode_to_string: hosted('punycode_to', ['string'], 'string'),
  format_bytes: (args) =>
    sqlOf(
      'string',
      `kql_format_bytes(${convert(args[0] as Sql, 'real').sql}, ${args[1] ? convert(args[1], 'long').sql : '0'}, ${args[2] ? asText(args[2]) : "''"})`,
    ),
  dynamic_to_json: (args) => sqlOf('string', `coalesce(${args[0]?.sql}::VARCHAR, '')`),
};
