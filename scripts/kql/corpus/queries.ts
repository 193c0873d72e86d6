import { sharedText } from '../shared';

/** A published query. */
export interface CorpusQuery {
  readonly id: string;
  readonly source_repo: string;
  readonly tier: string;
  readonly tables: readonly string[];
  readonly semantic_ok: boolean;
  readonly query: string;
}

/** Every n-th of those that the language's own analyser accepts. */
export const corpusQueries = (every: number): CorpusQuery[] =>
  sharedText('kql-corpus', 'queries.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusQuery)
    .filter(({ semantic_ok }) => semantic_ok)
    .filter((_, index) => index % every === 0);
