import type { ReactNode } from 'react';

/** A row of filters that wraps. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">Filters</legend>
      {children}
    </fieldset>
  );
}
