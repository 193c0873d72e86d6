import type { Diagnostic } from '../types';
import {
  GET_WATCHLIST,
  GET_WATCHLIST_ALIAS,
  unknownWatchlist,
  type Watchlists,
  watchlistColumns,
} from '../watchlists';
import type { Completions } from './editor';
import { kindOf, language, tableType } from './load';
import { elements, type KustoNode, type KustoType, spanOf } from './nodes';

/** The lists that the question in work may name: the analyser asks for a call's columns while it binds. */
export interface Known {
  watchlists: Watchlists;
}

/** As the analyser writes parameters of functions; their defaults come with it. */
const PARAMETERS = '(watchlistAlias:string, keys:dynamic = dynamic([]))';

/** What a call is told of its arguments by the analyser. */
interface CallArguments {
  readonly Arguments: { readonly Count: number; getItem(index: number): KustoNode };
}

/** `_GetWatchlist` and `_GetWatchlistAlias` as the analyser knows functions: their columns are those of the list. */
export function watchlistFunctions(known: Known): KustoType[] {
  const { FunctionSymbol, Tabularity } = language().Symbols;
  const model = new FunctionSymbol.$ctor16(GET_WATCHLIST, PARAMETERS, '{ print 1 }', '');
  const columnsOf = ({ Arguments }: CallArguments): KustoType => {
    const alias = Arguments.Count > 0 ? aliasOf(Arguments.getItem(0)) : undefined;
    const names = alias === undefined ? undefined : listed(known.watchlists, alias);
    // Of a list that is not known, any column may be named: that it is not known is said once, by its name.
    return names ? tableType(watchlistColumns(names)) : tableType(watchlistColumns([])).WithIsOpen(true);
  };
  return [
    new FunctionSymbol.$ctor1(
      GET_WATCHLIST,
      columnsOf,
      Tabularity.Tabular,
      model.Signatures.getItem(0).Parameters,
    ),
    new FunctionSymbol.$ctor1(
      GET_WATCHLIST_ALIAS,
      () => tableType([{ name: 'WatchlistAlias', type: 'string' }]),
      Tabularity.Tabular,
      [],
    ),
  ];
}

/** An alias that is known before the query runs. */
function aliasOf(node: KustoNode): string | undefined {
  const value = node.ConstantValue;
  return typeof value === 'string' ? value : undefined;
}

const listed = (watchlists: Watchlists, alias: string): readonly string[] | undefined =>
  Object.hasOwn(watchlists, alias) ? watchlists[alias] : undefined;

/** What is wrong with the lists that a query names. */
export function watchlistDiagnostics(root: KustoNode, watchlists: Watchlists): Diagnostic[] {
  const found: Diagnostic[] = [];
  const look = (node: KustoNode): void => {
    const [first] = kindOf(node) === 'FunctionCallExpression' ? elements(node.ArgumentList.Expressions) : [];
    const alias = first && node.Name.SimpleName === GET_WATCHLIST ? aliasOf(first) : undefined;
    if (first && alias !== undefined && !listed(watchlists, alias))
      found.push({
        code: 'TL005',
        severity: 'error',
        span: spanOf(first),
        ...unknownWatchlist(alias, watchlists),
      });
    for (let index = 0; index < node.ChildCount; index++) {
      const child = node.GetChild(index);
      if (child) look(child);
    }
  };
  look(root);
  return found;
}

/** The start of a list's name, where one is being written. */
const WRITTEN = /_GetWatchlist\s*\(\s*(["'])([^"'\n]*)$/;

/** The lists that may be named at a place; null where no list's name stands. */
export function aliasCompletions(text: string, position: number, watchlists: Watchlists): Completions | null {
  const found = WRITTEN.exec(text.slice(0, position));
  if (!found) return null;
  const [, quote = "'", begun = ''] = found;
  const rest = /^[^"'\n)]*/.exec(text.slice(position))?.[0] ?? '';
  const closed = text[position + rest.length] === quote;
  return {
    from: position - begun.length,
    to: position + (closed ? rest.length : 0),
    items: Object.keys(watchlists)
      .sort()
      .map((alias, rank) => ({
        label: alias,
        kind: 'Watchlist',
        before: closed ? alias : `${alias}${quote}`,
        after: '',
        rank,
      })),
  };
}
