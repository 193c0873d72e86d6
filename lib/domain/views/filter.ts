/**
 * A filter over one property, as the address of a list carries it: values to keep, and values to leave out (written
 * with a leading `!`). Nothing in `any` keeps every value.
 */
export interface Selection {
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/** Reads `active,inProgress,!resolved`; the word `any` alone keeps everything. */
export function parseSelection(text: string): Selection {
  const any: string[] = [];
  const none: string[] = [];
  for (const part of text.split(',')) {
    const value = part.trim();
    if (value === '' || value === 'any') continue;
    if (value.startsWith('!')) {
      if (value.length > 1) none.push(value.slice(1));
    } else any.push(value);
  }
  return { any: unique(any), none: unique(none) };
}

/** Inverse of `parseSelection`. */
export function formatSelection(selection: Selection): string {
  const parts = [...selection.any, ...selection.none.map((value) => `!${value}`)];
  return parts.length === 0 ? 'any' : parts.join(',');
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** Whether imported history is shown. */
export const HISTORY_MODES = ['live', 'historical', 'all'] as const;
export type HistoryMode = (typeof HISTORY_MODES)[number];

/** One page of a list: `next` is the cursor of the following page, `null` on the last. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}
