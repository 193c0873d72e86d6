import type { EvidenceItem } from '@/lib/domain/entity';
import type { HostActivityFacts, ProcessInfo } from '@/lib/domain/facts/endpoint';
import { actorEvidence, hostEvidence, processEvidence } from '../evidence';
import type { ResolvedEvent } from '../types';

/** Host, account and process of an endpoint row, the way every endpoint alert shows them. */
export const hostStory = (
  event: ResolvedEvent,
  process?: ProcessInfo,
): readonly (EvidenceItem | undefined)[] => [
  hostEvidence(event, 'compromised'),
  actorEvidence(event, 'compromised'),
  processEvidence(event, process, 'suspicious'),
];

/** Everything a host activity says, as one text to search. */
export const allText = (facts: HostActivityFacts): string =>
  [facts.object, facts.detail, ...Object.values(facts.parameters)].filter(Boolean).join('\n');

export const processPath = (process: ProcessInfo | undefined): string =>
  (process?.path ?? process?.fileName ?? '').toLowerCase().replaceAll('/', '\\');
