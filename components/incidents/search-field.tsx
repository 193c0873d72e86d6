'use client';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Input } from '@/components/ui/field';

/** Marks the field that `/` goes to. */
const MARK = 'data-list-search';

/** Goes to the search field of the page's list. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>(`[${MARK}]`);
  field?.focus();
  field?.select();
}

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onSubmit: (text: string) => void;
}

/** A text filter: applied with Enter, so that a half-typed word costs no query. */
export function SearchField({ label, value, placeholder, onSubmit }: SearchFieldProps) {
  const [draft, setDraft] = useState(value);
  return (
    <search className="relative w-full sm:w-64">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(draft.trim());
        }}
      >
        <Search
          className="pointer-events-none absolute top-1.5 left-2 size-4 text-faint"
          aria-hidden="true"
        />
        <Input
          {...{ [MARK]: '' }}
          type="search"
          aria-keyshortcuts="/"
          aria-label={label}
          value={draft}
          placeholder={placeholder}
          onChange={(event) => {
            setDraft(event.target.value);
            if (event.target.value === '' && value !== '') onSubmit('');
          }}
          className="h-7 pl-8 text-xs"
        />
      </form>
    </search>
  );
}
