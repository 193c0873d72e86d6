'use client';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { FacetPane } from '@/components/lists/facet-pane';
import { FilterChip } from '@/components/lists/filter-chip';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { FilterBar } from '@/components/ui/filter-bar';
import { Popover } from '@/components/ui/popover';
import {
  FACET_LABEL,
  facetCounts,
  facetWords,
  LIBRARY_FACETS,
  type LibraryFacet,
  type LibraryParams,
  selectionOf,
  valuesOf,
} from '@/lib/client/library';
import type { LibraryRow } from '@/lib/domain/views/library';

interface FiltersProps {
  readonly rows: readonly LibraryRow[];
  readonly params: LibraryParams;
  readonly onChange: (change: Partial<LibraryParams>) => void;
}

/** The search field and a menu for each property; what is in force stands as a chip in its place. */
export function Filters({ rows, params, onChange }: FiltersProps) {
  const isFiltered = params.q !== '' || LIBRARY_FACETS.some((facet) => params[facet].length > 0);
  return (
    <FilterBar>
      <Input
        id="library-search"
        type="search"
        aria-label="Find a query"
        placeholder="Name, path, tag or reason"
        className="h-7! w-56! text-xs max-sm:w-full!"
        value={params.q}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      {LIBRARY_FACETS.map((facet) => (
        <Facet key={facet} {...{ facet, rows, params, onChange }} />
      ))}
      {isFiltered ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() =>
            onChange({ q: '', state: [], table: [], tactic: [], technique: [], source: [], returns: [] })
          }
        >
          Clear
        </Button>
      ) : null}
    </FilterBar>
  );
}

function Facet({ facet, rows, params, onChange }: FiltersProps & { readonly facet: LibraryFacet }) {
  const [isOpen, setOpen] = useState(false);
  const label = FACET_LABEL[facet];
  const pane = isOpen ? (
    <div className="flex max-h-96 flex-col">
      <FacetPane
        label={label}
        values={facetCounts(rows, params, facet)}
        selection={selectionOf(params[facet])}
        onChange={(selection) => onChange({ [facet]: valuesOf(selection) })}
      />
    </div>
  ) : null;
  if (params[facet].length > 0)
    return (
      <FilterChip
        label={label}
        value={facetWords(facet, params[facet])}
        open={isOpen}
        onOpenChange={setOpen}
        onRemove={() => onChange({ [facet]: [] })}
      >
        {pane}
      </FilterChip>
    );
  return (
    <Popover
      align="start"
      label={`Filter: ${label}`}
      open={isOpen}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <Button size="sm">
          {label}
          <ChevronDown className="size-3.5 text-muted" aria-hidden="true" />
        </Button>
      }
    >
      {pane}
    </Popover>
  );
}
