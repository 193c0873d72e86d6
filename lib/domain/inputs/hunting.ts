import { z } from 'zod';

/** Longest query; the longest of the published ones has some 20,000 characters. */
const MAX_QUERY = 200_000;
/** Most rows of one answer. */
const MAX_ROWS = 100_000;

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
  properties: z.unknown().optional(),
});
