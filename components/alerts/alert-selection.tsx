'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListSelection } from '@/components/lists/use-selection';
import { Button } from '@/components/ui/button';
import { reached } from '@/components/ui/on-reach';
import { alertCountQuery } from '@/lib/client/alerts-query';
import type { BulkSelection } from '@/lib/domain/views/bulk';

const BulkBar = reached(() => import('@/components/bulk/bulk-bar').then((module) => module.BulkBar));

export interface AlertSelectionProps {
  readonly list: ListSelection;
  /** The queue's filter as its address says it. */
  readonly filter: string;
}

/** What is selected, how everything that matches is selected, and what can be done with it. */
export function AlertSelection({ list, filter }: AlertSelectionProps) {
  const { data } = useQuery(alertCountQuery(filter, list.size > 0));
  const { selection } = list;
  if (list.size === 0) return null;
  const total = data?.total ?? null;
  const chosen: BulkSelection =
    selection.kind === 'ids'
      ? { kind: 'ids', ids: [...selection.ids] }
      : { kind: 'filter', search: filter, expected: selection.expected };
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <BulkBar target="alert" selection={chosen} onDone={list.clear} onClear={list.clear} />
      {selection.kind === 'ids' && total !== null && total > list.size ? (
        <Button size="sm" onClick={() => list.selectAll(total)}>
          Select all {total.toLocaleString('en')} that match
        </Button>
      ) : null}
    </div>
  );
}
