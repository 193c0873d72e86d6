'use client';
import type { FilterField } from './filter-fields';
import { ChoicePane, ListFacetPane, NamesPane } from './filter-panes';
import type { ListKind } from './list-kind';
import { NumberRangePane, TimeRangePane } from './range-panes';
import type { ListAddress } from './use-list-address';

export interface FilterPaneProps {
  readonly kind: Pick<ListKind<never>, 'name' | 'facets' | 'state'>;
  readonly field: FilterField;
  readonly address: ListAddress;
  readonly onDone: () => void;
}

/** Where one filter of a list is changed. */
export function FilterPane({ kind, field, address, onDone }: FilterPaneProps) {
  const value = address.value(field.param);
  const set = (next: string) => address.go({ [field.param]: next });
  const done = (next: string) => {
    onDone();
    set(next);
  };
  switch (field.kind) {
    case 'facet':
      return (
        <ListFacetPane
          list={kind.name}
          facet={field.param}
          word={kind.facets[field.param]}
          label={field.label}
          search={kind.state.match(address.aheadQuery)}
          value={value}
          onChange={set}
        />
      );
    case 'names':
      return <NamesPane value={value} onChange={set} />;
    case 'number':
      return <NumberRangePane value={value} onChange={done} />;
    case 'time':
      return <TimeRangePane value={value} onChange={done} />;
    case 'choice':
      return <ChoicePane value={value} options={field.options} onChange={done} />;
  }
}
