import { createHash } from 'node:crypto';
import { boundedKey, storable } from '@/lib/core/storable';
import { MAX_QUERY } from '@/lib/domain/inputs/hunting';
import { type FoundQuery, type Note, type Reading, tooMany } from './found';
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
  const { queries, notes } = safely(
    path,
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .replaceAll('\u0000', ''),
  );
  const nameIn = namer();
  const long = queries.filter((query) => query.text.length > MAX_QUERY);
  const keyed = queries
    .filter((query) => query.text.length <= MAX_QUERY)
    .map((query): KeyedQuery => {
      const shown = nameIn(cut(query.name.replace(/\s+/g, ' ').trim(), NAME));
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
        key: boundedKey(queries.length === 1 ? path : `${path}#${shown}`),
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

/** Names that no other query of the file has: the second of one name is `Name (2)`, unless another is called so itself. */
function namer(): (name: string) => string {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (name) => {
    let nth = last.get(name) ?? 0;
    let shown: string;
    do {
      nth++;
      const suffix = ` (${nth})`;
      shown = nth === 1 ? name : `${cut(name, NAME - Math.max(6, suffix.length))}${suffix}`;
    } while (taken.has(shown));
    last.set(name, nth);
    taken.add(shown);
    return shown;
  };
}

/** A reading whose every text can be stored; what a library throws at a file is a note like any other. */
function safely(path: string, text: string): Reading {
  try {
    const read = reading(path, text);
    return tooMany(read.queries.length) ?? (storable(read) as Reading);
  } catch (error) {
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const reason = `It could not be read: ${said.slice(0, 300)}`;
    return { queries: [], notes: [{ kind: 'unreadable', line: null, reason }] };
  }
}

function reading(path: string, text: string): Reading {
  if (/\.ya?ml$/i.test(path)) return readYaml(path, text);
  if (/\.json$/i.test(path)) return readJson(path, text);
  if (/\.(md|markdown)$/i.test(path)) return readMarkdown(path, text);
  return readKql(path, text);
}
