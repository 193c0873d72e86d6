'use client';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { deleteWatchlistItems } from '@/lib/actions/watchlists';
import type { WatchlistItem, WatchlistRow } from '@/lib/domain/views/watchlist';
import { ItemDialog } from './item-dialog';
import { countText } from './size-text';

interface ItemTableProps {
  readonly list: WatchlistRow;
  readonly items: readonly WatchlistItem[];
  readonly canWrite: boolean;
}

/** Items of a list: changed one by one, or several taken away. */
export function ItemTable({ list, items, canWrite }: ItemTableProps) {
  const [editing, setEditing] = useState<WatchlistItem | 'new' | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const remove = useCommand(deleteWatchlistItems, {
    done: ({ deleted }) => `${countText(deleted, 'item')} deleted`,
    onDone: () => setTicked(new Set()),
  });
  const key = list.columns.indexOf(list.searchKey);
  const selected = items.filter(({ item }) => ticked.has(item));
  const hasExpiry = items.some(({ expiresAt }) => expiresAt !== null);
  const tick = (item: string, on: boolean) =>
    setTicked(new Set(on ? [...ticked, item] : [...ticked].filter((one) => one !== item)));
  useShortcuts(
    'Watchlist',
    canWrite ? [{ keys: 'n', label: 'Add an item', run: () => setEditing('new') }] : [],
  );
  return (
    <div className="flex flex-col gap-2">
      {canWrite ? (
        <div className="flex min-h-8 flex-wrap items-center gap-2">
          <Button size="sm" onClick={() => setEditing('new')} aria-keyshortcuts="n">
            <Plus className="size-4" aria-hidden="true" />
            Add an item
          </Button>
          {selected.length > 0 ? (
            <Button
              size="sm"
              variant="danger"
              pending={remove.pending}
              onClick={() => remove.run({ id: list.id, items: selected.map(({ item }) => item) })}
            >
              <Trash2 className="size-4" aria-hidden="true" />
              Delete {countText(selected.length, 'item')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {items.length > 0 ? (
        <Table label="Items" cards>
          <THead>
            {canWrite ? (
              <TH className="w-16">
                <input
                  type="checkbox"
                  aria-label="Select all that are shown"
                  className="size-4 accent-accent"
                  checked={selected.length === items.length}
                  onChange={({ target }) =>
                    setTicked(new Set(target.checked ? items.map(({ item }) => item) : []))
                  }
                />
              </TH>
            ) : null}
            {list.columns.map((name) => (
              <TH key={name}>{name}</TH>
            ))}
            {hasExpiry ? <TH>Expires</TH> : null}
            <TH>Updated</TH>
          </THead>
          <tbody>
            {items.map((item) => (
              <TR key={item.item} selected={ticked.has(item.item)}>
                {canWrite ? (
                  <TD className="whitespace-nowrap">
                    <span className="flex items-center gap-1">
                      <input
                        type="checkbox"
                        aria-label={`Select ${item.values[key]}`}
                        className="size-4 accent-accent"
                        checked={ticked.has(item.item)}
                        onChange={({ target }) => tick(item.item, target.checked)}
                      />
                      <Button
                        variant="ghost"
                        size="sm"
                        className="px-1.5"
                        aria-label={`Change ${item.values[key]}`}
                        onClick={() => setEditing(item)}
                      >
                        <Pencil className="size-3.5" aria-hidden="true" />
                      </Button>
                    </span>
                  </TD>
                ) : null}
                {list.columns.map((name, place) => (
                  <TD
                    key={name}
                    title={item.values[place]}
                    className={cx(
                      'max-w-80 truncate',
                      place === key && 'font-medium',
                      item.values[place] === '' && 'max-sm:hidden',
                    )}
                  >
                    <span className="text-muted text-xs sm:hidden">{name} </span>
                    {item.values[place]}
                  </TD>
                ))}
                {hasExpiry ? (
                  <TD className="text-muted">
                    <span className="text-xs sm:hidden">Expires </span>
                    {item.expiresAt ? <TimeText value={item.expiresAt} format="short" /> : 'never'}
                  </TD>
                ) : null}
                <TD className="text-muted">
                  <TimeText value={item.updatedAt} format="compact" />
                </TD>
              </TR>
            ))}
          </tbody>
        </Table>
      ) : null}
      {editing ? (
        <ItemDialog
          key={editing === 'new' ? 'new' : editing.item}
          list={list}
          item={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </div>
  );
}
