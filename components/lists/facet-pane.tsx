'use client';
import { Ban, Check } from 'lucide-react';
import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import { Input } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import type { Selection } from '@/lib/domain/views/filter';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  /** Exact; absent while it is being counted. */
  readonly count?: number | undefined;
}

export interface FacetPaneProps {
  readonly label: string;
  /** Null while they are being read. */
  readonly values: readonly FacetValue[] | null;
  readonly isFailed?: boolean;
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
  /** For facets with more values than are offered: what is typed is looked for on the server. */
  readonly onSearch?: (text: string) => void;
}

const without = (values: readonly string[], value: string) => values.filter((other) => other !== value);

function keep({ any, none }: Selection, value: string): Selection {
  if (any.includes(value)) return { any: without(any, value), none };
  return { any: [...any, value], none: without(none, value) };
}

function leaveOut({ any, none }: Selection, value: string): Selection {
  if (none.includes(value)) return { any, none: without(none, value) };
  return { any: without(any, value), none: [...none, value] };
}

/** The values of one property with their counts: each can be kept or left out, several of each. */
export function FacetPane(props: FacetPaneProps) {
  const { label, values, selection, onChange, onSearch } = props;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = (values ?? []).filter((value) => onSearch || value.label.toLowerCase().includes(wanted));
  return (
    <>
      {onSearch || (values?.length ?? 0) > 8 ? (
        <div className="border-b p-1.5">
          <Input
            type="search"
            aria-label={`Find a value of ${label}`}
            placeholder="Find"
            value={text}
            className="h-7 text-xs"
            onChange={(event) => {
              setText(event.target.value);
              onSearch?.(event.target.value);
            }}
          />
        </div>
      ) : null}
      <ul aria-label={label} className="min-h-0 overflow-y-auto p-1">
        {values === null ? <Loading isFailed={props.isFailed ?? false} /> : null}
        {shown.map((value) => (
          <Value key={value.value} value={value} selection={selection} onChange={onChange} />
        ))}
        {values !== null && shown.length === 0 ? (
          <li className="px-2 py-1 text-muted text-xs">No such value in what matches.</li>
        ) : null}
      </ul>
    </>
  );
}

function Loading({ isFailed }: { readonly isFailed: boolean }) {
  if (isFailed) return <li className="px-2 py-1 text-high-fg text-xs">The values could not be read.</li>;
  return ['a', 'b', 'c', 'd'].map((key) => (
    <li key={key} className="flex h-7 items-center px-2">
      <Skeleton className="h-3 w-full" />
    </li>
  ));
}

interface ValueProps {
  readonly value: FacetValue;
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
}

function Value({ value: { value, label, count }, selection, onChange }: ValueProps) {
  const isKept = selection.any.includes(value);
  const isOut = selection.none.includes(value);
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        aria-pressed={isKept}
        onClick={() => onChange(keep(selection, value))}
        className={cx(
          'flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-sm px-2 text-left hover:bg-hover',
          isKept && 'font-medium',
        )}
      >
        <Check className={cx('size-3.5 shrink-0', !isKept && 'invisible')} aria-hidden="true" />
        <span className={cx('min-w-0 flex-1 truncate', isOut && 'text-muted line-through')} title={label}>
          {label}
        </span>
        {count === undefined ? null : (
          <span className="shrink-0 text-muted text-xs">{count.toLocaleString('en')}</span>
        )}
      </button>
      <button
        type="button"
        aria-pressed={isOut}
        aria-label={`Leave out ${label}`}
        title="Leave out"
        onClick={() => onChange(leaveOut(selection, value))}
        className={cx(
          'flex size-7 shrink-0 items-center justify-center rounded-sm hover:bg-hover',
          isOut ? 'text-high-fg' : 'text-faint',
        )}
      >
        <Ban className="size-3.5" aria-hidden="true" />
      </button>
    </li>
  );
}
