import 'server-only';
import { dayNumber } from '@/lib/core/time';
import {
  addObservationKeys,
  emptyPrevalence,
  extendBaseline,
  observations,
  observe as observeContact,
  type PrevalenceState,
  type TenantBaseline,
} from '@/lib/engine/correlation';
import type { KeySink, ResolvedEvent } from '@/lib/engine/detection/types';
import type { StateCache } from './state-cache';

/** State key of the first and last day of ordinary telemetry. */
export const BASELINE_KEY = 'prevalence:baseline';

/** Kinds that tell of state or of other products' alerts: no telemetry, no baseline. */
const NOT_ORDINARY: ReadonlySet<string> = new Set([
  'providerAlert',
  'providerRisk',
  'providerRiskyUser',
  'inventory',
]);

export function addObservedKeys(event: ResolvedEvent, keys: KeySink): void {
  keys.add(BASELINE_KEY);
  addObservationKeys(event, keys);
}

/** Learns how common the entities of an ordinary row are. */
export function observe(event: ResolvedEvent, state: StateCache): void {
  if (NOT_ORDINARY.has(event.event.facts.kind)) return;
  const known = state.read<TenantBaseline>(BASELINE_KEY);
  const extended = extendBaseline(known, dayNumber(event.event.time));
  if (extended !== known) state.write(BASELINE_KEY, extended);
  for (const { key, counterpart, day } of observations(event)) {
    const seen = state.read<PrevalenceState>(key) ?? emptyPrevalence();
    if (observeContact(seen, counterpart, day)) state.write(key, seen);
  }
}
