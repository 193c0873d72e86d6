'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ListSelection } from '@/components/lists/use-selection';
import { Button } from '@/components/ui/button';

export interface SelectionBarProps {
  readonly list: ListSelection;
  /** How many match now; null while they are being counted. */
  readonly total: number | null;
  /** What can be done with the selection. */
  readonly children?: ReactNode;
}

const told = (n: number) => n.toLocaleString('en');

/** What is selected, how all that match are selected, and what can be done with it. */
export function SelectionBar({ list, total, children }: SelectionBarProps) {
  if (list.size === 0) return null;
  const isAll = list.selection.kind === 'all';
  return (
    <section
      aria-label="Selection"
      className="mt-2 flex min-h-11 animate-fade flex-wrap items-center gap-2 rounded-lg border border-accent/40 bg-accent-bg px-3 py-1.5 text-accent-fg"
    >
      <p role="status" className="font-medium">
        {isAll ? `All ${told(list.size)} that match` : `${told(list.size)} selected`}
      </p>
      {isAll || total === null || total <= list.size ? null : (
        <Button size="sm" onClick={() => list.selectAll(total)}>
          Select all {told(total)} that match
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={list.clear}>
        <X className="size-3.5" aria-hidden="true" />
        Clear
      </Button>
      <div className="flex flex-1 flex-wrap items-center justify-end gap-2">{children}</div>
    </section>
  );
}
