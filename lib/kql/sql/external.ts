import type { External, Watchlist } from '../plan/scan';
import { misused, unsupported } from '../types';
import type { Rel } from './rel';
import { writeTable } from './rows';
import type { Writer } from './writer';

/** Rows of the copy that the server has of an outside file. Nothing is ever fetched. */
export function writeExternal(writer: Writer, relation: External): Rel {
  const source = writer.options.external?.(relation);
  if (!source)
    throw unsupported(
      `externaldata of ${relation.addresses.join(', ') || 'no address'}`,
      relation.span,
      'nothing is fetched from outside; an administrator can keep a copy under this address',
    );
  const { columns } = relation;
  return writeTable(writer, { kind: 'table', name: '', columns }, { source });
}

/** The items of a watchlist, as whoever runs the query keeps them. */
export function writeWatchlist(writer: Writer, relation: Watchlist): Rel {
  const source = writer.options.watchlist?.(relation);
  if (!source) throw misused(`There is no watchlist '${relation.alias}'`, relation.span);
  const { columns } = relation;
  return writeTable(writer, { kind: 'table', name: '', columns }, { source });
}
