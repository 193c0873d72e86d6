import 'server-only';
import type { FacetCounts } from '@/lib/domain/views/facet';
import type { WatchlistItem, WatchlistReject } from '@/lib/domain/views/watchlist';
import type { AskOptions } from '../child/client';
import type { LakeRow } from '../lake/rows';
import { queryProcess } from './child';
import type { NearbyRows } from './nearby';
import type { RelationAnswer, RequestInput, TableCount, TimelinePage } from './protocol';

/**
 * What server code asks the lake. Every function answers from one snapshot of sealed and waiting rows, throws AppError
 * (`timeout`, `unavailable`, `badRequest`), and takes a signal that cancels it.
 */

/** Whole rows by their ids, such as those behind an alert. Rows that are in the lake no longer are left out. */
export const rowsByIds = (
  input: RequestInput<'rowsByIds'>,
  options?: AskOptions,
): Promise<readonly LakeRow[]> => queryProcess.ask('rowsByIds', input, options);

/** What an account, a device or an address did, newest first, across tables. Pass `next` as `before` for older rows. */
export const timeline = (input: RequestInput<'timeline'>, options?: AskOptions): Promise<TimelinePage> =>
  queryProcess.ask('timeline', input, options);

/** Rows about an entity in groups, counted backwards from the newest as far as the budget goes. */
export const facet = (input: RequestInput<'facet'>, options?: AskOptions): Promise<FacetCounts> =>
  queryProcess.ask('facet', input, options);

/** The rows nearest to a moment about accounts, devices, addresses or messages, in the order of events. */
export const nearby = (input: RequestInput<'nearby'>, options?: AskOptions): Promise<NearbyRows> =>
  queryProcess.ask('nearby', input, options);

/** How many rows each table holds, sealed and waiting, and of which times. */
export const tableCounts = (tenantId: string, options?: AskOptions): Promise<readonly TableCount[]> =>
  queryProcess.ask('tableCounts', { tenantId }, options);

/** The newest rows of a table, whole. */
export const sampleRows = (
  input: RequestInput<'sampleRows'>,
  options?: AskOptions,
): Promise<readonly LakeRow[]> => queryProcess.ask('sampleRows', input, options);

/** What telemetry ties to a thing: counts, or the most frequent with their times. */
export const relations = (
  input: RequestInput<'relations'>,
  options?: AskOptions,
): Promise<readonly RelationAnswer[]> => queryProcess.ask('relations', input, options);

/** The newest rows behind one tie. */
export const tieRows = (input: RequestInput<'tieRows'>, options?: AskOptions): Promise<readonly LakeRow[]> =>
  queryProcess.ask('tieRows', input, options);

/** Items of a watchlist, in the order in which they came. */
export const watchlistItems = (
  input: RequestInput<'watchlistItems'>,
  options?: AskOptions,
): Promise<readonly WatchlistItem[]> => queryProcess.ask('watchlistItems', input, options);

/** Rows of an upload that were none. */
export const watchlistRejects = (
  input: RequestInput<'watchlistRejects'>,
  options?: AskOptions,
): Promise<readonly WatchlistReject[]> => queryProcess.ask('watchlistRejects', input, options);

export type { LakeRow } from '../lake/rows';
export type { Position, RelationAnswer, TableCount, ThingKind, TimelinePage } from './protocol';
