import 'server-only';
import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { env } from '../env';

/** Content up to this size stays in the inbox row itself: one commit, no file. */
export const INLINE_LIMIT = 64 * 1024;

/** Absolute path of a file that the inbox names. */
export const inboxPath = (relative: string): string => path.join(env().dataDir, relative);

/** Relative path of a batch's file, foldered by day of arrival so that no folder grows without end. */
export function batchFile(
  tenantId: string,
  batchId: string,
  receivedAt: number,
  kind: 'staged' | 'events',
): string {
  const day = new Date(receivedAt).toISOString().slice(0, 10);
  return path.posix.join('inbox', tenantId, day, `${batchId}.${kind}.ndjson`);
}

/** A file that grows while a body is read. */
export interface GrowingFile {
  append(content: Buffer): Promise<void>;
  /** Content and folder entry survive a power cut when this returns. */
  finish(): Promise<void>;
  /** Takes the file away. */
  abandon(): Promise<void>;
}

/** Creates a file that nobody else has yet. Until `finish` nothing of it is promised. */
export async function growingFile(relative: string): Promise<GrowingFile> {
  const target = inboxPath(relative);
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true });
  const file = await open(target, 'wx', 0o600);
  return {
    append: (content) => file.writeFile(content),
    finish: async () => {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(folder);
    },
    abandon: async () => {
      await file.close();
      await unlink(target);
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Content of a batch: inline bytes, or the file they were too large for. */
export async function readContent(inline: Buffer | null, relative: string | null): Promise<Buffer> {
  if (inline) return inline;
  return relative ? readFile(inboxPath(relative)) : Buffer.alloc(0);
}
