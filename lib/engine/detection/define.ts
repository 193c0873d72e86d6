import { DAY } from '@/lib/core/time';
import type { Domain, Reason, ServiceSource, Signal, SignalRisk, Tactic } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import type { EventFacts, EventKind, EventOf } from '@/lib/domain/event';
import type { Severity } from '@/lib/domain/severity';
import type { DetectionContext, Detector, ResolvedEvent } from './types';

export type FactsOf<K extends EventKind> = Extract<EventFacts, { kind: K }>;

/** A resolved event whose facts are known to be of kind `K`. */
export interface Seen<K extends EventKind> {
  readonly resolved: ResolvedEvent;
  readonly event: EventOf<K>;
  readonly facts: FactsOf<K>;
}

/** The part of a signal that differs from one event to the next; the detector's own words fill the rest. */
export interface SignalDraft {
  /** What makes it the same fact, without the detector's id, which is put in front. */
  readonly key: string;
  readonly description: string;
  readonly evidence: readonly (EvidenceItem | undefined)[];
  readonly reasons: readonly Reason[];
  readonly title?: string;
  readonly severity?: Severity;
  readonly tactic?: Tactic;
  readonly techniques?: readonly string[];
  readonly repeatWindow?: number;
  readonly firstActivity?: number;
  readonly lastActivity?: number;
  /** Earlier rows that count as evidence; the row being read is always put first. */
  readonly rowIds?: readonly string[];
  readonly risk?: SignalRisk;
  readonly facts?: readonly string[];
  readonly provider?: Signal['provider'];
  readonly serviceSource?: ServiceSource;
  readonly detectionSource?: string;
  readonly domain?: Domain;
}

export interface DetectorSpec<K extends EventKind> {
  readonly id: string;
  readonly version?: number;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: Severity;
  readonly domain: Domain;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly kinds: readonly K[];
  readonly serviceSource?: ServiceSource;
  /** Default for drafts without their own; one day. */
  readonly repeatWindow?: number;
  keys?(seen: Seen<K>): readonly string[];
  step(seen: Seen<K>, ctx: DetectionContext): readonly SignalDraft[];
}

/** The product whose counterpart a detection is, unless its spec says otherwise. */
const SERVICE_OF: Record<Domain, ServiceSource> = {
  identity: 'azureAdIdentityProtection',
  endpoint: 'microsoftDefenderForEndpoint',
  email: 'microsoftDefenderForOffice365',
  cloudApp: 'microsoftDefenderForCloudApps',
  cloudInfrastructure: 'throughline',
};

const NO_KEYS: readonly string[] = [];
const MAX_EVIDENCE = 60;
const MAX_ROWS = 50;

let lastSeen: Seen<EventKind> | undefined;

/** The event as detectors see it, made once: some twenty of them look at the same one. */
function seenAs<K extends EventKind>(resolved: ResolvedEvent): Seen<K> {
  if (lastSeen?.resolved !== resolved) {
    const { event } = resolved;
    lastSeen = { resolved, event, facts: event.facts } as Seen<EventKind>;
  }
  return lastSeen as unknown as Seen<K>;
}

/** Narrows a resolved event to the kinds that a detector reads; TypeScript cannot follow it through `includes`. */
function see<K extends EventKind>(resolved: ResolvedEvent, kinds: readonly K[]): Seen<K> | undefined {
  const matches = (kinds as readonly EventKind[]).includes(resolved.event.facts.kind);
  return matches ? seenAs<K>(resolved) : undefined;
}

function complete<K extends EventKind>(spec: DetectorSpec<K>, seen: Seen<K>, draft: SignalDraft): Signal {
  const time = seen.event.time;
  const rowIds = [...new Set([seen.event.rowId, ...(draft.rowIds ?? [])])].slice(0, MAX_ROWS);
  return {
    detectorId: spec.id,
    key: `${spec.id}:${draft.key}`,
    repeatWindow: draft.repeatWindow ?? spec.repeatWindow ?? DAY,
    title: draft.title ?? spec.title,
    description: draft.description,
    severity: draft.severity ?? spec.severity,
    serviceSource: draft.serviceSource ?? spec.serviceSource ?? SERVICE_OF[spec.domain],
    detectionSource: draft.detectionSource ?? 'throughline',
    domain: draft.domain ?? spec.domain,
    tactic: draft.tactic ?? spec.tactic,
    techniques: draft.techniques ?? spec.techniques,
    firstActivity: draft.firstActivity ?? time,
    lastActivity: draft.lastActivity ?? time,
    evidence: draft.evidence.filter((item) => item !== undefined).slice(0, MAX_EVIDENCE),
    rowIds,
    reasons: draft.reasons,
    ...(draft.risk ? { risk: draft.risk } : {}),
    ...(draft.facts ? { facts: draft.facts } : {}),
    ...(draft.provider ? { provider: draft.provider } : {}),
  };
}

/**
 * Makes a `Detector` of a spec: narrows events to the spec's kinds and completes its drafts into signals.
 * @returns a detector that says nothing about events of other kinds
 */
export function defineDetector<K extends EventKind>(spec: DetectorSpec<K>): Detector {
  return {
    id: spec.id,
    version: spec.version ?? 1,
    title: spec.title,
    summary: spec.summary,
    source: spec.source,
    severity: spec.severity,
    domain: spec.domain,
    tactic: spec.tactic,
    techniques: spec.techniques,
    kinds: spec.kinds,
    keySource: spec.keys,
    keys(event) {
      const seen = spec.keys ? see(event, spec.kinds) : undefined;
      return seen && spec.keys ? spec.keys(seen) : NO_KEYS;
    },
    step(event, ctx) {
      const seen = see(event, spec.kinds);
      if (!seen) return [];
      const drafts = spec.step(seen, ctx);
      return drafts.length === 0 ? [] : drafts.map((draft) => complete(spec, seen, draft));
    },
  };
}

/** A reason line; numbers are printed as they are. */
export const reason = (label: string, value: string | number): Reason => ({ label, value: String(value) });
