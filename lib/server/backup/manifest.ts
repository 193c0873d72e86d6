import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** File that makes a folder a backup. Written last: a folder without it is an attempt that did not finish. */
export const MANIFEST = 'manifest.json';
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.object({ path: z.string(), bytes: z.number().int(), sha256 });

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** Migrations that the state was made by: restored first, newer ones are applied afterwards. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** `COPY … TO` text format, gzip; the hash is of the compressed file. */
  tables: z.array(file.extend({ table: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Segments of the lake and files of the inbox, by their path in the data folder. */
  files: z.array(file),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = z.infer<typeof file>;

/** A backup that cannot be made or used, with the reason for the person who asked. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}

/** Manifest of a backup folder. @throws BackupError when there is none or it is not ours */
export function readManifest(folder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(path.join(folder, MANIFEST), 'utf8');
  } catch {
    throw new BackupError(`${folder} holds no finished backup: ${MANIFEST} is missing`);
  }
  const result = manifestSchema.safeParse(JSON.parse(text));
  if (!result.success) throw new BackupError(`${MANIFEST} is not of a format that this version reads`);
  return result.data;
}
