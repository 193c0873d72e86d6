import type { EntityMention, EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import type { DomainMappings, LearnedPair } from './mappings';

/** Which entity an identifier means, and since when. `entityId` is empty when a weak name turned out to be several. */
export interface IdentifierRecord {
  readonly entityId: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface EntityRecord {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly mergedInto: string | null;
  readonly identifiers: readonly Identifier[];
}

/** What `resolve` reads: prefetched by the driver through `lookupKeys`. */
export interface IdentifierIndex {
  /** Tenant and origin: the same identifier in another tenant is another entity. */
  readonly seed: string;
  readonly mappings: DomainMappings;
  get(type: EntityType, kind: IdentifierKind, value: string): IdentifierRecord | undefined;
  entity(id: string): EntityRecord | undefined;
}

/** Two entities that turned out to be one; the trace keeps what proved it. */
export interface EntityMerge {
  readonly winner: string;
  readonly loser: string;
  readonly reason: string;
}

/** Two entities that share an identifier and still are two: shown, never merged. */
export interface IdentityConflict {
  readonly entityId: string;
  readonly shared: Identifier;
  /** The attribute in which they differ, e.g. `aadUserId`. */
  readonly attribute: string;
}

/** What a mention means. Plain data: `apply` puts it into the index, the driver into its tables. */
export interface Resolution {
  /** Null when the mention holds weak identifiers only. */
  readonly entityId: string | null;
  readonly mention: EntityMention;
  readonly time: number;
  readonly created: boolean;
  /** Identifiers that now mean this entity and meant nothing before. */
  readonly newIdentifiers: readonly Identifier[];
  /** Identifiers given to somebody else since: a UPN that was reassigned. */
  readonly moved: readonly { readonly id: Identifier; readonly from: string }[];
  /** Weak names that were found to be carried by several entities. */
  readonly ambiguous: readonly Identifier[];
  readonly merges: readonly EntityMerge[];
  readonly conflicts: readonly IdentityConflict[];
  readonly learned: readonly LearnedPair[];
}
