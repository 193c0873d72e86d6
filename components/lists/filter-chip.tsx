'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Popover } from '@/components/ui/popover';

export interface FilterChipProps {
  /** The property: "Status". */
  readonly label: string;
  /** What is kept or left out: "Active, In progress"; empty while nothing is chosen. */
  readonly value: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onRemove: () => void;
  /** Where it is changed. */
  readonly children: ReactNode;
}

/** A filter that is in force, in words: pressed it can be changed, and its cross takes it away. */
export function FilterChip({ label, value, open, onOpenChange, onRemove, children }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-accent/40 bg-accent-bg text-accent-fg text-xs sm:max-w-80">
      <Popover
        align="start"
        label={`Filter: ${label}`}
        open={open}
        onOpenChange={onOpenChange}
        className="w-72"
        trigger={
          <button
            type="button"
            className="flex h-full min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2 -outline-offset-2 hover:underline"
          >
            <span className="shrink-0">
              {label}
              {value === '' ? '' : ':'}
            </span>
            {value === '' ? null : (
              <span className="truncate font-medium" title={value}>
                {value}
              </span>
            )}
          </button>
        }
      >
        {children}
      </Popover>
      <button
        type="button"
        aria-label={`Remove the filter ${label}`}
        onClick={onRemove}
        className="flex h-full items-center rounded-r-md px-1 -outline-offset-2 hover:bg-hover"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </span>
  );
}
