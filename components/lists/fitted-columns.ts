import { fitColumns } from './fit';
import type { ListColumn, ListKind } from './list-kind';

/** A column with the class that takes it away where there is no room. */
export interface FittedColumn<R> extends ListColumn<R> {
  readonly fit: string;
}

type Columns<R> = Pick<ListKind<R>, 'columns' | 'byUse' | 'room'>;

/** The columns of an address, in its order. */
export function chosenColumns<R>(kind: Columns<R>, ids: readonly string[]): readonly ListColumn<R>[] {
  const known = [...new Set(ids)].flatMap((id) => kind.columns.find((column) => column.id === id) ?? []);
  return known.length > 0 ? known : kind.columns.filter(({ id }) => kind.byUse.includes(id));
}

/** What gives way first, last: where columns were chosen by a person, the order is theirs. */
function byUse<R>(kind: Columns<R>, columns: readonly ListColumn<R>[]): readonly ListColumn<R>[] {
  const own = kind.columns.filter(({ id }) => kind.byUse.includes(id));
  return columns.map(({ id }) => id).join() === own.map(({ id }) => id).join()
    ? [...columns].sort((a, b) => kind.byUse.indexOf(a.id) - kind.byUse.indexOf(b.id))
    : columns;
}

/** The columns of an address, each with the class that takes it away where there is no room. */
export function fittedColumns<R>(kind: Columns<R>, ids: readonly string[]): readonly FittedColumn<R>[] {
  const columns = chosenColumns(kind, ids);
  const fits = fitColumns(byUse(kind, columns), kind.room);
  return columns.map((column) => ({ ...column, fit: fits.get(column.id)?.className ?? '' }));
}

/** Columns that are chosen but have no room in a frame of this width. */
export function hiddenColumns<R>(
  kind: Columns<R>,
  columns: readonly ListColumn<R>[],
  width: number,
): readonly string[] {
  const fits = fitColumns(byUse(kind, columns), kind.room);
  return columns.filter(({ id }) => width < (fits.get(id)?.from ?? 0)).map(({ id }) => id);
}
