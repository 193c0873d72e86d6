'use client';
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Layers } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuLabel, MenuRadioGroup, MenuSeparator } from '@/components/ui/dropdown-menu';
import { DisplayMenu } from './display-menu';
import { chosenColumns } from './fitted-columns';
import type { ListKind } from './list-kind';
import type { ListAddress } from './use-list-address';
import type { ListLive } from './use-list-live';

export interface ListBarProps<R> {
  readonly kind: ListKind<R>;
  readonly address: ListAddress;
  /** Exact, or null while it is being counted. */
  readonly total: number | null;
  readonly live: ListLive;
  /** Ids of columns that have no room on this screen. */
  readonly noRoom: () => readonly string[];
}

/** How many there are, what has come meanwhile, and how the list is ordered, grouped and shown. */
export function ListBar<R>({ kind, address, total, live, noRoom }: ListBarProps<R>) {
  const { params, look } = address;
  const { one, many } = kind.words;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <p role="status" aria-label="Count" className="text-muted text-xs">
        {total === null ? 'Counting …' : `${total.toLocaleString('en')} ${total === 1 ? one : many}`}
      </p>
      <Waiting live={live} many={many} />
      <span className="ml-auto flex items-center gap-1.5">
        <SortMenu kind={kind} address={address} />
        {kind.groups.length > 0 ? <GroupMenu kind={kind} address={address} /> : null}
        <DisplayMenu
          columns={kind.columns}
          chosen={chosenColumns(kind, params.columns).map(({ id }) => id)}
          noRoom={noRoom}
          onColumns={(columns) => look({ columns: [...columns] })}
          density={params.density}
          onDensity={(density) => look({ density })}
          onReset={() => look({ columns: [], density: 'comfortable' })}
        />
      </span>
    </div>
  );
}

/** New rows wait here until they are asked for. */
function Waiting({ live, many }: { readonly live: ListLive; readonly many: string }) {
  const { created, updated, isLoading, load } = live;
  const words = [created > 0 ? `${created} new` : '', updated > 0 ? `${updated} updated` : '']
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <span aria-live="polite" className="sr-only">
        {created > 0 ? `${created} new ${many}` : ''}
      </span>
      {words === '' ? null : (
        <Button size="sm" variant="primary" className="h-6" pending={isLoading} onClick={load}>
          {words}
        </Button>
      )}
    </>
  );
}

interface MenuProps<R> {
  readonly kind: ListKind<R>;
  readonly address: ListAddress;
}

function SortMenu<R>({ kind, address: { ahead: params, go } }: MenuProps<R>) {
  const Icon = params.dir === 'asc' ? ArrowUpNarrowWide : ArrowDownWideNarrow;
  const sort = kind.sorts.find(({ value }) => value === params.sort);
  return (
    <Menu
      trigger={
        <Button size="sm" aria-label={`Sort: ${sort?.label ?? ''}`}>
          <Icon className="size-3.5" aria-hidden="true" />
          <span className="max-sm:sr-only">{sort?.label}</span>
        </Button>
      }
    >
      <MenuRadioGroup
        value={params.sort}
        onValueChange={(value) => go({ sort: value })}
        options={kind.sorts.map(({ value, label }) => ({ value, label }))}
      />
      <MenuSeparator />
      <MenuRadioGroup
        value={params.dir}
        onValueChange={(dir) => go({ dir })}
        options={[
          { value: 'desc', label: sort?.isScale ? 'Highest first' : 'Newest first' },
          { value: 'asc', label: sort?.isScale ? 'Lowest first' : 'Oldest first' },
        ]}
      />
    </Menu>
  );
}

const UNGROUPED = 'none';

function GroupMenu<R>({ kind, address: { ahead: params, go } }: MenuProps<R>) {
  const labelOf = (group: string) => kind.facets[group]?.label ?? group;
  return (
    <Menu
      trigger={
        <Button size="sm" aria-label={`Group: ${params.group ? labelOf(params.group) : 'none'}`}>
          <Layers className="size-3.5" aria-hidden="true" />
          <span className="max-sm:sr-only">
            {params.group ? `By ${labelOf(params.group).toLowerCase()}` : 'Group'}
          </span>
        </Button>
      }
    >
      <MenuLabel>One with several values is in several groups</MenuLabel>
      <MenuRadioGroup
        value={params.group ?? UNGROUPED}
        onValueChange={(value) => go({ group: value === UNGROUPED ? null : value, folded: null })}
        options={[
          { value: UNGROUPED, label: 'No groups' },
          ...kind.groups.map((value) => ({ value, label: labelOf(value) })),
        ]}
      />
    </Menu>
  );
}
