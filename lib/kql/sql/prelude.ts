/**
 * What the language needs of SQL and DuckDB lacks, as macros of the query process. They are made once for each
 * connection, before it is locked.
 */
const MACROS: readonly string[] = [
  // A JSON null and a missing member are the same: null.
  `kql_json(j) AS CASE WHEN j::VARCHAR = 'null' THEN NULL ELSE j END`,
  `kql_member(j, k) AS kql_json(json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1')))`,
  `kql_place(j, i) AS CASE WHEN json_type(j) = 'ARRAY' THEN kql_json(json_extract(j, '$[' || CASE WHEN i < 0 THEN '#' || i ELSE i::VARCHAR END || ']')) END`,
  `kql_text(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN j ->> '$' WHEN 'NULL' THEN '' ELSE coalesce(j::VARCHAR, '') END`,
  `kql_strings(j) AS CASE json_type(j) WHEN 'ARRAY' THEN coalesce(j ->> '$[*]', []::VARCHAR[]) ELSE [kql_text(j)] END`,
  `kql_list(j) AS CASE json_type(j) WHEN 'ARRAY' THEN CAST(j AS JSON[]) ELSE NULL END`,
  `kql_spread(j) AS CASE json_type(j) WHEN 'ARRAY' THEN CAST(j AS JSON[]) ELSE [j] END`,
  // Most values are arrays without blanks before them: those are taken apart without being read twice.
  `kql_elements(j) AS CASE WHEN starts_with(j::VARCHAR, '[') THEN coalesce(nullif(CAST(j AS JSON[]), []), [NULL::JSON]) ELSE CASE json_type(j)
     WHEN 'ARRAY' THEN CASE WHEN json_array_length(j) = 0 THEN [NULL::JSON] ELSE CAST(j AS JSON[]) END
     WHEN 'OBJECT' THEN CASE WHEN len(json_keys(j)) = 0 THEN [NULL::JSON] ELSE list_transform(json_keys(j), lambda k: json_object(k, json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1')))) END
     ELSE [j] END END`,
  `kql_pairs(j) AS CASE json_type(j)
     WHEN 'OBJECT' THEN list_transform(json_keys(j), lambda k: json_array(k, json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1'))))
     ELSE kql_elements(j) END`,
  `kql_fraction(t) AS CASE WHEN t % 1000000 = 0 THEN '' ELSE printf('.%06d0', t % 1000000) END`,
  `kql_clock(t) AS CASE WHEN t >= 86400000000 THEN (t // 86400000000)::VARCHAR || '.' ELSE '' END
     || printf('%02d:%02d:%02d', (t // 3600000000) % 24, (t // 60000000) % 60, (t // 1000000) % 60) || kql_fraction(t)`,
  `kql_timespan_text(t) AS CASE WHEN t < 0 THEN '-' || kql_clock(-t) ELSE kql_clock(t) END`,
  `kql_whole(s) AS coalesce(CASE WHEN regexp_matches(s, '^\\s*[-+]?\\d+\\s*$') THEN TRY_CAST(trim(s) AS BIGINT) WHEN regexp_matches(s, '^0[xX][0-9a-fA-F]+$') THEN TRY_CAST(s AS BIGINT) ELSE TRY_CAST(trunc(TRY_CAST(s AS DOUBLE)) AS BIGINT) END)`,
  `kql_decimal_text(d) AS regexp_replace(regexp_replace(d::VARCHAR, '(\\.\\d*?)0+$', '\\1'), '\\.$', '')`,
  `kql_parse_json(s) AS CASE WHEN s = '' THEN NULL WHEN json_valid(s) THEN kql_json(s::JSON) ELSE to_json(s) END`,
  `kql_parse_datetime(s) AS coalesce(TRY_CAST(s AS TIMESTAMP), TRY_CAST(kql_datetime_of(s) AS TIMESTAMP))`,
  `kql_parse_timespan(s) AS kql_timespan_of(s)`,
  `kql_datetime_text(d) AS strftime(d, '%Y-%m-%dT%H:%M:%S.%f') || '0Z'`,
  // Ticks of .NET begin in the year 1; bins are counted from there.
  `kql_since(d) AS (epoch_us(d) + 62135596800000000)`,
  `kql_at(t) AS make_timestamp(t - 62135596800000000)`,
  `kql_floor(a, b) AS (a - ((a % b) + b) % b)`,
  `kql_has_cs(h, t) AS (contains(h, t) AND (t = '' OR regexp_matches(h, CASE WHEN regexp_matches(t, '^[A-Za-z0-9]') THEN '(^|[^A-Za-z0-9])' ELSE '' END || regexp_escape(t) || CASE WHEN regexp_matches(t, '[A-Za-z0-9]$') THEN '($|[^A-Za-z0-9])' ELSE '' END)))`,
  `kql_has(h, t) AS kql_has_cs(lower(h), lower(t))`,
  `kql_hasprefix(h, t) AS (t = '' OR regexp_matches(lower(h), '(^|[^a-z0-9])' || regexp_escape(lower(t))))`,
  `kql_hassuffix(h, t) AS (t = '' OR regexp_matches(lower(h), regexp_escape(lower(t)) || '($|[^a-z0-9])'))`,
];

export const preludeSql = (): string[] => MACROS.map((macro) => `CREATE OR REPLACE MACRO ${macro}`);
