/**
 * What a bulk action works on: rows picked one by one, or everything that a filter matches. `search` is the list's query
 * string and `expected` the exact count that the person saw when choosing *All 12,431 that match*.
 */
export type BulkSelection =
  | { kind: 'ids'; ids: string[] }
  | { kind: 'filter'; search: string; expected: number };
