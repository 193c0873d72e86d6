import { escapeRegex } from '../functions/operators';
import type { Parse, ParseKv, ParsePart } from '../plan/relation';
import type { ScalarType } from '../types';
import { asText, convert } from './convert';
import { quoteText } from './quote';
import { type Out, passedOn, type Rel } from './rel';
import { nullOf, sqlOf } from './value';
import type { Writer } from './writer';

/** What a column of a type may look like, so that a number ends where its digits end. */
const SHAPES: Partial<Readonly<Record<ScalarType, string>>> = {
  int: '[+-]?\\d+',
  long: '[+-]?\\d+',
  real: '[+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d+)?',
  decimal: '[+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d+)?',
  bool: '[a-zA-Z01]+',
  guid: '[0-9a-fA-F-]{32,36}',
};

function patternOf({ parts, mode, flags }: Parse): string {
  const last = parts.length - 1;
  const pieces = parts.map((part, index) => {
    if (part.kind === 'skip') return index === last ? '.*' : '.*?';
    if (part.kind === 'column') return `(${shapeOf(part, mode, index === last)})`;
    return mode === 'regex' ? part.text : escapeRegex(part.text);
  });
  const options = `s${mode === 'regex' ? flags.replace(/[^imsU]/g, '') : ''}`;
  return mode === 'regex' ? `(?${options})^${pieces.join('')}` : `(?${options})^${pieces.join('')}$`;
}

/** In relaxed mode a value of the wrong type is null by itself; otherwise it fails the whole row. */
function shapeOf({ type }: ParsePart, mode: Parse['mode'], last: boolean): string {
  const anything = last ? '.*' : '.*?';
  const shape = SHAPES[type];
  return mode === 'relaxed' && shape ? `${shape}|${anything}` : (shape ?? anything);
}

export function writeParse(writer: Writer, relation: Parse): Rel {
  const rel = writer.relation(relation.input);
  const text = asText(writer.scalar(relation.source, rel));
  const pattern = quoteText(patternOf(relation));
  const groups = relation.parts.filter(({ kind }) => kind === 'column');
  const [subject, match] = [writer.id(), writer.id()];
  const names = groups.map((_, index) => quoteText(`g${index}`)).join(', ');
  const extracted =
    groups.length > 0 ? `regexp_extract(${text}, ${pattern}, [${names}])` : `struct_pack(none := '')`;
  const inner = `SELECT ${[...passedOn(rel), `regexp_matches(${text}, ${pattern}) AS ${match}`, `${extracted} AS ${subject}`].join(', ')} FROM (${rel.sql}) AS ${writer.id()}`;
  const made = groups.map(({ text: name, type }, index) => {
    const raw = `CASE WHEN ${match} THEN ${subject}.g${index} ELSE '' END`;
    return { name, type, id: writer.id(), sql: convert(sqlOf('string', raw), type).sql };
  });
  return relation.mode === 'relaxed'
    ? withColumns(writer, rel, made, inner, relation.where ? ` WHERE ${match}` : '')
    : strict(writer, rel, made, inner, match, relation.where);
}

/** A row is told by all of its columns or by none: a value that is none of its type fails it whole. */
function strict(
  writer: Writer,
  rel: Rel,
  made: readonly Made[],
  source: string,
  match: string,
  where: boolean,
): Rel {
  const typed = made.filter(({ type }) => type !== 'string');
  const ok = writer.id();
  const values = made.map((one) => ({ ...one, raw: writer.id() }));
  const whole = [match, ...typed.map(({ sql }) => `${sql} IS NOT NULL`)].join(' AND ');
  const list = [...passedOn(rel), `(${whole}) AS ${ok}`, ...values.map(({ sql, raw }) => `${sql} AS ${raw}`)];
  const checked = `SELECT ${list.join(', ')} FROM (${source}) AS ${writer.id()}`;
  const final = values.map(
    ({ name, type, id, raw }): Made => ({
      name,
      type,
      id,
      sql: `CASE WHEN ${ok} THEN ${raw} ELSE ${nullOf(type)} END`,
    }),
  );
  return withColumns(writer, rel, final, checked, where ? ` WHERE ${ok}` : '');
}

interface Made extends Out {
  readonly sql: string;
}

/** The input's columns, those of the same name replaced, with new ones after them. */
function withColumns(writer: Writer, rel: Rel, made: readonly Made[], source: string, where: string): Rel {
  const byName = new Map(made.map((one) => [one.name, one]));
  const columns: Out[] = [
    ...rel.columns.map((column) => byName.get(column.name) ?? column),
    ...[...byName.values()].filter(({ name }) => !rel.columns.some((column) => column.name === name)),
  ].map(({ name, type, id }) => ({ name, type, id }));
  const list = [
    ...passedOn({ ...rel, columns: rel.columns.filter(({ name }) => !byName.has(name)) }),
    ...[...byName.values()].map(({ sql, id }) => `${sql} AS ${id}`),
  ];
  return {
    sql: `SELECT ${list.join(', ')} FROM (${source}) AS ${writer.id()}${where}`,
    columns,
    order: rel.order,
  };
}

export function writeParseKv(writer: Writer, relation: ParseKv): Rel {
  const rel = writer.relation(relation.input);
  const text = asText(writer.scalar(relation.source, rel));
  const bag = writer.id();
  const options = quoteText(JSON.stringify(relation.options));
  const inner = `SELECT ${[...passedOn(rel), `kql_parse_kv(${text}, ${options})::JSON AS ${bag}`].join(', ')} FROM (${rel.sql}) AS ${writer.id()}`;
  const made = relation.keys.map(({ name, type }): Made => {
    const value = sqlOf('dynamic', `kql_member(${bag}, ${quoteText(name)})`);
    return { name, type, id: writer.id(), sql: convert(value, type).sql };
  });
  return withColumns(writer, rel, made, inner, '');
}
