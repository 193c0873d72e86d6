import type { Signal } from '@/lib/domain/alert';
import { byKind } from './by-kind';
import { CLOUD_APP_DETECTORS } from './cloud-app';
import { CLOUD_CONTROL_DETECTORS } from './cloud-control';
import { EMAIL_DETECTORS } from './email';
import { ENDPOINT_DETECTORS } from './endpoint';
import { exclusionFor } from './exclusions';
import { IDENTITY_DETECTORS } from './identity';
import { PROFILE_UPDATERS } from './profiles/updaters';
import type { DetectionContext, Detector, KeySink, ResolvedEvent } from './types';

export { stateLifetime } from './state-lifetime';

/** Every detector, in the order in which they run. */
export const DETECTORS: readonly Detector[] = [
  ...IDENTITY_DETECTORS,
  ...CLOUD_APP_DETECTORS,
  ...EMAIL_DETECTORS,
  ...ENDPOINT_DETECTORS,
  ...CLOUD_CONTROL_DETECTORS,
];

const DETECTORS_OF = byKind(DETECTORS);
const KEEPERS_OF = byKind(DETECTORS, withOwnKeys);
const UPDATERS_OF = byKind(PROFILE_UPDATERS);

/**
 * Adds the state keys that one event reads or writes: the union over the detectors of its kind and the profile
 * updaters. The driver loads them before `detect`.
 */
export function addStateKeys(event: ResolvedEvent, keys: KeySink): void {
  const kind = event.event.facts.kind;
  for (const detector of KEEPERS_OF(kind)) for (const key of detector.keys(event)) keys.add(key);
  for (const updater of UPDATERS_OF(kind)) for (const key of updater.keys(event)) keys.add(key);
}

/**
 * Runs the detectors that read events of this kind, in their fixed order, then lets the profiles learn. Signals that
 * a person's exclusion matches are left out. Deterministic: the same events and state give the same signals.
 */
export function detect(event: ResolvedEvent, ctx: DetectionContext): readonly Signal[] {
  const kind = event.event.facts.kind;
  const signals: Signal[] = [];
  for (const detector of DETECTORS_OF(kind)) {
    for (const signal of detector.step(event, ctx)) {
      const exclusion = exclusionFor(signal, event, ctx.settings);
      if (exclusion) ctx.excluded?.(exclusion, event);
      else signals.push(signal);
    }
  }
  for (const updater of UPDATERS_OF(kind)) updater.update(event, ctx, signals);
  return signals;
}

/** Detectors that keep state, and of those that need the same keys one: some ten look at the habits of an account. */
function withOwnKeys(detectors: readonly Detector[]): readonly Detector[] {
  const known = new Set<object>();
  return detectors.filter(({ keySource }) => keySource && !known.has(keySource) && known.add(keySource));
}
