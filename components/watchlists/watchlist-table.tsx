'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/field';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { loadListParams, watchlistHref, watchlistsHref } from '@/lib/client/watchlists';
import type { WatchlistRow } from '@/lib/domain/views/watchlist';
import { ExpiryText } from './expiry-text';

const holds = (list: WatchlistRow, text: string): boolean =>
  [list.alias, list.name, list.description, ...list.labels, ...list.columns].some((part) =>
    part.toLowerCase().includes(text),
  );

/** Every list; a word narrows them down. */
export function WatchlistTable({ lists }: { readonly lists: readonly WatchlistRow[] }) {
  const params = useSearchParams();
  // The address follows what is typed, a moment later: the field itself must not wait for it.
  const [find, setText] = useState(() => loadListParams(params).q);
  const setFind = (q: string) => {
    setText(q);
    window.history.replaceState(null, '', watchlistsHref(q));
  };
  const field = useRef<HTMLInputElement>(null);
  useShortcuts('Watchlists', [{ keys: '/', label: 'Find a list', run: () => field.current?.focus() }]);
  const shown = lists.filter((list) => holds(list, find.trim().toLowerCase()));
  return (
    <div className="flex flex-col gap-3">
      <span className="relative max-w-sm">
        <Search
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
          aria-hidden="true"
        />
        <Input
          ref={field}
          type="search"
          className="pl-8"
          aria-label="Find a list"
          placeholder="Find by name, label or column"
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </span>
      {shown.length > 0 ? (
        <Table label="Watchlists" fixed>
          <THead>
            <TH className="w-[32%]">List</TH>
            <TH className="w-28 text-right">Items</TH>
            <TH className="w-44">Search key</TH>
            <TH className="hidden @4xl:table-cell">Labels</TH>
            <TH className="w-44">Expires</TH>
            <TH className="hidden w-44 @3xl:table-cell">Updated</TH>
          </THead>
          <tbody>
            {shown.map((list) => (
              <TR key={list.id}>
                <TD>
                  <Link
                    href={watchlistHref(list.id)}
                    data-row-link
                    className="block truncate font-medium hover:underline"
                    title={list.name}
                  >
                    {list.name}
                  </Link>
                  <span className="block truncate font-mono text-muted text-xs">{list.alias}</span>
                </TD>
                <TD className="text-right tabular-nums">
                  {list.items.toLocaleString('en')}
                  <span className="text-muted sm:hidden"> items</span>
                </TD>
                <TD className="truncate" title={list.searchKey}>
                  <span className="text-muted sm:hidden">by </span>
                  {list.searchKey}
                </TD>
                <TD className="hidden @4xl:table-cell">
                  <span className="flex gap-1 overflow-hidden">
                    {list.labels.map((label) => (
                      <Badge key={label}>{label}</Badge>
                    ))}
                  </span>
                </TD>
                <TD className="truncate text-muted">
                  <ExpiryText list={list} />
                </TD>
                <TD className="hidden truncate text-muted @3xl:table-cell" title={`by ${list.updatedBy}`}>
                  <TimeText value={list.updatedAt} format="short" />
                </TD>
              </TR>
            ))}
          </tbody>
        </Table>
      ) : (
        <EmptyState
          title="No list matches"
          action={<Button onClick={() => setFind('')}>Clear the filter</Button>}
        >
          No alias, name, label or column holds “{find}”.
        </EmptyState>
      )}
    </div>
  );
}
