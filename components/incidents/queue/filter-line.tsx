'use client';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { FilterChip } from '@/components/lists/filter-chip';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { FilterBar } from '@/components/ui/filter-bar';
import { reached } from '@/components/ui/on-reach';
import { useTimeZone } from '@/components/ui/time-text';
import { loadIncidentParams, matchSearch } from '@/lib/client/incidents';
import type { Person } from '@/lib/domain/views/incident';
import { SearchField } from '../search-field';
import { FILTER_FIELDS, type FilterField, filterWords, isOn, offValue } from './filter-fields';
import type { QueueAddress } from './use-queue-address';

const FilterPane = reached(() => import('./filter-pane').then((module) => module.FilterPane));

export interface FilterLineProps {
  readonly address: QueueAddress;
  readonly people: readonly Person[];
}

const BARE = loadIncidentParams(new URLSearchParams());
/** Search and every filter as they are by themselves. */
export const CLEARED = {
  q: '',
  ...Object.fromEntries(FILTER_FIELDS.map(({ param }) => [param, BARE[param]])),
};

/** Search and filters: what is in force stands there in words, default or chosen; the others are behind *Filter*. */
export function FilterLine({ address, people }: FilterLineProps) {
  const { ahead: params, go, isPending } = address;
  const zone = useTimeZone();
  const [open, setOpen] = useState<FilterField['param'] | null>(null);
  const on = FILTER_FIELDS.filter((field) => isOn(field, params) || field.param === open);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name;
  const isDefault = matchSearch(params) === '';
  return (
    <div className={isPending ? 'opacity-70' : undefined} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.q}
          label="Search incidents by number, name or entity"
          placeholder="Number, name or entity"
          value={params.q}
          onSubmit={(q) => go({ q })}
        />
        {on.map((field) => (
          <FilterChip
            key={field.param}
            label={field.label}
            value={filterWords(field, params, nameOf, zone)}
            open={field.param === open}
            onOpenChange={(isOpen) => setOpen(isOpen ? field.param : null)}
            onRemove={() => {
              setOpen(null);
              if (isOn(field, params)) go({ [field.param]: offValue(field) });
            }}
          >
            <FilterPane field={field} address={address} onDone={() => setOpen(null)} />
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
          {FILTER_FIELDS.filter((field) => !on.includes(field)).map((field) => (
            // The menu gives the focus back to its button first; the pane takes it from there.
            <MenuItem key={field.param} onSelect={() => setTimeout(() => setOpen(field.param))}>
              {field.label}
            </MenuItem>
          ))}
        </Menu>
        {isDefault ? null : (
          <Button size="sm" variant="ghost" onClick={() => go(CLEARED)}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
