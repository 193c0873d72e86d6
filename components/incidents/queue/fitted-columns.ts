import { fitColumns } from '@/components/lists/fit';
import { byUse, chosenColumns } from './columns';
import type { FittedColumn } from './queue-row';

/** px that the columns need that cannot be chosen: the box to select with, number and name. */
const ROOM = 320;

/** The columns of an address, each with the class that takes it away where there is no room. */
export function fittedColumns(ids: readonly string[]): readonly FittedColumn[] {
  const columns = chosenColumns(ids);
  const fits = fitColumns(byUse(columns), ROOM);
  return columns.map((column) => ({ ...column, fit: fits.get(column.id)?.className ?? '' }));
}

/** Columns that are chosen but have no room in a frame of this width. */
export function hiddenColumns(columns: readonly FittedColumn[], width: number): readonly string[] {
  const fits = fitColumns(byUse(columns), ROOM);
  return columns.filter(({ id }) => width < (fits.get(id)?.from ?? 0)).map(({ id }) => id);
}
