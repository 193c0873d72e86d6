'use client';
import type { ReactNode } from 'react';
import type { Person } from '@/lib/domain/views/incident';
import type { SavedViews } from '@/lib/domain/views/saved-view';
import { FilterLine } from './filter-line';
import type { ListKind } from './list-kind';
import { type RowContext, ScrollList } from './scroll-list';
import type { ListStart } from './use-list';
import { useListAddress } from './use-list-address';
import { ViewMenu } from './view-menu';

export interface ListWorkspaceProps<R> {
  readonly kind: ListKind<R>;
  readonly start: ListStart<R>;
  readonly saved: SavedViews;
  /** What the ids in the filter are called. */
  readonly named: readonly Person[];
  readonly can: { readonly write: boolean; readonly keep: boolean; readonly share: boolean };
  /** What keys do with the row that they act on. */
  readonly actions?: (context: RowContext<R>) => ReactNode;
}

/** The whole page of a list: its views, its filters, its rows. The page itself never scrolls, the list does. */
export function ListWorkspace<R>({ kind, start, saved, named, can, actions }: ListWorkspaceProps<R>) {
  const { state, words } = kind;
  const address = useListAddress(state);
  const search = state.rows(address.query);
  return (
    <div className="flex h-[calc(100dvh-5rem)] min-h-96 flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="font-semibold text-lg">{words.title}</h1>
        <ViewMenu
          list={kind.name}
          path={state.path}
          builtIn={kind.builtIn}
          saved={saved}
          activeId={address.params.view}
          search={state.view(address.query)}
          canWrite={can.keep}
          canShare={can.share}
        />
      </header>
      <FilterLine kind={kind} address={address} named={named} />
      <ScrollList
        key={search}
        kind={kind}
        address={address}
        search={search}
        start={start}
        canWrite={can.write}
        {...(actions ? { actions } : {})}
      />
    </div>
  );
}
