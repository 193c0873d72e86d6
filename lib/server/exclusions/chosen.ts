import 'server-only';
import type { ExclusionCondition } from '@/lib/domain/exclusion';
import type { ConditionOfferView } from '@/lib/domain/views/exclusion';
import { AppError } from '@/lib/server/errors';

/** The conditions that somebody chose of those that an alert offers. @throws AppError invalid for any other */
export function chosenConditions(
  offers: readonly ConditionOfferView[],
  keys: readonly string[],
): readonly ExclusionCondition[] {
  const known = new Set(offers.map((offer) => offer.key));
  if (keys.some((key) => !known.has(key))) {
    throw new AppError('invalid', 'a condition that the alert does not offer', {
      userText: 'The alert has changed since: look at the exclusion again.',
    });
  }
  return offers
    .filter((offer) => offer.required || keys.includes(offer.key))
    .map(({ condition }) => condition);
}
