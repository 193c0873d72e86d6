import { z } from 'zod';
import { LAKE_KINDS, type LakeKind } from '@/lib/domain/investigation';
import { TABLES } from '@/lib/domain/tables';
import { FACETS, type FacetCounts } from '@/lib/domain/views/facet';
import type { WatchlistItem, WatchlistReject } from '@/lib/domain/views/watchlist';
import type { LakeRow } from '../lake/rows';
import type { NearbyRows } from './nearby';

/**
 * What server code may ask the query process. Requests are data, never SQL: the process writes the SQL itself, and
 * checks every request again, whoever sent it.
 */

const table = z.enum(TABLES);
const names = z.array(z.string().min(1).max(500)).max(200);
const tenantId = z.string().min(1).max(64);
const moment = z.number().min(-6e13).max(6e13);
const limit = z.number().int().min(1).max(1000);
/** Rows strictly older than this one, in the order (time, row id). */
const position = z.object({ time: moment, rowId: z.string().max(200) });

/** What a row can name beside accounts, devices and addresses. */
export const THING_KINDS = ['message', 'hash', 'fileName', 'app', 'url', 'domain'] as const;
export type ThingKind = (typeof THING_KINDS)[number];

export const REQUESTS = {
  rowsByIds: z.object({
    tenantId,
    table,
    rowIds: z.array(z.string().min(1).max(200)).min(1).max(1000),
    /** Event times between which the rows are, milliseconds since the epoch. */
    from: moment,
    to: moment,
  }),
  timeline: z.object({
    tenantId,
    tables: z.array(table).min(1),
    /** Every alias of one account: UPN, mail, object id, SID, `domain\name`. Case is ignored. */
    principals: names.default([]),
    /** Every name of one device: FQDN, host name, device id. */
    hosts: names.default([]),
    addresses: names.default([]),
    /** Anything else that a column of its own names: messages, hashes, applications, addresses of the web. */
    things: names.default([]),
    thingKind: z.enum(THING_KINDS).optional(),
    /** Only rows of which a telling column holds this text. */
    text: z.string().max(200).optional(),
    /** Only rows whose address lies there: a country, or a country and a city (`SE/Gothenburg`). */
    place: z.string().max(200).optional(),
    before: position.optional(),
    /** Older events are not looked for. */
    since: moment.optional(),
    limit,
    /** Milliseconds after which the answer is what was found so far. */
    budgetMs: z.number().int().min(50).max(10_000).default(2_500),
  }),
  facet: z.object({
    tenantId,
    facet: z.enum(FACETS),
    /** Every name of the entity that the facet asks about, as its columns hold them. */
    names: names.min(1),
    days: z.number().min(1).max(31),
    limit: z.number().int().min(1).max(5000),
    budgetMs: z.number().int().min(50).max(10_000),
  }),
  nearby: z.object({
    tenantId,
    tables: z.array(table).min(1),
    /** As for a timeline. */
    principals: names.default([]),
    hosts: names.default([]),
    addresses: names.default([]),
    /** Mail rows about these messages; then nobody else is asked for. */
    messageIds: names.default([]),
    /** Only rows that tell the start of a process; with ids or the sensor's own keys, of these processes. */
    processStarts: z
      .object({
        ids: z.array(z.number().int().min(0).max(4_294_967_295)).max(50).default([]),
        keys: names.default([]),
      })
      .optional(),
    /** The rows nearest to this moment come first, between the other two. */
    around: moment,
    from: moment,
    to: moment,
    limit,
  }),
  tableCounts: z.object({ tenantId }),
  sampleRows: z.object({ tenantId, table, limit }),
  relations: z.object({
    tenantId,
    kinds: z.array(z.enum(LAKE_KINDS)).min(1).max(LAKE_KINDS.length),
    /** Every name of the thing that is asked about, of the kind that the questions look for, lower case. */
    names: names.min(1),
    since: moment,
    until: moment,
    /** How many of what is found are told; 0 counts alone. */
    limit: z.number().int().min(0).max(500),
    /** Milliseconds after which what is left is told as not counted. */
    budgetMs: z.number().min(1).max(10_000),
  }),
  tieRows: z.object({
    tenantId,
    kind: z.enum(LAKE_KINDS),
    names: names.min(1),
    /** Every name of what the question found, lower case. */
    values: z.array(z.string().min(1).max(2_000)).min(1).max(200),
    since: moment,
    until: moment,
    limit,
  }),
  watchlistItems: z.object({
    tenantId,
    id: z.uuid(),
    /** Only items that hold this text, in any case: in their search key, or in any column. */
    find: z.string().max(200).default(''),
    in: z.enum(['key', 'any']).default('key'),
    /** Only these items. */
    items: z
      .array(z.string().regex(/^\d{1,18}$/))
      .max(200)
      .optional(),
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit,
  }),
  watchlistRejects: z.object({
    tenantId,
    id: z.uuid(),
    number: z.number().int().min(1),
    after: z.number().int().min(0),
    limit: z.number().int().min(1).max(10_000),
  }),
} as const;

export type RequestKind = keyof typeof REQUESTS;
export type RequestInput<K extends RequestKind> = z.input<(typeof REQUESTS)[K]>;
export type CheckedInput<K extends RequestKind> = z.output<(typeof REQUESTS)[K]>;
export type Position = z.output<typeof position>;

/** Events, newest first. */
export interface TimelinePage {
  /** `columns` holds those that tell what happened; `rowsByIds` gives the whole row. */
  readonly rows: readonly LakeRow[];
  /** Where older events begin; null when there are none left. */
  readonly next: Position | null;
  /** True when the search stopped before the limit because it took long: `next` goes on where it stopped. */
  readonly partial: boolean;
}

export interface TableCount {
  readonly table: string;
  /** Rows that queries see: sealed and waiting. */
  readonly rows: number;
  readonly waiting: number;
  /** Bytes of Parquet. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly minTime: number;
  readonly maxTime: number;
}

/** What a question about a thing found. */
export interface RelationAnswer {
  readonly kind: LakeKind;
  /** Distinct things; null when they were not counted in time. */
  readonly total: number | null;
  /** There are more than `total`. */
  readonly isCapped: boolean;
  /** Where the window began that was read: later than asked for where there were too many rows. */
  readonly since: number;
  readonly values: readonly {
    readonly value: string;
    readonly label: string;
    /** Rows that name it. */
    readonly count: number;
    readonly first: number;
    readonly last: number;
  }[];
}

export interface ResultOf {
  readonly rowsByIds: readonly LakeRow[];
  readonly timeline: TimelinePage;
  readonly facet: FacetCounts;
  readonly nearby: NearbyRows;
  readonly tableCounts: readonly TableCount[];
  readonly sampleRows: readonly LakeRow[];
  readonly relations: readonly RelationAnswer[];
  readonly tieRows: readonly LakeRow[];
  readonly watchlistItems: readonly WatchlistItem[];
  readonly watchlistRejects: readonly WatchlistReject[];
}
