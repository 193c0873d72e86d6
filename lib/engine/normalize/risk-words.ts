import {
  RISK_DETAILS,
  RISK_EVENT_TYPES,
  RISK_LEVELS,
  RISK_STATES,
  type RiskDetail,
  type RiskEventType,
  type RiskLevel,
  type RiskState,
} from '@/lib/domain/risk';
import { list, lower } from './fields';

/** Looks words up by their letters in lower case: sources differ in case and in a prefix or two. */
function lookUp<T extends string>(members: readonly T[], more: Readonly<Record<string, T>> = {}) {
  const byLowerCase = new Map<string, T>(members.map((member) => [member.toLowerCase(), member]));
  for (const [word, member] of Object.entries(more)) byLowerCase.set(word, member);
  return (value: unknown): T | undefined => {
    if (value === 'none') return byLowerCase.get('none');
    const word = lower(value);
    return word === undefined ? undefined : byLowerCase.get(word);
  };
}

export const riskLevel: (value: unknown) => RiskLevel | undefined = lookUp(RISK_LEVELS);
export const riskState: (value: unknown) => RiskState | undefined = lookUp(RISK_STATES);
export const riskDetail: (value: unknown) => RiskDetail | undefined = lookUp(RISK_DETAILS);
export const riskType: (value: unknown) => RiskEventType | undefined = lookUp(RISK_EVENT_TYPES, {
  anonymousipaddress: 'anonymizedIPAddress',
  malwarelinkedipaddress: 'malwareInfectedIPAddress',
  atypicaltravel: 'unlikelyTravel',
  maliciousipaddress: 'maliciousIPAddress',
  unfamiliarsigninproperties: 'unfamiliarFeatures',
  mcasimpossibletravel: 'mcasImpossibleTravel',
});

/** The risk event types of a list that are known; sources also write the list as JSON text. */
export function riskTypes(value: unknown): readonly RiskEventType[] {
  if (value === undefined || value === null || value === '' || value === '[]') return [];
  return list(value).flatMap((word) => riskType(word) ?? []);
}
