import { quoteName, quoteText } from '@/lib/kql/sql/quote';
import type { TableSql } from '@/lib/kql/sql/writer';
import { SEARCH_KEY } from '@/lib/kql/watchlists';
import { absolutePath } from '../lake/paths';
import { textList, timestamp } from '../lake/sql';

/** An item that was added, changed or taken away since the file was written. Times are milliseconds since the epoch. */
export interface ItemEdit {
  readonly item: string;
  readonly isDeleted: boolean;
  readonly values: readonly string[];
  readonly expiresAt: number | null;
  readonly updatedAt: number;
}

/** A list as it is stored: a file, and what was changed since. */
export interface StoredList {
  readonly id: string;
  readonly alias: string;
  readonly columns: readonly string[];
  readonly searchKey: string;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  readonly path: string;
  readonly edits: readonly ItemEdit[];
}

/** Column of the file that holds the list's column of this place: names of theirs never reach SQL. */
export const storedColumn = (place: number): string => `c${place}`;

const stored = (list: Pick<StoredList, 'columns'>): string[] => [
  '"_item"',
  '"_updated"',
  '"_expires"',
  ...list.columns.map((_, place) => quoteName(storedColumn(place))),
];

/** Every item of a list, expired ones too: `_item`, `_updated`, `_expires`, `c0`, `c1`, … */
export function itemsRelation(dataDir: string, list: StoredList): string {
  const columns = stored(list).join(', ');
  const file = `SELECT ${columns} FROM read_parquet(${textList([absolutePath(dataDir, list.path)])})`;
  if (list.edits.length === 0) return file;
  const edited = list.edits.map(({ item }) => whole(item)).join(', ');
  const rows = list.edits.filter(({ isDeleted }) => !isDeleted).map((edit) => `(${valuesOf(list, edit)})`);
  const kept = `${file} WHERE "_item" NOT IN (${edited})`;
  return rows.length === 0
    ? kept
    : `${kept} UNION ALL SELECT * FROM (VALUES ${rows.join(', ')}) AS edited(${columns})`;
}

const valuesOf = (list: StoredList, { item, updatedAt, expiresAt, values }: ItemEdit): string =>
  [
    `${whole(item)}::BIGINT`,
    timestamp(updatedAt),
    expiresAt === null ? 'NULL::TIMESTAMP' : timestamp(expiresAt),
    ...list.columns.map((_, place) => quoteText(values[place] ?? '')),
  ].join(', ');

/** Numbers come from the database as text: they are long. */
function whole(item: string): string {
  if (!/^\d{1,18}$/.test(item)) throw new Error(`no number of an item: ${item}`);
  return item;
}

/** The id of an item as the language tells it: one of a list, for as long as the list is not replaced. */
const itemId = (list: Pick<StoredList, 'id'>): string =>
  `${quoteText(list.id.slice(0, 24))} || lpad(lower(to_hex("_item")), 12, '0')`;

/** What `_GetWatchlist` reads: the items that are valid at a moment. @param now ISO 8601 */
export function watchlistSql(dataDir: string, list: StoredList, now: string): TableSql {
  const at = Date.parse(now);
  const isOver = list.expiresAt !== null && list.expiresAt <= at;
  const valid = isOver ? 'false' : `"_expires" IS NULL OR "_expires" > ${timestamp(at)}`;
  const place = (name: string): number => list.columns.indexOf(name === SEARCH_KEY ? list.searchKey : name);
  return {
    from: `(${itemsRelation(dataDir, list)}) AS list WHERE ${valid}`,
    column: (name) => {
      if (name === '_DTItemId') return itemId(list);
      if (name === 'LastUpdatedTimeUTC') return '"_updated"';
      return place(name) < 0 ? 'NULL::VARCHAR' : quoteName(storedColumn(place(name)));
    },
  };
}
