/** What is wrong with a query, or that nothing is, as the analyser and the engine say. */
export const QUERY_STATES = ['waiting', 'runs', 'unsupported', 'unknownName', 'invalid', 'failed'] as const;
export type QueryState = (typeof QUERY_STATES)[number];

export const QUERY_STATE_LABEL: Readonly<Record<QueryState, string>> = {
  waiting: 'Not checked yet',
  runs: 'Runs',
  unsupported: 'Unsupported',
  unknownName: 'Unknown table or column',
  invalid: 'Invalid',
  failed: 'Not checked: it failed',
};

/** What came of a query in a run of many. */
export const RUN_OUTCOMES = ['waiting', 'rows', 'none', 'refused', 'timeout', 'failed'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export const RUN_OUTCOME_LABEL: Readonly<Record<RunOutcome, string>> = {
  waiting: 'Waiting',
  rows: 'Returns rows',
  none: 'No rows',
  refused: 'Cannot run',
  timeout: 'Took too long',
  failed: 'Failed',
};

export const QUERY_KINDS = ['hunting', 'analytic', 'nrt'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

export const QUERY_KIND_LABEL: Readonly<Record<QueryKind, string>> = {
  hunting: 'Hunting query',
  analytic: 'Scheduled rule',
  nrt: 'Near-real-time rule',
};

/** Files that may hold queries. */
const LIBRARY_FILES = /\.(ya?ml|kql|csl|kusto|txt|md|markdown|json)$/i;
/** Largest file that is read, bytes. A query of the published ones has 20 KB at most. */
export const MAX_FILE_BYTES = 512 * 1024;
/** Files of one import, after those that hold no queries by their name are left out. */
export const MAX_FILES = 20_000;
/** Queries of one source. */
export const MAX_QUERIES = 10_000;
/** What one request brings: so many files, or so many characters, whichever is reached first. */
export const BATCH_FILES = 40;
export const BATCH_CHARS = 400_000;
/** Queries that one run takes. */
export const MAX_RUN = 5_000;

/** A file of an import, as text. */
export interface LibraryFile {
  readonly path: string;
  readonly text: string;
}

/** A file that cannot be sent: why, for the report. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** Cuts files into requests, in order. */
export function* inBatches(files: Iterable<LibraryFile>): Generator<readonly LibraryFile[]> {
  let batch: LibraryFile[] = [];
  let chars = 0;
  for (const file of files) {
    if (batch.length > 0 && (batch.length >= BATCH_FILES || chars + file.text.length > BATCH_CHARS)) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(file);
    chars += file.text.length;
  }
  if (batch.length > 0) yield batch;
}

/** Text of a file whatever wrote it: UTF-8, UTF-16 with its mark, else Windows' own; line ends become `\n`. */
export function decodeText(bytes: Uint8Array): string {
  return decoded(bytes)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The licence that a text of that name most likely is, by its usual first words; empty where they are unknown. */
export function licenceOf(text: string): string {
  const head = text.slice(0, 2_000);
  if (/\bMIT License\b|Permission is hereby granted, free of charge/i.test(head)) return 'MIT';
  if (/Apache License/i.test(head)) return 'Apache-2.0';
  if (/GNU AFFERO/i.test(head)) return 'AGPL-3.0';
  if (/GNU LESSER/i.test(head)) return 'LGPL-3.0';
  if (/GNU GENERAL PUBLIC LICENSE/i.test(head)) return /Version 2/.test(head) ? 'GPL-2.0' : 'GPL-3.0';
  if (/Redistribution and use in source and binary forms/i.test(head))
    return /Neither the name/i.test(text) ? 'BSD-3-Clause' : 'BSD-2-Clause';
  if (/CC0|Creative Commons/i.test(head)) return /CC0/.test(head) ? 'CC0-1.0' : 'Creative Commons';
  return '';
}

const isLicence = (path: string): boolean => /(^|\/)licen[cs]e(\.(md|txt))?$/i.test(path);

/** A file that somebody chose, not read yet. */
export interface ChosenFile {
  readonly path: string;
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

/** Folders that hold no queries of a repository. */
const BESIDE = /(^|\/)(\.git|\.github|\.vscode|node_modules|__MACOSX)\//;

/** The files among those chosen that may hold queries, in a stable order, and its licence. */
export function wantedFiles(files: readonly ChosenFile[]): {
  readonly wanted: readonly ChosenFile[];
  readonly licence: ChosenFile | undefined;
} {
  const inside = files.filter(({ path }) => !BESIDE.test(path));
  return {
    wanted: inside
      .filter(({ path }) => LIBRARY_FILES.test(path) && !isLicence(path))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    licence: inside.filter(({ path }) => isLicence(path)).sort((a, b) => a.path.length - b.path.length)[0],
  };
}

/** `repo-main/a/b.kql`, `repo-main/c.md` → without the folder that all of them are in. */
export function withoutRoot<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  const root = files[0]?.path.split('/', 1)[0];
  const isShared = root !== undefined && files.every(({ path }) => path.startsWith(`${root}/`));
  return isShared ? files.map((file) => ({ ...file, path: file.path.slice(root.length + 1) })) : files;
}

/** Reads a chosen file; one that is too large or cannot be read says why. */
export async function readChosen(file: ChosenFile): Promise<LibraryFile | LeftOut> {
  const { path } = file;
  if (file.size > MAX_FILE_BYTES)
    return { path, reason: `It is larger than ${MAX_FILE_BYTES / 1024} KB, which no query is.` };
  try {
    return { path, text: decodeText(await file.read()) };
  } catch (error) {
    return { path, reason: error instanceof Error ? error.message.slice(0, 200) : 'It could not be read.' };
  }
}
