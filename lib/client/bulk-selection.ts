import type { JobTarget } from '@/lib/domain/job-states';
import type { AlertFilter } from '@/lib/domain/views/alert';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import type { IncidentFilter } from '@/lib/domain/views/incident';
import { loadAlertParams, toAlertFilter } from './alerts';
import { loadIncidentParams, toIncidentFilter } from './incidents';

type Read =
  | { readonly target: JobTarget; readonly ids: readonly string[] }
  | { readonly target: 'incident'; readonly filter: IncidentFilter; readonly expected: number }
  | { readonly target: 'alert'; readonly filter: AlertFilter; readonly expected: number };

/** Reads a selection's filter exactly as the list that it was made in does. */
export function readSelection(target: JobTarget, selection: BulkSelection): Read {
  if (selection.kind === 'ids') return { target, ids: selection.ids };
  const params = new URLSearchParams(selection.search);
  const { expected } = selection;
  return target === 'incident'
    ? { target, filter: toIncidentFilter(loadIncidentParams(params)), expected }
    : { target, filter: toAlertFilter(loadAlertParams(params)), expected };
}
