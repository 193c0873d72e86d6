import type { ServiceSource } from './alert';
import type { Severity } from './severity';

/** Which detections of a source become alerts; the others stay signals, stored and counted for risk. */
export const SERVICE_LEVELS = ['high', 'highAndMedium', 'all', 'off'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

/** What a source starts with where nobody chose: identity protection at high, every other source at all. */
export const defaultServiceLevel = (source: ServiceSource): ServiceLevel =>
  source === 'azureAdIdentityProtection' ? 'high' : 'all';

/** Whether a level lets a detection of this severity become an alert. */
export function levelAdmits(level: ServiceLevel, severity: Severity): boolean {
  switch (level) {
    case 'off':
      return false;
    case 'high':
      return severity === 'high';
    case 'highAndMedium':
      return severity === 'high' || severity === 'medium';
    case 'all':
      return true;
  }
}
