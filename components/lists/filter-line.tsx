'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { FilterBar } from '@/components/ui/filter-bar';
import { reached } from '@/components/ui/on-reach';
import { useTimeZone } from '@/components/ui/time-text';
import type { ListChange } from '@/lib/client/list-state';
import type { Person } from '@/lib/domain/views/incident';
import type { FacetCount, ListName } from '@/lib/domain/views/list';
import { FilterChip } from './filter-chip';
import { type FilterField, filterWords, offValue } from './filter-fields';
import type { ListKind } from './list-kind';
import type { ListAddress } from './use-list-address';

const FilterPane = reached(() => import('./filter-pane').then((module) => module.FilterPane));

export interface FilterLineProps<R> {
  readonly kind: ListKind<R>;
  readonly address: ListAddress;
  /** What the ids in the filter are called. */
  readonly named: readonly Person[];
}

/** Search and every filter as they are by themselves. */
export const cleared = ({ fields }: Pick<ListKind<never>, 'fields'>): ListChange => ({
  q: null,
  ...Object.fromEntries(fields.map(({ param }) => [param, null])),
});

/** Names of what the filter names: of what was chosen just now, the menu that it was chosen from knows. */
function useNames(list: ListName, named: readonly Person[]): (id: string) => string | undefined {
  const client = useQueryClient();
  return (id) =>
    named.find((one) => one.id === id)?.name ??
    client
      .getQueriesData<readonly FacetCount[]>({ queryKey: [list, 'facet'] })
      .flatMap(([, values]) => values ?? [])
      .find(({ value }) => value === id)?.name;
}

/** Search and filters: what is in force stands there in words, default or chosen; the others are behind *Filter*. */
export function FilterLine<R>({ kind, address, named }: FilterLineProps<R>) {
  const { ahead: params, value, go, isPending } = address;
  const { words, fields } = kind;
  const zone = useTimeZone();
  const [open, setOpen] = useState<string | null>(null);
  const isOn = (field: FilterField) => value(field.param) !== offValue(field);
  const on = fields.filter((field) => isOn(field) || field.param === open);
  const nameOf = useNames(kind.name, named);
  const isDefault = kind.state.match(address.aheadQuery) === '';
  return (
    <div className={isPending ? 'opacity-70' : undefined} aria-busy={isPending}>
      <FilterBar>
        <SearchField key={params.q} {...words.search} value={params.q} onSubmit={(q) => go({ q })} />
        {on.map((field) => (
          <FilterChip
            key={field.param}
            label={field.label}
            value={filterWords(field, value(field.param), kind.facets, nameOf, zone)}
            open={field.param === open}
            onOpenChange={(isOpen) => setOpen(isOpen ? field.param : null)}
            onRemove={() => {
              setOpen(null);
              if (isOn(field)) go({ [field.param]: offValue(field) });
            }}
          >
            <FilterPane kind={kind} field={field} address={address} onDone={() => setOpen(null)} />
          </FilterChip>
        ))}
        <Menu
          align="start"
          trigger={
            <Button size="sm" variant="ghost">
              <ListFilter className="size-3.5" aria-hidden="true" />
              Filter
            </Button>
          }
        >
          {fields
            .filter((field) => !on.includes(field))
            .map((field) => (
              // The menu gives the focus back to its button first; the pane takes it from there.
              <MenuItem key={field.param} onSelect={() => setTimeout(() => setOpen(field.param))}>
                {field.label}
              </MenuItem>
            ))}
        </Menu>
        {isDefault ? null : (
          <Button size="sm" variant="ghost" onClick={() => go(cleared(kind))}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
