import 'server-only';
import type { TableName } from '@/lib/domain/tables';
import type { LakeRow } from '../lake/rows';
import { type AskOptions, ask } from './child';
import type { RequestInput, TableCount, TimelinePage } from './protocol';

/**
 * What server code asks the lake. Every function answers from one snapshot of sealed and waiting rows, throws AppError
 * (`timeout`, `unavailable`, `badRequest`), and takes a signal that cancels it.
 */

/** Whole rows by their ids, such as those behind an alert. Rows that are in the lake no longer are left out. */
export const rowsByIds = (
  input: RequestInput<'rowsByIds'>,
  options?: AskOptions,
): Promise<readonly LakeRow[]> => ask('rowsByIds', input, options);

/** What an account, a device or an address did, newest first, across tables. Pass `next` as `before` for older rows. */
export const timeline = (input: RequestInput<'timeline'>, options?: AskOptions): Promise<TimelinePage> =>
  ask('timeline', input, options);

const SIGN_IN_TABLES: TableName[] = ['SigninLogs', 'AADNonInteractiveUserSignInLogs'];

/** An account's sign-ins, newest first. `principals`: every alias of the account. */
export const signIns = (
  input: Pick<RequestInput<'timeline'>, 'tenantId' | 'principals' | 'before' | 'since' | 'limit'>,
  options?: AskOptions,
): Promise<TimelinePage> => ask('timeline', { ...input, tables: SIGN_IN_TABLES }, options);

/** How many rows each table holds, sealed and waiting, and of which times. */
export const tableCounts = (tenantId: string, options?: AskOptions): Promise<readonly TableCount[]> =>
  ask('tableCounts', { tenantId }, options);

/** The newest rows of a table, whole. */
export const sampleRows = (
  input: RequestInput<'sampleRows'>,
  options?: AskOptions,
): Promise<readonly LakeRow[]> => ask('sampleRows', input, options);

export type { LakeRow } from '../lake/rows';
export type { Position, TableCount, TimelinePage } from './protocol';
