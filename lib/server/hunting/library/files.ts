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

/** Reads files, each on its own: one that cannot be read takes no other along. */
export function readFiles(files: readonly LibraryFile[], leftOut: readonly LeftOut[] = []): Filed {
  const read = files.map(({ path, text }) => ({ path, ...readFile(path, text) }));
  return {
    queries: read.flatMap(({ path, queries }) => queries.map((query) => ({ ...query, path }))),
    notes: [
      ...read.flatMap(({ path, notes }) => notes.map((note) => ({ ...note, path }))),
      ...leftOut.map(({ path, reason }) => ({ path, reason, line: null, kind: 'skipped' as const })),
    ],
  };
}
