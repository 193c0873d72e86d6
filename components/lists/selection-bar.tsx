'use client';
import { Button } from '@/components/ui/button';
import { reached } from '@/components/ui/on-reach';
import type { JobTarget } from '@/lib/domain/job-states';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import type { ListSelection } from './use-selection';

const BulkBar = reached(() => import('@/components/bulk/bulk-bar').then((module) => module.BulkBar));

export interface SelectionBarProps {
  readonly target: JobTarget;
  readonly list: ListSelection;
  /** The list's filter as its address says it. */
  readonly search: string;
  /** How many match now; null while they are being counted. */
  readonly total: number | null;
}

const told = (n: number) => n.toLocaleString('en');

/** What is selected, how everything that matches is selected, and what can be done with it. */
export function SelectionBar({ target, list, search, total }: SelectionBarProps) {
  const { selection } = list;
  if (list.size === 0) return null;
  const chosen: BulkSelection =
    selection.kind === 'all'
      ? { kind: 'filter', search, expected: selection.expected }
      : { kind: 'ids', ids: [...selection.ids] };
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
      {selection.kind === 'all' ? (
        <p role="status" className="font-medium text-accent-fg">
          All {told(selection.expected)} that match
        </p>
      ) : null}
      {selection.kind === 'ids' && total !== null && total > list.size ? (
        <Button size="sm" onClick={() => list.selectAll(total)}>
          Select all {told(total)} that match
        </Button>
      ) : null}
      <BulkBar target={target} selection={chosen} onDone={list.clear} onClear={list.clear} />
    </div>
  );
}
