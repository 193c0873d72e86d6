import type { EntityType } from '../entity';

/** Questions about an entity that the lake answers in counts: who, with what, from where. */
export const FACETS = [
  'accountPlaces',
  'accountHours',
  'accountApps',
  'accountDevices',
  'ipAccounts',
  'ipDevices',
  'ipSenders',
  'hostUsers',
  'hostProcesses',
  'hostPeers',
  'mailboxActivity',
  'mailboxSenders',
  'appUsers',
  'appAddresses',
  'appCalls',
  'fileDevices',
  'fileMails',
  'webVisitors',
  'webMails',
] as const;
export type FacetName = (typeof FACETS)[number];

/** How far back facets count. Longer ranges could not be answered while somebody waits. */
export const FACET_RANGES = ['1d', '3d', '7d', '30d'] as const;
export type FacetRange = (typeof FACET_RANGES)[number];

/** Who and what works every day is told by a week; an address, a file or a domain may have been seen once, weeks ago. */
export const usualRange = (type: EntityType): FacetRange =>
  type === 'account' || type === 'host' || type === 'mailbox' ? '7d' : '30d';

/** A group of rows. */
export interface FacetGroup {
  /** What kind of thing `name` names; null for what has no page. */
  readonly type: EntityType | null;
  readonly name: string;
  /** What tells groups of one name apart: a process, a logon type, an address. */
  readonly detail: string | null;
  readonly count: number;
  readonly failed: number;
  readonly risky: number;
  /** Milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A group whose name leads to the page of what it means. */
export interface FacetRow extends FacetGroup {
  /** What people call it. */
  readonly label: string;
  /** Id for a link, where `type` has pages. */
  readonly entityId: string | null;
}

export interface FacetCounts<G extends FacetGroup = FacetGroup> {
  /** The largest groups. */
  readonly groups: readonly G[];
  /** How many groups there are. */
  readonly total: number;
  /** The rows counted lie between these, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Counting stopped at `from` because it took long: what is older is not in it. */
  readonly partial: boolean;
}

/** What a panel shows: counts, or why there are none. */
export type FacetAnswer = FacetCounts<FacetRow> | { readonly failed: string };
