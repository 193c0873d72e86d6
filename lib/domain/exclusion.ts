import { hash128 } from '../core/hash';
import type { ExclusionCondition } from './inputs/exclusion';

export type { ExclusionCondition } from './inputs/exclusion';

/** Names a condition among those that an alert offers. */
export const conditionKey = (of: ExclusionCondition): string =>
  hash128(
    of.on === 'entity'
      ? `entity|${of.entityId ?? of.identifiers.map(({ kind, value }) => `${kind}=${value}`).join('|')}`
      : of.on === 'process'
        ? `process|${of.property}|${of.value.toLowerCase()}`
        : `title|${of.value}`,
  ).slice(0, 16);

/** How long an exclusion holds unless somebody says otherwise. */
export const DEFAULT_EXCLUSION_DAYS = 90;

/** How long an exclusion may hold, in days; null is until somebody removes it. */
export const EXCLUSION_DAYS = [7, 30, 90, 180, 365, null] as const;
