import { z } from 'zod';
import { BATCH_CHARS, BATCH_FILES, MAX_FILE_BYTES, MAX_RUN } from '../hunting/library';

const id = z.string().min(1).max(100);
const path = z.string().min(1).max(1_000);
const licence = z.string().trim().max(40);

/** An import of a folder, of a repository, or of single files, under the name that it goes by. */
export const beginImportInput = z.object({
  name: z.string().trim().min(1, 'A name for the source').max(100),
  licence: licence.default(''),
});

/** Files of an import. A batch that comes twice changes nothing. */
export const importFilesInput = z
  .object({
    sourceId: id,
    importId: id,
    files: z.array(z.object({ path, text: z.string().max(MAX_FILE_BYTES) })).max(BATCH_FILES),
    /** Files that could not be sent. */
    leftOut: z
      .array(z.object({ path, reason: z.string().max(200) }))
      .max(500)
      .default([]),
  })
  .refine(
    ({ files }) => files.length < 2 || files.reduce((sum, { text }) => sum + text.length, 0) <= BATCH_CHARS,
    {
      message: 'The batch is too large.',
    },
  );
export type ImportFilesInput = z.output<typeof importFilesInput>;

export const endImportInput = z.object({ sourceId: id, importId: id, licence: licence.optional() });

export const sourceInput = z.object({ sourceId: id });

/** Queries to run one after the other. */
export const startRunInput = z.object({
  ids: z.array(id).min(1).max(MAX_RUN),
  /** Milliseconds back from now, for queries that name no time; null for all time. */
  back: z
    .number()
    .int()
    .min(60_000)
    .max(3_660 * 86_400_000)
    .nullable(),
  maxRows: z.number().int().min(1).max(10_000).default(1_000),
  timeoutS: z.number().int().min(1).max(300).default(30),
});

export const checkAgainInput = z.object({ ids: z.array(id).min(1).max(MAX_RUN) });
