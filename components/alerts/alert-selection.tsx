'use client';
import { useQuery } from '@tanstack/react-query';
import { BulkBar } from '@/components/bulk/bulk-bar';
import { Button } from '@/components/ui/button';
import { alertCountQuery } from '@/lib/client/alerts-query';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import type { AlertPicks } from './use-alert-selection';

export interface AlertSelectionProps {
  readonly selection: AlertPicks;
  /** The queue's filter as its address says it. */
  readonly filter: string;
}

/** What is selected, how everything that matches is selected, and what can be done with it. */
export function AlertSelection({ selection, filter }: AlertSelectionProps) {
  const { data } = useQuery(alertCountQuery(filter, selection.size > 0));
  if (selection.size === 0) return null;
  const total = data?.total ?? null;
  const chosen: BulkSelection =
    selection.expected === null
      ? { kind: 'ids', ids: [...selection.ids] }
      : { kind: 'filter', search: filter, expected: selection.expected };
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <BulkBar target="alert" selection={chosen} onDone={selection.clear} onClear={selection.clear} />
      {selection.expected === null && total !== null && total > selection.size ? (
        <Button size="sm" onClick={() => selection.selectAll(total)}>
          Select all {total.toLocaleString('en')} that match
        </Button>
      ) : null}
    </div>
  );
}
