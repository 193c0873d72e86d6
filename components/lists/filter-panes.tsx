'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field, Input } from '@/components/ui/field';
import { facetQuery } from '@/lib/client/list-query';
import { formatSelection, parseSelection } from '@/lib/domain/views/filter';
import { type FacetCount, type ListName, NO_VALUE } from '@/lib/domain/views/list';
import { FacetPane, type FacetValue } from './facet-pane';
import { type FacetWord, facetLabel } from './facet-words';

export interface ListFacetPaneProps {
  readonly list: ListName;
  readonly facet: string;
  readonly word: FacetWord | undefined;
  readonly label: string;
  /** The list's filter as its address says it. */
  readonly search: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Values of one property with exact counts, read when it is opened. */
export function ListFacetPane({ list, facet, word, label, search, value, onChange }: ListFacetPaneProps) {
  const [text, setText] = useState('');
  const known = word?.values ?? [];
  const match = useDeferredValue(known.length > 0 ? '' : text.trim());
  const { data, isError } = useQuery(facetQuery(list, search, facet, match));
  const selection = parseSelection(value);
  const chosen = [...selection.any, ...selection.none];
  return (
    <FacetPane
      label={label}
      values={data ? offered(word, data, match === '' ? chosen : []) : known.length > 0 ? bare(word) : null}
      isFailed={isError}
      selection={selection}
      onChange={(next) => onChange(formatSelection(next))}
      {...(known.length > 0 ? {} : { onSearch: setText })}
    />
  );
}

const bare = (word: FacetWord | undefined): readonly FacetValue[] =>
  (word?.values ?? []).map((value) => ({ value, label: facetLabel(word, value) }));

/** What is stored and what could be, in the usual order; what is chosen is offered though nothing has it. */
function offered(
  word: FacetWord | undefined,
  counts: readonly FacetCount[],
  chosen: readonly string[],
): readonly FacetValue[] {
  const stored = counts.map(({ value }) => value);
  const first = word?.isPerson ? ['me', NO_VALUE] : [];
  const values = new Set([...first, ...(word?.values ?? []), ...stored, ...chosen]);
  return [...values]
    .filter((value) => value !== NO_VALUE || word?.isPerson || word?.values?.includes(NO_VALUE))
    .map((value) => {
      const found = counts.find((one) => one.value === value);
      const label = facetLabel(word, value, found?.name);
      return word?.isPerson && value === 'me' ? { value, label } : { value, label, count: found?.count ?? 0 };
    });
}

export interface NamesPaneProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Entities by name or identifier, kept or left out. */
export function NamesPane({ value, onChange }: NamesPaneProps) {
  const [text, setText] = useState('');
  const selection = parseSelection(value);
  // A comma separates the values of a filter.
  const name = text.replaceAll(',', ' ').replace(/^!+/, '').trim();
  const add = (part: 'any' | 'none') => {
    if (name === '') return;
    onChange(formatSelection({ ...selection, [part]: [...selection[part], name] }));
    setText('');
  };
  return (
    <>
      <form
        className="flex flex-col gap-2 border-b p-3"
        onSubmit={(event) => {
          event.preventDefault();
          add('any');
        }}
      >
        <Field label="Name or identifier" hint="Words of a name, or how an address, UPN, SID or hash begins.">
          {(state) => (
            <Input
              {...state}
              value={text}
              maxLength={200}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button size="sm" disabled={name === ''} onClick={() => add('none')}>
            Leave out
          </Button>
          <Button type="submit" size="sm" variant="primary" disabled={name === ''}>
            Keep
          </Button>
        </div>
      </form>
      {selection.any.length + selection.none.length === 0 ? null : (
        <FacetPane
          label="Entities"
          values={[...selection.any, ...selection.none].map((one) => ({ value: one, label: one }))}
          selection={selection}
          onChange={(next) => onChange(formatSelection(next))}
        />
      )}
    </>
  );
}

export interface ChoicePaneProps {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a few. */
export function ChoicePane({ value, options, onChange }: ChoicePaneProps) {
  return (
    <div className="flex flex-col p-1">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cx(
            'h-7 rounded-sm px-2 text-left hover:bg-hover',
            option.value === value && 'bg-selected font-medium',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
