import { z } from 'zod';

/** Longest query; the longest of the published ones has some 20,000 characters. */
export const MAX_QUERY = 200_000;
/** Most rows of one answer. */
export const MAX_ROWS = 100_000;

const text = z.string().max(MAX_QUERY);
const moment = z.number().min(-6e13).max(6e13);

/** A query of the console. */
export const huntInput = z.object({
  text,
  limit: z.number().int().min(1).max(MAX_ROWS).default(10_000),
  during: z.object({ from: moment, to: moment }).nullable().default(null),
});

/** A question of the editor about the text at a place. */
export const languageInput = z.object({
  ask: z.enum(['diagnose', 'complete', 'hover']),
  text,
  position: z.number().int().min(0).max(MAX_QUERY).default(0),
});

/** Body of Microsoft Graph's `runHuntingQuery`. */
export const graphHuntInput = z.object({
  Query: text.min(1),
  /** ISO 8601 duration (`P7D`), or `start/end`; 30 days where absent, as Graph has it. */
  Timespan: z.string().max(100).optional(),
});

/** Body of Kusto's REST endpoints; its database is taken for the tenant's, whatever its name. */
export const kustoInput = z.object({
  csl: text.min(1),
  db: z.string().max(1_000).optional(),
  properties: z
    .object({
      Options: z
        .object({
          /** Times that tables are kept to whose query names none. */
          query_datetimescope_from: z.iso.datetime({ offset: true }).optional(),
          query_datetimescope_to: z.iso.datetime({ offset: true }).optional(),
          /** Rows of the answer at most. */
          truncationmaxrecords: z.number().int().min(1).optional(),
        })
        .nullish(),
    })
    .nullish(),
});

/** A saved query: a new one, or a new version of the one that was looked at. */
export const saveQueryInput = z.object({
  target: z.object({ id: z.string().min(1).max(100), version: z.number().int().min(1) }).optional(),
  name: z.string().trim().min(1).max(120),
  folder: z.string().trim().max(200).default(''),
  description: z.string().trim().max(2_000).default(''),
  text: text.trim().min(1),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  techniques: z
    .array(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'An ATT&CK technique, such as T1078 or T1078.004'))
    .max(50)
    .default([]),
  isShared: z.boolean(),
});
export type SaveQueryInput = z.output<typeof saveQueryInput>;

export const deleteQueryInput = z.object({
  id: z.string().min(1).max(100),
  version: z.number().int().min(1),
});
