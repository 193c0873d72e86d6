/** An entry of the audit trail as people read it. */
export interface AuditRow {
  readonly seq: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly target: AuditTarget;
  readonly changes: readonly AuditChange[];
  readonly reason: string | null;
  readonly requestId: string | null;
}

/** What was changed, by the name that people know it by. */
export interface AuditTarget {
  readonly type: string;
  readonly id: string;
  /** Null where the thing is gone, or has no name. */
  readonly name: string | null;
  /** Number of an incident. */
  readonly number: number | null;
}

export interface AuditChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface AuditFilter {
  /** Id of a person or token; empty for everybody. */
  readonly who: string;
  /** The whole action: `incident.resolve`. */
  readonly action: string;
  /** `#42`, an address of a person, or an id. */
  readonly target: string;
  /** `all`, `7d`, or `from..to` in UTC. */
  readonly range: string;
  /** Entries before this number (for the next page). */
  readonly before: string;
}

/** What the filters offer: those who ever did something, and what was ever done. */
export interface AuditChoices {
  readonly actors: readonly { readonly id: string; readonly name: string }[];
  readonly actions: readonly string[];
}
