'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { FacetPane, type FacetValue } from '@/components/lists/facet-pane';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field, Input } from '@/components/ui/field';
import { facetQuery } from '@/lib/client/incidents-query';
import { formatSelection, HISTORY_MODES, type HistoryMode, parseSelection } from '@/lib/domain/views/filter';
import { type FacetCount, type IncidentFacet, NO_VALUE } from '@/lib/domain/views/incident';
import { HISTORY_LABEL } from '@/lib/domain/views/labels';
import { facetLabel, knownValues } from './groups';

export interface IncidentFacetPaneProps {
  readonly facet: IncidentFacet;
  readonly label: string;
  /** The queue's filter as its address says it. */
  readonly search: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Values of one property with exact counts, read when it is opened. */
export function IncidentFacetPane({ facet, label, search, value, onChange }: IncidentFacetPaneProps) {
  const [text, setText] = useState('');
  const known = knownValues(facet);
  const match = useDeferredValue(known.length > 0 ? '' : text.trim());
  const { data, isError } = useQuery(facetQuery(search, facet, match));
  const selection = parseSelection(value);
  const chosen = [...selection.any, ...selection.none];
  return (
    <FacetPane
      label={label}
      values={data ? offered(facet, data, match === '' ? chosen : []) : known.length > 0 ? bare(facet) : null}
      isFailed={isError}
      selection={selection}
      onChange={(next) => onChange(formatSelection(next))}
      {...(known.length > 0 ? {} : { onSearch: setText })}
    />
  );
}

const bare = (facet: IncidentFacet): readonly FacetValue[] =>
  knownValues(facet).map((value) => ({ value, label: facetLabel(facet, value) }));

/** What is stored and what could be, in the usual order; what is chosen is offered though nothing has it. */
function offered(
  facet: IncidentFacet,
  counts: readonly FacetCount[],
  chosen: readonly string[],
): readonly FacetValue[] {
  const stored = counts.map(({ value }) => value);
  const first = facet === 'assignee' ? ['me', NO_VALUE] : [];
  const values = new Set([...first, ...knownValues(facet), ...stored, ...chosen]);
  return [...values]
    .filter((value) => value !== NO_VALUE || facet === 'assignee')
    .map((value) => {
      const found = counts.find((one) => one.value === value);
      const label = facetLabel(facet, value, found?.name);
      return value === 'me' ? { value, label } : { value, label, count: found?.count ?? 0 };
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

export interface HistoryPaneProps {
  readonly value: HistoryMode;
  readonly onChange: (value: HistoryMode) => void;
}

/** Whether incidents of imported history are shown. */
export function HistoryPane({ value, onChange }: HistoryPaneProps) {
  return (
    <div className="flex flex-col p-1">
      {HISTORY_MODES.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === value}
          onClick={() => onChange(mode)}
          className={cx(
            'h-7 rounded-sm px-2 text-left hover:bg-hover',
            mode === value && 'bg-selected font-medium',
          )}
        >
          {HISTORY_LABEL[mode]}
        </button>
      ))}
    </div>
  );
}
