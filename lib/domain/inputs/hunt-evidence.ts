import { z } from 'zod';
import { COMMENT_LIMIT, LINK_ROWS_LIMIT, LINK_SIZE_LIMIT } from '../limits';
import { SEVERITIES } from '../severity';
import { MAX_QUERY } from './hunting';

const id = z.string().min(1).max(200);

/** A row as its columns and values, in their order, without what is empty. */
const row = z
  .array(z.tuple([z.string().min(1).max(1_000), z.json()]))
  .min(1)
  .max(1_000);

export const linkRowsInput = z
  .object({
    /** An incident that there is, or a new one. */
    into: z.union([
      z.object({ id }),
      z.object({
        name: z.string().trim().min(1, 'Give the incident a name.').max(300),
        severity: z.enum(SEVERITIES),
      }),
    ]),
    query: z.string().trim().min(1).max(MAX_QUERY),
    ranAt: z.iso.datetime(),
    note: z.string().trim().max(COMMENT_LIMIT),
    rows: z.array(row).min(1, 'Select a row.').max(LINK_ROWS_LIMIT),
  })
  .refine(({ rows }) => JSON.stringify(rows).length <= LINK_SIZE_LIMIT, {
    message: 'These rows are too large to be linked at once. Select fewer, or project fewer columns.',
  });

export const unlinkRowsInput = z.object({
  incidentId: id,
  rowKeys: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(LINK_ROWS_LIMIT),
});

export type LinkRowsInput = z.output<typeof linkRowsInput>;
export type UnlinkRowsInput = z.output<typeof unlinkRowsInput>;
