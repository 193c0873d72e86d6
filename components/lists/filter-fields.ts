import { zonedTime } from '@/components/ui/time-format';
import { HISTORY_MODES, parseSelection } from '@/lib/domain/views/filter';
import { HISTORY_LABEL } from '@/lib/domain/views/labels';
import { parseNumberRange, parseTimeRange } from '@/lib/domain/views/range';
import { daysLabel } from './days-label';
import { type FacetWords, facetLabel } from './facet-words';

/** A property that a list can be filtered by, and how it is told in words. */
export type FilterField = { readonly param: string; readonly label: string } & (
  | { readonly kind: 'facet' | 'number' | 'time' | 'names' }
  /** One of a few; the first is the list without this filter. */
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
);

/** A field for each facet of a list. */
export const facetFields = (words: FacetWords): readonly FilterField[] =>
  Object.entries(words).map(([param, { label }]) => ({ kind: 'facet', param, label }));

/** Whether what was imported from the past is shown. */
export const HISTORY_FIELD: FilterField = {
  kind: 'choice',
  param: 'history',
  label: 'Imported history',
  options: HISTORY_MODES.map((value) => ({ value, label: HISTORY_LABEL[value] })),
};

const OFF = { facet: 'any', names: 'any', number: '', time: 'all' } as const;

/** What the address carries where a property is not filtered by. */
export const offValue = (field: FilterField): string =>
  field.kind === 'choice' ? (field.options[0]?.value ?? '') : OFF[field.kind];

/** A filter in words: "Active, In progress", "not Informational", "50 or more". */
export function filterWords(
  field: FilterField,
  value: string,
  words: FacetWords,
  nameOf: (id: string) => string | undefined,
  zone: string,
): string {
  switch (field.kind) {
    case 'facet':
      return selectionWords(value, (one) => facetLabel(words[field.param], one, nameOf(one)));
    case 'names':
      return selectionWords(value, (one) => one);
    case 'number':
      return numberWords(value);
    case 'time':
      return timeWords(value, zone);
    case 'choice':
      return field.options.find((option) => option.value === value)?.label ?? value;
  }
}

function selectionWords(text: string, label: (value: string) => string): string {
  const { any, none } = parseSelection(text);
  return [...any.map(label), ...none.map((value) => `not ${label(value)}`)].join(', ');
}

function numberWords(text: string): string {
  const { min, max } = parseNumberRange(text);
  if (min !== null && max !== null) return min === max ? String(min) : `${min} to ${max}`;
  return min !== null ? `${min} or more` : max !== null ? `${max} or less` : '';
}

/** A span of time in words, in the person's own zone. */
export function timeWords(text: string, zone: string): string {
  const range = parseTimeRange(text);
  if (range.kind === 'all') return '';
  if (range.kind === 'last') return daysLabel(range.days);
  const told = (iso: string) => {
    const { date, time, offset } = zonedTime(new Date(iso), zone);
    return `${date} ${time.slice(0, 5)} ${offset}`;
  };
  const from = range.from === null ? '' : `from ${told(range.from)}`;
  const to = range.to === null ? '' : `until ${told(range.to)}`;
  return [from, to].filter(Boolean).join(' ');
}
