import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { WatchlistUploaded } from '@/lib/domain/views/watchlist';
import { toFragment } from './query-text';

const LIST_PARSERS = { q: parseAsString.withDefault('') } as const;
export const loadListParams = createLoader(LIST_PARSERS);
const serializeLists = createSerializer(LIST_PARSERS);

/** Address of the lists, those that hold a text. */
export const watchlistsHref = (q: string): string => `/watchlists${serializeLists({ q })}`;

const ITEM_PARSERS = {
  find: parseAsString.withDefault(''),
  in: parseAsStringLiteral(['key', 'any'] as const).withDefault('key'),
  after: parseAsString.withDefault(''),
} as const;

export const loadItemParams = createLoader(ITEM_PARSERS);
const serialize = createSerializer(ITEM_PARSERS);

export interface ItemParams {
  readonly find: string;
  readonly in: 'key' | 'any';
}

/** Address of a list, with the items that one looks at. */
export const watchlistHref = (id: string, params: Partial<ItemParams & { after: string }> = {}): string =>
  `/watchlists/${id}${serialize(params)}`;

/** Address of the console with a query over a list. */
export const huntWithHref = async (alias: string): Promise<string> =>
  `/hunting#q=${await toFragment(`_GetWatchlist('${alias}')`)}`;

/** Address of the rows of an upload that could not be read. */
export const rejectsHref = (alias: string, number: number): string =>
  `/api/watchlists/${encodeURIComponent(alias)}/rejects?version=${number}`;

export interface WatchlistUploadRequest {
  readonly alias: string;
  readonly file: File;
  /** As the route takes them; what is undefined is not sent. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Bytes that are sent. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** What came of an upload, in words for the page. */
export type UploadOutcome =
  | { readonly is: 'done'; readonly uploaded: WatchlistUploaded }
  | { readonly is: 'refused'; readonly message: string };

interface Problem {
  readonly title?: string;
  readonly requestId?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Sends a file as it is on the disk; `fetch` would not tell how far it is. */
export function uploadWatchlist(upload: WatchlistUploadRequest): Promise<UploadOutcome> {
  const { alias, file, options, onProgress, signal } = upload;
  const query = new URLSearchParams(
    Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/watchlists/${encodeURIComponent(alias)}?${query}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => resolve(outcomeOf(request));
    request.onerror = () =>
      resolve({ is: 'refused', message: 'The portal did not answer. Nothing was changed.' });
    request.onabort = () =>
      resolve({ is: 'refused', message: 'The upload was stopped. Nothing was changed.' });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function outcomeOf({ status, response }: XMLHttpRequest): UploadOutcome {
  if (status >= 200 && status < 300) return { is: 'done', uploaded: response as WatchlistUploaded };
  const { title, requestId, fields } = (response ?? {}) as Problem;
  const message = Object.values(fields ?? {})[0] ?? title ?? 'The portal did not answer.';
  return {
    is: 'refused',
    message: status >= 500 && requestId ? `${message} (request ${requestId})` : message,
  };
}
