import type { ReactNode } from 'react';

export interface DefinitionListProps {
  /** A value of `null` is shown as a dash. */
  readonly items: readonly { readonly term: string; readonly value: ReactNode }[];
}

/** Terms and values in two columns. */
export function DefinitionList({ items }: DefinitionListProps) {
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-2 sm:grid-cols-[minmax(7rem,auto)_1fr]">
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-muted text-xs leading-5">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.value ?? <span className="text-faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
