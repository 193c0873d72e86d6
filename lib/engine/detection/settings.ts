import type { DetectionSettings } from './types';

/** What detection assumes until a person says otherwise: no known egress, no known mail domain, nothing excluded. */
export const DEFAULT_DETECTION_SETTINGS: DetectionSettings = {
  corporateNetworks: [],
  internalDomains: [],
  exclusions: [],
};
