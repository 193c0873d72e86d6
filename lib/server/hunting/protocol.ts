import { z } from 'zod';
import { MAX_QUERY, MAX_ROWS } from '@/lib/domain/inputs/hunting';
import type { HuntResult } from '@/lib/domain/views/hunting';
import type { QueryCheck } from '@/lib/domain/views/library';
import type { Completions } from '@/lib/kql/syntax/editor';
import type { Diagnostic } from '@/lib/kql/types';

/** What server code may ask the hunting process. It checks every request again, whoever sent it. */

const tenantId = z.string().min(1).max(64);
const text = z.string().max(MAX_QUERY);
const position = z.number().int().min(0).max(MAX_QUERY);
const moment = z.number().min(-6e13).max(6e13);

export const HUNTING_REQUESTS = {
  run: z.object({
    tenantId,
    text,
    /** Rows of the answer at most; one that has more says so. */
    limit: z.number().int().min(1).max(MAX_ROWS),
    /** Milliseconds since the epoch; holds for tables of a query that names no time itself. */
    during: z.object({ from: moment, to: moment }).nullable(),
    /** What `now()` is: ISO 8601 in UTC. */
    now: z.iso.datetime(),
  }),
  /** Everything of a run but the rows: analysed, planned and written, over empty tables. */
  check: z.object({ tenantId, text, now: z.iso.datetime() }),
  diagnose: z.object({ tenantId, text }),
  complete: z.object({ tenantId, text, position }),
  hover: z.object({ tenantId, text, position }),
} as const;

export type HuntingKind = keyof typeof HUNTING_REQUESTS;
export type HuntingInputs = { readonly [K in HuntingKind]: z.input<(typeof HUNTING_REQUESTS)[K]> };
export type CheckInput = z.output<(typeof HUNTING_REQUESTS)['check']>;
export type RunInput = z.output<(typeof HUNTING_REQUESTS)['run']>;

export interface HuntingResults {
  readonly run: HuntResult;
  readonly check: QueryCheck;
  readonly diagnose: readonly Diagnostic[];
  readonly complete: Completions;
  readonly hover: string;
}
