'use client';
import { NumberRangePane, TimeRangePane } from '@/components/lists/range-panes';
import { matchSearch } from '@/lib/client/incidents';
import type { FilterField } from './filter-fields';
import { HistoryPane, IncidentFacetPane, NamesPane } from './filter-panes';
import type { QueueAddress } from './use-queue-address';

export interface FilterPaneProps {
  readonly field: FilterField;
  readonly address: QueueAddress;
  readonly onDone: () => void;
}

/** Where one filter of the queue is changed. */
export function FilterPane({ field, address: { ahead: params, go }, onDone }: FilterPaneProps) {
  const done = (change: Parameters<typeof go>[0]) => {
    onDone();
    go(change);
  };
  switch (field.kind) {
    case 'facet':
      return (
        <IncidentFacetPane
          facet={field.param}
          label={field.label}
          search={matchSearch(params)}
          value={params[field.param]}
          onChange={(value) => go({ [field.param]: value })}
        />
      );
    case 'names':
      return <NamesPane value={params.entity} onChange={(entity) => go({ entity })} />;
    case 'number':
      return (
        <NumberRangePane value={params[field.param]} onChange={(value) => done({ [field.param]: value })} />
      );
    case 'time':
      return (
        <TimeRangePane value={params[field.param]} onChange={(value) => done({ [field.param]: value })} />
      );
    case 'history':
      return <HistoryPane value={params.history} onChange={(history) => done({ history })} />;
  }
}
