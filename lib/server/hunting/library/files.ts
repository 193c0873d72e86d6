import { storableText } from '@/lib/core/storable';
import type { LeftOut, LibraryFile } from '@/lib/domain/hunting/library';
import { type KeyedQuery, type Note, readFile } from './read';

export interface FiledQuery extends KeyedQuery {
  readonly path: string;
}

export interface FiledNote extends Omit<Note, 'kind'> {
  readonly kind: Note['kind'] | 'edited';
  readonly path: string;
}

/** What some files gave. */
export interface Filed {
  readonly queries: readonly FiledQuery[];
  readonly notes: readonly FiledNote[];
}

/** Reads files, each on its own: one that cannot be read takes no other along. No two of the queries have one key. */
export function readFiles(files: readonly LibraryFile[], leftOut: readonly LeftOut[] = []): Filed {
  const read = files.map((file) => {
    const path = storableText(file.path);
    return { path, ...readFile(path, file.text) };
  });
  const byKey = new Map<string, FiledQuery>();
  const twice: FiledNote[] = [];
  for (const { path, queries } of read)
    for (const query of queries) {
      if (!byKey.has(query.key)) byKey.set(query.key, { ...query, path });
      else twice.push({ path, line: query.line, kind: 'skipped', reason: reasonOf(query) });
    }
  return {
    queries: [...byKey.values()],
    notes: [
      ...read.flatMap(({ path, notes }) => notes.map((note) => ({ ...note, path }))),
      ...twice,
      ...leftOut.map(({ path, reason }) => ({
        path: storableText(path),
        reason: storableText(reason),
        line: null,
        kind: 'skipped' as const,
      })),
    ],
  };
}

const reasonOf = ({ name }: KeyedQuery): string =>
  `“${name}” comes twice in the same place: the first of them was taken.`;
