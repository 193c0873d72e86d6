import { z } from 'zod';

/** What the portal may ask the process that writes watchlists. It names files of one job's folder only. */

const moment = z.number().min(-6e13).max(6e13);
const name = z.string().min(1).max(1_000);
const item = z.string().regex(/^\d{1,18}$/);

const list = z.object({
  id: z.uuid(),
  alias: z.string(),
  columns: z.array(name).min(1),
  searchKey: name,
  expiresAt: moment.nullable(),
  path: z.string().max(1_000),
  edits: z.array(
    z.object({
      item,
      isDeleted: z.boolean(),
      values: z.array(z.string()),
      expiresAt: moment.nullable(),
      updatedAt: moment,
    }),
  ),
});

export const WRITER_REQUESTS = {
  /** Makes the files of a new version out of a job's uploaded file. */
  convert: z.object({
    jobId: z.uuid(),
    /** What the person chose; null for what the file has only one of. */
    searchKey: name.nullable(),
    expiryColumn: name.nullable(),
    itemDays: z.number().int().min(1).nullable(),
    now: moment,
    firstItem: z.number().int().min(0),
    /** The list whose other items stay: those with a key that the file does not name. */
    into: list.nullable(),
  }),
  /** Makes one file of a list's file and its edits. */
  fold: z.object({ jobId: z.uuid(), list }),
} as const;

export interface ConvertResult {
  readonly columns: readonly string[];
  readonly searchKey: string;
  /** Items of the new file, and how many of them came with the upload. */
  readonly rows: number;
  readonly uploaded: number;
  readonly rejected: number;
  readonly bytes: number;
  readonly nextItem: number;
}

export type WriterInputs = {
  readonly [K in keyof typeof WRITER_REQUESTS]: z.input<(typeof WRITER_REQUESTS)[K]>;
};
export interface WriterResults {
  readonly convert: ConvertResult;
  readonly fold: { readonly rows: number; readonly bytes: number };
}

/** Files in a job's work folder. */
export const UPLOAD = 'upload.csv';
export const ITEMS = 'items.parquet';
export const REJECTS = 'rejects.parquet';
