import type { OpenColumns } from '../plan/open';
import { asText, convert } from './convert';
import { type WriteOptions, Writer } from './writer';

/** More columns than this are not unpacked; the language's own limit is in this range too. */
const MAX_COLUMNS = 1_024;

/** The names that a plugin's columns would have, each with the JSON types of its values. */
export function writeLook(open: OpenColumns, options: WriteOptions): string {
  const writer = new Writer(options);
  const rel = writer.relation(open.input);
  const value = writer.scalar(open.of, rel);
  const with_ = writer.withClause();
  if (open.plugin === 'pivot')
    return `${with_}SELECT DISTINCT ${asText(value)} AS name, 'BIGINT' AS type FROM (${rel.sql}) AS rows ORDER BY name LIMIT ${MAX_COLUMNS}`;
  const bag = convert(value, 'dynamic').sql;
  return `${with_}SELECT name, CASE WHEN count(DISTINCT type) = 1 THEN min(type) ELSE 'JSON' END AS type
    FROM (SELECT name, json_type(kql_member(bag, name)) AS type
      FROM (SELECT bag, unnest(json_keys(bag)) AS name FROM (SELECT ${bag} AS bag FROM (${rel.sql}) AS rows) AS bags WHERE json_type(bag) = 'OBJECT') AS names)
    WHERE type IS NOT NULL GROUP BY name ORDER BY name LIMIT ${MAX_COLUMNS}`;
}
