import { createHash } from 'node:crypto';
import { MAX_QUERY } from '@/lib/domain/inputs/hunting';
import type { FoundQuery, Note } from './found';
import { readKql } from './kql';
import { readMarkdown } from './markdown';
import { readJson, readYaml } from './rule';

export type { Note, RuleDetails } from './found';

/** A query with which of its file's it is: the same again at the next import of the file. */
export interface KeyedQuery extends FoundQuery {
  readonly key: string;
  /** Of everything that the source says of it. */
  readonly hash: string;
}

const NAME = 120;
const DESCRIPTION = 2_000;
const TAG = 40;
const TAGS = 20;
const TECHNIQUES = 50;

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;

/** The queries of a file, by what its name says that it is. Pure, and never throws: what cannot be read is a note. */
export function readFile(
  path: string,
  text: string,
): { readonly queries: readonly KeyedQuery[]; readonly notes: readonly Note[] } {
  const { queries, notes } = reading(
    path,
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .replaceAll('\u0000', ''),
  );
  const seen = new Map<string, number>();
  const long = queries.filter((query) => query.text.length > MAX_QUERY);
  const keyed = queries
    .filter((query) => query.text.length <= MAX_QUERY)
    .map((query): KeyedQuery => {
      const name = cut(query.name.replace(/\s+/g, ' ').trim(), NAME);
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      const shown = nth === 1 ? name : `${cut(name, NAME - 6)} (${nth})`;
      const whole = {
        ...query,
        name: shown,
        description: cut(query.description.trim(), DESCRIPTION),
        tags: [...new Set(query.tags.map((tag) => cut(tag.trim(), TAG)).filter(Boolean))].slice(0, TAGS),
        techniques: query.techniques.slice(0, TECHNIQUES),
      };
      const { line: _, ...content } = whole;
      return {
        ...whole,
        key: queries.length === 1 ? path : `${path}#${shown}`,
        hash: createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22),
      };
    });
  return {
    queries: keyed,
    notes: [
      ...notes,
      ...long.map(
        ({ line }): Note => ({
          kind: 'unreadable',
          line,
          reason: `The query is longer than ${MAX_QUERY.toLocaleString('en')} characters.`,
        }),
      ),
    ],
  };
}

function reading(path: string, text: string) {
  if (/\.ya?ml$/i.test(path)) return readYaml(path, text);
  if (/\.json$/i.test(path)) return readJson(path, text);
  if (/\.(md|markdown)$/i.test(path)) return readMarkdown(path, text);
  return readKql(path, text);
}
