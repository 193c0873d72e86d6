import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

async function sync(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and every missing one above it, each entry on disk when this returns. */
async function makeDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await sync(path.dirname(made));
}

/** Moves a file that was just written to its place: its content, and both folders' entries, are on disk afterwards. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await sync(from);
  await makeDurably(path.dirname(to));
  await rename(from, to);
  await sync(path.dirname(to));
}

/** Removes a file or folder; one that is gone already is fine. */
export const removeAll = (target: string): Promise<void> => rm(target, { recursive: true, force: true });
