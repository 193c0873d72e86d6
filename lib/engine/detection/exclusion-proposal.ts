import type { EntityType, EvidenceRole, Identifier } from '@/lib/domain/entity';
import { conditionKey, type ExclusionCondition } from '@/lib/domain/exclusion';

/** An entity of the alert that is to be kept quiet next time. */
export interface ProposalEvidence {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly props: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly Identifier[];
}

export interface ProposalAlert {
  readonly detectorId: string;
  readonly title: string;
  /** How many signals the alert stands for. */
  readonly count: number;
  readonly evidence: readonly ProposalEvidence[];
}

/** A condition that an exclusion made from the alert may have. */
export interface ConditionOffer {
  readonly key: string;
  readonly condition: ExclusionCondition;
  readonly role: EvidenceRole | null;
  /** Part of the narrowest exclusion that would have kept this alert quiet. */
  readonly proposed: boolean;
  /** Cannot be left out: without it the exclusion would be about something else. */
  readonly required: boolean;
}

/** Each is met once and never again: nothing is kept quiet by it. */
const ONCE: ReadonlySet<EntityType> = new Set(['mailMessage', 'process']);
/** Often made anew for every recipient: offered, not proposed. */
const FICKLE: ReadonlySet<EntityType> = new Set(['url']);
/** More of one type in one role is a crowd: naming all of them says nothing that will be met again. */
const CROWD = 2;
/** Offered of a crowd. */
const MAX_OF_CROWD = 6;
/** Identifiers that are no one's alone, or name one run of something. */
const WEAK: ReadonlySet<string> = new Set(['name', 'processKey', 'scopedAddress']);

/** Several kinds of fact come from one detector: the alert's title tells them apart. */
const tellsManyFacts = (detectorId: string): boolean => /(?:^|\.)provider[.-]/.test(detectorId);

/**
 * The conditions that an exclusion made from this alert may have, with the narrowest choice that would have kept it
 * quiet: everything that it named and that can be met again. What varied between the alert's signals is offered but
 * not proposed, since no single signal may have had all of it.
 */
export function proposeConditions(alert: ProposalAlert): readonly ConditionOffer[] {
  const groups = new Map<string, ProposalEvidence[]>();
  for (const item of alert.evidence) {
    const key = `${item.type} ${item.role}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const offers = [...groups.values()].flatMap((group) => offersOf(group, alert.count));
  if (tellsManyFacts(alert.detectorId))
    offers.unshift(offer({ on: 'title', value: alert.title }, null, true, true));
  return distinct(offers);
}

function offersOf(group: readonly ProposalEvidence[], count: number): ConditionOffer[] {
  const fixed = count === 1 ? group.length <= CROWD : group.length === 1;
  return group.slice(0, MAX_OF_CROWD).flatMap((item) => {
    if (item.type === 'process') return processOffers(item, fixed);
    const identifiers = item.identifiers.filter(({ kind }) => !WEAK.has(kind));
    if (ONCE.has(item.type) || identifiers.length === 0) return [];
    const { type, name, entityId } = item;
    const proposed = fixed && !FICKLE.has(type);
    return [
      offer({ on: 'entity', type, name, entityId, identifiers: [...identifiers] }, item.role, proposed),
    ];
  });
}

function processOffers(item: ProposalEvidence, fixed: boolean): ConditionOffer[] {
  const { commandLine, path } = item.props;
  const offers: ConditionOffer[] = [];
  const has = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (has(commandLine))
    offers.push(offer({ on: 'process', property: 'commandLine', value: commandLine }, item.role, fixed));
  if (has(path))
    offers.push(
      offer({ on: 'process', property: 'path', value: path }, item.role, fixed && !has(commandLine)),
    );
  return offers;
}

const offer = (
  condition: ExclusionCondition,
  role: EvidenceRole | null,
  proposed: boolean,
  required = false,
): ConditionOffer => ({ key: conditionKey(condition), condition, role, proposed, required });

function distinct(offers: readonly ConditionOffer[]): readonly ConditionOffer[] {
  const byKey = new Map<string, ConditionOffer>();
  for (const one of offers) {
    const known = byKey.get(one.key);
    if (!known || (one.proposed && !known.proposed)) byKey.set(one.key, one);
  }
  return [...byKey.values()];
}
