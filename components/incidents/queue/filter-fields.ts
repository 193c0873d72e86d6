import { daysLabel } from '@/components/lists/days-label';
import { zonedTime } from '@/components/ui/time-format';
import type { IncidentParams } from '@/lib/client/incidents';
import { HISTORY_MODES, parseSelection } from '@/lib/domain/views/filter';
import { INCIDENT_FACETS, type IncidentFacet } from '@/lib/domain/views/incident';
import { HISTORY_LABEL, INCIDENT_FACET_LABEL } from '@/lib/domain/views/labels';
import { parseNumberRange, parseTimeRange } from '@/lib/domain/views/range';
import { facetLabel } from './groups';

/** A property that the queue can be filtered by, and how it is told in words. */
export type FilterField =
  | { readonly kind: 'facet'; readonly param: IncidentFacet; readonly label: string }
  | { readonly kind: 'number'; readonly param: 'priority' | 'alerts'; readonly label: string }
  | {
      readonly kind: 'time';
      readonly param: 'range' | 'created' | 'updated' | 'acknowledged' | 'resolved';
      readonly label: string;
    }
  | { readonly kind: 'names'; readonly param: 'entity'; readonly label: string }
  | { readonly kind: 'history'; readonly param: 'history'; readonly label: string };

export const FILTER_FIELDS: readonly FilterField[] = [
  ...INCIDENT_FACETS.map((param) => ({
    kind: 'facet' as const,
    param,
    label: INCIDENT_FACET_LABEL[param],
  })),
  { kind: 'names', param: 'entity', label: 'Entity' },
  { kind: 'number', param: 'priority', label: 'Priority' },
  { kind: 'number', param: 'alerts', label: 'Number of alerts' },
  { kind: 'time', param: 'range', label: 'Last activity' },
  { kind: 'time', param: 'created', label: 'Created' },
  { kind: 'time', param: 'updated', label: 'Last update' },
  { kind: 'time', param: 'acknowledged', label: 'Acknowledged' },
  { kind: 'time', param: 'resolved', label: 'Resolved' },
  { kind: 'history', param: 'history', label: 'Imported history' },
];

/** What the address carries where a property is not filtered by. */
export const offValue = (field: FilterField): string =>
  field.kind === 'number' ? '' : field.kind === 'history' ? 'live' : field.kind === 'time' ? 'all' : 'any';

export const isOn = (field: FilterField, params: IncidentParams): boolean =>
  params[field.param] !== offValue(field);

/** A filter in words: "Active, In progress", "not Informational", "50 or more". */
export function filterWords(
  field: FilterField,
  params: IncidentParams,
  nameOf: (id: string) => string | undefined,
  zone: string,
): string {
  switch (field.kind) {
    case 'facet':
      return selectionWords(params[field.param], (value) => facetLabel(field.param, value, nameOf(value)));
    case 'names':
      return selectionWords(params.entity, (value) => value);
    case 'number':
      return numberWords(params[field.param]);
    case 'time':
      return timeWords(params[field.param], zone);
    case 'history':
      return HISTORY_LABEL[HISTORY_MODES.find((mode) => mode === params.history) ?? 'live'];
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

function timeWords(text: string, zone: string): string {
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
