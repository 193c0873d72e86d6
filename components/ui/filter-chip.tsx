import { X } from 'lucide-react';
import type { ReactNode } from 'react';

export interface FilterChipProps {
  readonly label: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** A filter that came with the address and has no control of its own: what it says, and a way to take it away. */
export function FilterChip({ label, onClear, children }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border border-accent/40 bg-accent-bg pr-0.5 pl-2 text-accent-fg text-xs">
      <span className="shrink-0">{label}:</span>
      <span className="truncate font-medium">{children}</span>
      <button
        type="button"
        aria-label={`Remove the filter ${label}`}
        onClick={onClear}
        className="rounded-sm p-1 hover:bg-hover"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </span>
  );
}
