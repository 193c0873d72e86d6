'use client';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { uploadWatchlist, type WatchlistUploadRequest } from '@/lib/client/watchlists';
import { type CsvHead, namedTwice, readCsvHead } from '@/lib/core/csv';
import type { WatchlistUploaded } from '@/lib/domain/views/watchlist';

const HEAD_BYTES = 256 * 1024;

export type UploadState =
  | { readonly is: 'choosing'; readonly error: string | null }
  | { readonly is: 'sending'; readonly sent: number; readonly size: number }
  | { readonly is: 'done'; readonly uploaded: WatchlistUploaded };

export interface ChosenFile {
  readonly file: File;
  readonly head: CsvHead;
}

const CHOOSING: UploadState = { is: 'choosing', error: null };

/** A file on its way to the portal: chosen, looked into, sent, read. */
export function useUpload() {
  const router = useRouter();
  const [state, setState] = useState<UploadState>(CHOOSING);
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const running = useRef<AbortController>(null);
  const choose = async (file: File): Promise<CsvHead | null> => {
    setState(CHOOSING);
    const text = await file.slice(0, HEAD_BYTES).text();
    const head = readCsvHead(text, file.size <= HEAD_BYTES, 5);
    const twice = head && namedTwice(head.columns);
    const error = !head
      ? 'The file is empty. It begins with the names of its columns.'
      : twice
        ? `The header names the column '${twice}' twice.`
        : null;
    const usable = error === null ? head : null;
    setChosen(usable ? { file, head: usable } : null);
    setState({ is: 'choosing', error });
    return usable;
  };
  const send = async (request: Pick<WatchlistUploadRequest, 'alias' | 'file' | 'options'>) => {
    const size = request.file.size;
    const controller = new AbortController();
    running.current = controller;
    setState({ is: 'sending', sent: 0, size });
    const outcome = await uploadWatchlist({
      ...request,
      signal: controller.signal,
      onProgress: (sent) => setState({ is: 'sending', sent: Math.min(sent, size), size }),
    });
    running.current = null;
    setState(
      outcome.is === 'done'
        ? { is: 'done', uploaded: outcome.uploaded }
        : { is: 'choosing', error: outcome.message },
    );
    if (outcome.is === 'done') router.refresh();
  };
  const stop = () => running.current?.abort();
  const reset = () => {
    stop();
    setChosen(null);
    setState(CHOOSING);
  };
  return { state, chosen, choose, send, stop, reset };
}
