'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { beginImport, endImport, importFiles } from '@/lib/actions/library';
import { libraryQuery, progressQuery } from '@/lib/client/library';
import { problemOf } from '@/lib/client/use-command';
import { unzip, zipEntries } from '@/lib/core/zip';
import {
  type ChosenFile,
  decodeText,
  inBatches,
  type LeftOut,
  type LibraryFile,
  licenceOf,
  MAX_FILES,
  readChosen,
  wantedFiles,
  withoutRoot,
} from '@/lib/domain/hunting/library';

/** Where an import stands. */
export type ImportState =
  | { readonly is: 'idle' }
  | { readonly is: 'reading' | 'sending'; readonly done: number; readonly total: number }
  | { readonly is: 'done'; readonly sourceId: string }
  | { readonly is: 'failed'; readonly message: string };

const LEFT_OUT_AT_ONCE = 500;

/** What somebody chose: the files of a folder by their paths in it, single files, or what an archive holds. */
export async function chosenFiles(files: readonly File[]): Promise<readonly ChosenFile[]> {
  const [only] = files;
  if (files.length === 1 && only && /\.zip$/i.test(only.name)) return inArchive(only);
  return withoutRoot(
    files.map((file) => ({
      path: file.webkitRelativePath || file.name,
      size: file.size,
      read: async () => new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

async function inArchive(file: File): Promise<readonly ChosenFile[]> {
  const bytes = {
    size: file.size,
    read: async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
  const entries = await zipEntries(bytes);
  return withoutRoot(
    entries.map((entry) => ({ path: entry.path, size: entry.size, read: () => unzip(bytes, entry) })),
  );
}

class Refused extends Error {}

/** What an action answered. @throws Refused with what the person should know */
function answered<T>(result: { readonly data?: T | undefined } | undefined): T {
  const problem = problemOf(result as Parameters<typeof problemOf>[0]);
  if (problem !== null) throw new Refused(problem);
  return result?.data as T;
}

/** Reads chosen files here and sends what may hold queries, a batch at a time. */
export function useImport(): {
  readonly state: ImportState;
  readonly start: (files: readonly ChosenFile[], name: string) => void;
  readonly cancel: () => void;
} {
  const [state, setState] = useState<ImportState>({ is: 'idle' });
  const current = useRef(0);
  const client = useQueryClient();
  const start = async (chosen: readonly ChosenFile[], name: string): Promise<void> => {
    const mine = ++current.current;
    const show = (next: ImportState): boolean => {
      if (current.current !== mine) return false;
      setState(next);
      return true;
    };
    try {
      const { wanted, licence } = wantedFiles(chosen);
      if (wanted.length > MAX_FILES)
        throw new Refused(
          `These are ${wanted.length.toLocaleString('en')} files. An import takes ${MAX_FILES.toLocaleString('en')}: import the folders one by one, under names of their own.`,
        );
      const files: LibraryFile[] = [];
      const leftOut: LeftOut[] = [];
      for (const [index, file] of wanted.entries()) {
        if (index % 50 === 0 && !show({ is: 'reading', done: index, total: wanted.length })) return;
        const read = await readChosen(file);
        if ('text' in read) files.push(read);
        else leftOut.push(read);
      }
      const text =
        licence === undefined ? '' : decodeText(await licence.read().catch(() => new Uint8Array()));
      const importing = answered(await beginImport({ name, licence: licenceOf(text) }));
      for (let at = 0; at < leftOut.length; at += LEFT_OUT_AT_ONCE)
        answered(
          await importFiles({ ...importing, files: [], leftOut: leftOut.slice(at, at + LEFT_OUT_AT_ONCE) }),
        );
      let done = 0;
      for (const batch of inBatches(files)) {
        if (!show({ is: 'sending', done, total: files.length })) return;
        answered(await importFiles({ ...importing, files: [...batch] }));
        done += batch.length;
      }
      answered(await endImport(importing));
      await client.invalidateQueries({ queryKey: libraryQuery.queryKey });
      await client.invalidateQueries({ queryKey: progressQuery.queryKey });
      show({ is: 'done', sourceId: importing.sourceId });
    } catch (error) {
      show({
        is: 'failed',
        message:
          error instanceof Refused
            ? error.message
            : 'The portal did not answer. Import the same again: what arrived is not doubled.',
      });
    }
  };
  const cancel = () => {
    current.current++;
    setState({ is: 'idle' });
  };
  return { state, start: (files, name) => void start(files, name), cancel };
}
