import type { Domain, Reason, Signal, Tactic } from '@/lib/domain/alert';
import type { CanonicalEvent, EventKind } from '@/lib/domain/event';
import type { ExclusionCondition } from '@/lib/domain/exclusion';
import type { Severity } from '@/lib/domain/severity';

/**
 * An event whose accounts and hosts were resolved. `actorId`, `hostId` and `targetId` are entity ids: equal ids are
 * the same person or machine whatever name the source used.
 */
export interface ResolvedEvent {
  readonly event: CanonicalEvent;
  readonly actorId?: string | undefined;
  readonly hostId?: string | undefined;
  readonly targetId?: string | undefined;
}

/**
 * State of detectors, one JSON value per key. The driver loads every key that `Detector.keys` names before the
 * step and stores what was written in the same transaction as the decisions. A value is owned by the step while it
 * runs: it may be changed in place, and `write` says that it was.
 */
export interface StateStore {
  read<T>(key: string): T | undefined;
  write<T>(key: string, value: T): void;
}

/** A condition under which a detector stays quiet, set by a person. */
export interface Exclusion {
  readonly id: string;
  readonly detectorId: string;
  /** All must hold. */
  readonly conditions: readonly ExclusionCondition[];
  /** Event time from which it holds no longer, milliseconds; null: until somebody removes it. */
  readonly expiresAt: number | null;
}

/** Settings that detectors read; all have defaults in `settings.ts`. */
export interface DetectionSettings {
  /** Egress addresses or CIDR blocks of the organisation: VPN concentrators, offices. */
  readonly corporateNetworks: readonly string[];
  /** Mail domains of the organisation, lower case. */
  readonly internalDomains: readonly string[];
  readonly exclusions: readonly Exclusion[];
}

/** Takes the state keys of events, each any number of times: a Set, or whoever looks which of them it lacks. */
export interface KeySink {
  add(key: string): unknown;
}

export interface DetectionContext {
  readonly state: StateStore;
  readonly settings: DetectionSettings;
  /** Event-time watermark, milliseconds: the latest event time seen in this stream. Never the clock. */
  readonly now: number;
  /** Told of each signal that an exclusion kept quiet. */
  readonly excluded?: (exclusion: Exclusion, event: ResolvedEvent) => void;
}

/**
 * A streaming detector. `step` is a function of its arguments: no clock, no IO, no randomness; the same sequence of
 * events gives the same signals however it is cut into batches.
 */
export interface Detector {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** One sentence on what it sees and why that matters. */
  readonly summary: string;
  /** Vendor rule, paper or RFC that it follows. */
  readonly source: string;
  readonly severity: Severity;
  readonly domain: Domain;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly kinds: readonly EventKind[];
  /** State keys this event needs; the empty list for a stateless detector. */
  keys(event: ResolvedEvent): readonly string[];
  /** What `keys` is made of: detectors of a kind that share it need the same keys. Absent where there are none. */
  readonly keySource?: object | undefined;
  step(event: ResolvedEvent, ctx: DetectionContext): readonly Signal[];
}

export type { Reason, Signal };
