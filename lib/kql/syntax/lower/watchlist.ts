import type { Relation } from '../../plan/relation';
import type { Watchlist } from '../../plan/scan';
import { KqlError, misused } from '../../types';
import { SEARCH_KEY, unknownWatchlist, watchlistColumns } from '../../watchlists';
import { elements, type KustoNode, spanOf } from '../nodes';
import { isTable } from './common';
import { literal } from './literal';
import type { Context } from './scope';

/** `_GetWatchlist('alias' [, keys])`: the items of a list, or those with one of these keys. */
export function watchlist(node: KustoNode, context: Context): Relation {
  const [first, second] = elements(node.ArgumentList.Expressions);
  if (!first) throw misused('_GetWatchlist needs the alias of a list', spanOf(node));
  const list = named(first, context);
  if (!second || isNoKeys(second, context)) return list;
  const key = { kind: 'column', name: SEARCH_KEY, type: 'string' } as const;
  return {
    kind: 'filter',
    input: list,
    columns: list.columns,
    condition: isTable(second, context)
      ? {
          kind: 'inTable',
          operator: 'in',
          value: key,
          source: context.lower.relation(second, { ...context, input: null }),
          type: 'bool',
        }
      : {
          kind: 'call',
          name: 'in',
          args: [key, context.lower.scalar(second, { ...context, input: null })],
          type: 'bool',
          span: spanOf(second),
        },
  };
}

function named(node: KustoNode, context: Context): Watchlist {
  const value = isTable(node, context) ? null : context.lower.scalar(node, { ...context, input: null });
  if (value?.kind !== 'literal' || typeof value.value !== 'string')
    throw misused('The alias of a watchlist is a text that is known before the query runs', spanOf(node));
  const alias = value.value;
  const names = Object.hasOwn(context.watchlists, alias) ? context.watchlists[alias] : undefined;
  if (!names) {
    const { message, hint } = unknownWatchlist(alias, context.watchlists);
    throw new KqlError([{ code: 'TL005', severity: 'error', message, hint, span: spanOf(node) }]);
  }
  return { kind: 'watchlist', alias, columns: watchlistColumns(names), span: spanOf(node) };
}

/** No keys at all is every item, as the function's default has it. */
function isNoKeys(node: KustoNode, context: Context): boolean {
  if (isTable(node, context)) return false;
  const value = context.lower.scalar(node, { ...context, input: null });
  return value.kind === 'literal' && (value.value === null || value.value === '[]');
}

/** `_GetWatchlistAlias`: the lists that there are. */
export const watchlistAliases = ({ watchlists }: Context): Relation => ({
  kind: 'rows',
  columns: [{ name: 'WatchlistAlias', type: 'string' }],
  rows: Object.keys(watchlists)
    .sort()
    .map((alias) => [literal('string', alias)]),
});
