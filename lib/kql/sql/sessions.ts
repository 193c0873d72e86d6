import type { Sessions } from '../plan/relation';
import { convert } from './convert';
import { orderBy, passedOn, type Rel } from './rel';
import { EMPTY } from './rows';
import type { Writer } from './writer';

/** All rows' moments go through one call in their order; what it gives is joined to them by their number. */
export function writeSessions(writer: Writer, relation: Sessions): Rel {
  const rel = writer.relation(relation.input);
  const { rows, starts, at, again, place, list, start } = writer.fresh(
    'rows',
    'starts',
    'at',
    'again',
    'place',
    'list',
    'start',
  );
  const value = `epoch_us(${convert(writer.scalar(relation.value, rel), 'datetime').sql})`;
  const restart = relation.restart
    ? `coalesce(${convert(writer.scalar(relation.restart, rel), 'bool').sql}, false)`
    : 'false';
  const [fromFirst, fromLast] = [relation.fromFirst, relation.fromLast].map(
    (one) => convert(writer.scalar(one, EMPTY), 'timespan').sql,
  );
  const numbered = `SELECT *, ${value} AS ${at}, ${restart} AS ${again}, row_number() OVER (${orderBy(rel.order)}) AS ${place} FROM (${rel.sql}) AS n_${rows}`;
  const found = `SELECT kql_sessions(to_json(list(${at} ORDER BY ${place})), to_json(list(${again} ORDER BY ${place})), ${fromFirst}, ${fromLast})::JSON::BIGINT[] AS ${list} FROM ${rows}`;
  const spread = `SELECT unnest(${list}) AS ${start}, unnest(range(1, len(${list}) + 1)) AS ${list}_n FROM (${found}) AS f_${starts}`;
  const id = writer.id();
  return {
    sql: `WITH ${rows} AS MATERIALIZED (${numbered}), ${starts} AS MATERIALIZED (${spread}) SELECT ${[...passedOn(rel), `make_timestamp(${start}) AS ${id}`].join(', ')} FROM ${rows} JOIN ${starts} ON ${place} = ${list}_n`,
    columns: [...rel.columns, { name: relation.name, type: 'datetime', id }],
    order: rel.order,
  };
}
