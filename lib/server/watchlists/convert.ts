import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { z } from 'zod';
import { namedTwice, readCsvHead } from '@/lib/core/csv';
import { DAY } from '@/lib/core/time';
import { STANDARD_NAMES } from '@/lib/kql/watchlists';
import { RequestFailure } from '../child/protocol';
import { rowsOf } from '../lake/duck';
import { removeAll } from '../lake/files';
import { text, textList, timestamp } from '../lake/sql';
import { CsvRows, type Reject } from './csv-rows';
import { itemsRelation, type StoredList, storedColumn } from './items-sql';
import { type ConvertResult, ITEMS, REJECTS, UPLOAD, type WRITER_REQUESTS } from './protocol';

type ConvertInput = z.output<(typeof WRITER_REQUESTS)['convert']>;

interface Work {
  readonly duck: DuckDBConnection;
  readonly dataDir: string;
  /** The job's folder. */
  readonly folder: string;
}

const HEAD_BYTES = 256 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const MOST_COLUMNS = 200;
/** So many rows that are none are kept to be looked at; a file with more has another mistake than in single rows. */
const MOST_REJECTS = 1_000_000;
/** Of what `CsvRows` passes on: twice a megabyte where everything is quoted. */
const LONGEST_LINE = 2_200_000;

/** @throws RequestFailure `refused` with what is wrong with the file, in words for the person */
const refuse = (message: string): RequestFailure => new RequestFailure('refused', message, { message });

/** Makes the Parquet files of a new version out of an uploaded CSV file, in constant memory. */
export async function convert(work: Work, input: ConvertInput): Promise<ConvertResult> {
  const upload = path.join(work.folder, UPLOAD);
  const file = await layoutOf(upload, input);
  const clean = path.join(work.folder, 'rows.csv');
  const rejects = path.join(work.folder, 'rejects.json');
  const counts = await readRows(upload, file, input, { clean, rejects });
  await removeAll(upload);
  const { columns, searchKey } = file;
  if (counts.rows === 0)
    throw refuse(
      counts.rejected === 0
        ? 'The file has a header and no rows.'
        : `None of its ${counts.rejected.toLocaleString('en')} rows can be read. The first, line ${counts.first?.line}: ${counts.first?.reason}.`,
    );
  const target = path.join(work.folder, ITEMS);
  const source = uploaded(clean, file, input);
  if (input.into) requireSameColumns(input.into.columns, columns);
  await work.duck.run(
    copyTo(target, input.into ? merged(work, source, { columns, searchKey }, input.into) : source),
  );
  await removeAll(clean);
  if (counts.rejected > 0)
    await work.duck.run(
      copyTo(
        path.join(work.folder, REJECTS),
        `SELECT line, reason, text FROM read_json(${textList([rejects])}, format = 'newline_delimited',
           columns = {line: 'BIGINT', reason: 'VARCHAR', text: 'VARCHAR'})`,
      ),
    );
  await removeAll(rejects);
  const written = await measured(work.duck, target);
  if (!input.into && written.rows !== counts.rows)
    throw new Error(`${written.rows} rows written where ${counts.rows} were read`);
  return {
    columns: input.into?.columns ?? columns,
    searchKey,
    ...written,
    uploaded: counts.rows,
    rejected: counts.rejected,
    nextItem: input.firstItem + counts.rows,
  };
}

/** Makes one file of a list's file and what was changed since. */
export async function fold(work: Work, list: StoredList): Promise<{ rows: number; bytes: number }> {
  const target = path.join(work.folder, ITEMS);
  await work.duck.run(copyTo(target, itemsRelation(work.dataDir, list)));
  return measured(work.duck, target);
}

const copyTo = (file: string, select: string): string =>
  `COPY (${select}) TO ${text(file)} (FORMAT parquet, COMPRESSION zstd)`;

async function measured(duck: DuckDBConnection, file: string): Promise<{ rows: number; bytes: number }> {
  const [count] = await rowsOf(duck, `SELECT count(*) AS rows FROM read_parquet(${text(file)})`);
  return { rows: Number(count?.rows), bytes: (await stat(file)).size };
}

interface Layout {
  readonly delimiter: string;
  /** Columns of the file, and the places of those that are kept. */
  readonly count: number;
  readonly kept: readonly number[];
  /** Names of those that are kept. */
  readonly columns: readonly string[];
  readonly searchKey: string;
  readonly key: { readonly place: number; readonly name: string };
  readonly expiry: { readonly place: number; readonly name: string } | null;
}

/** What the header says, and what was chosen of it. */
async function layoutOf(file: string, input: ConvertInput): Promise<Layout> {
  const { size } = await stat(file);
  const head = readCsvHead(await beginning(file), size <= HEAD_BYTES, 1);
  if (!head) throw refuse('The file is empty. It begins with the names of its columns.');
  const names = head.columns;
  if (names.length > MOST_COLUMNS) throw refuse(`The file has more than ${MOST_COLUMNS} columns.`);
  const twice = namedTwice(names);
  if (twice !== undefined) throw refuse(`The header names the column '${twice}' twice.`);
  const searchKey = input.searchKey ?? (names.length === 1 ? (names[0] ?? '') : null);
  if (searchKey === null) throw refuse('Say which column is the search key.');
  const place = names.indexOf(searchKey);
  if (place < 0) throw refuse(`The file has no column '${searchKey}', which is the search key.`);
  const until = input.expiryColumn === null ? -1 : names.indexOf(input.expiryColumn);
  if (input.expiryColumn !== null && until < 0)
    throw refuse(`The file has no column '${input.expiryColumn}', which holds the expiry.`);
  // What every list has of itself is left out, as in what was exported from another.
  const kept = names.flatMap((name, at) => (at === place || !STANDARD_NAMES.has(name) ? [at] : []));
  return {
    delimiter: head.delimiter,
    count: names.length,
    kept,
    columns: kept.map((at) => names[at] ?? ''),
    searchKey,
    key: { place, name: searchKey },
    expiry: until < 0 ? null : { place: until, name: input.expiryColumn ?? '' },
  };
}

async function beginning(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

interface Counts {
  readonly rows: number;
  readonly rejected: number;
  readonly first: Reject | undefined;
}

/** Reads the rows of the upload into a file that needs no second look, and those that are none into another. */
async function readRows(
  upload: string,
  layout: Layout,
  { firstItem }: ConvertInput,
  to: { readonly clean: string; readonly rejects: string },
): Promise<Counts> {
  const clean = new Lines(await open(to.clean, 'wx', 0o600));
  const rejects = new Lines(await open(to.rejects, 'wx', 0o600));
  let first: Reject | undefined;
  let kept = 0;
  const rows = new CsvRows(
    { ...layout, firstItem },
    {
      write: (lines) => clean.add(lines),
      reject: (reject) => {
        first ??= reject;
        if (++kept <= MOST_REJECTS) rejects.add(Buffer.from(`${JSON.stringify(reject)}\n`));
      },
    },
  );
  try {
    let isFirst = true;
    for await (const chunk of createReadStream(upload, { highWaterMark: CHUNK_BYTES })) {
      const bytes = chunk as Buffer;
      rows.push(isFirst ? withoutMark(bytes) : bytes);
      isFirst = false;
      await clean.flush(CHUNK_BYTES);
      await rejects.flush(CHUNK_BYTES);
    }
    rows.end();
    await clean.flush(0);
    await rejects.flush(0);
  } finally {
    await clean.close();
    await rejects.close();
  }
  return { rows: rows.rows, rejected: rows.rejected, first };
}

const MARK = Buffer.from('\ufeff');
const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;

/** Lines on their way into a file. */
class Lines {
  private readonly parts: Buffer[] = [];
  private size = 0;

  constructor(private readonly file: FileHandle) {}

  add(line: Buffer): void {
    this.parts.push(line);
    this.size += line.length;
  }

  async flush(above: number): Promise<void> {
    if (this.size <= above) return;
    await this.file.writeFile(Buffer.concat(this.parts));
    this.parts.length = 0;
    this.size = 0;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** The rows of an upload as they are stored. */
function uploaded(clean: string, { delimiter, columns }: Layout, { now, itemDays }: ConvertInput): string {
  const names = columns.map((_, place) => storedColumn(place));
  const declared = ['item', 'until', ...names].map(
    (name) => `'${name}': '${name === 'item' || name === 'until' ? 'BIGINT' : 'VARCHAR'}'`,
  );
  const otherwise = itemDays === null ? 'NULL::TIMESTAMP' : timestamp(now + itemDays * DAY);
  return `SELECT item AS "_item", ${timestamp(now)} AS "_updated",
      coalesce(make_timestamp(until * 1000), ${otherwise}) AS "_expires",
      ${names.map((name) => `coalesce(${name}, '') AS ${name}`).join(', ')}
    FROM read_csv(${text(clean)}, columns = {${declared.join(', ')}}, auto_detect = false, header = false,
      delim = ${text(delimiter)}, quote = '"', escape = '"', new_line = '\\n', max_line_size = ${LONGEST_LINE})`;
}

/** The uploaded rows and the items of the list whose keys they do not name; columns in the list's order. */
function merged(
  { dataDir }: Work,
  source: string,
  { columns, searchKey }: Pick<Layout, 'columns' | 'searchKey'>,
  into: StoredList,
): string {
  const own = ['"_item"', '"_updated"', '"_expires"'];
  const order = into.columns.map(
    (name, place) => `${storedColumn(columns.indexOf(name))} AS ${storedColumn(place)}`,
  );
  const fresh = `SELECT ${[...own, ...order].join(', ')} FROM (${source}) AS upload`;
  const key = storedColumn(into.columns.indexOf(searchKey));
  return `WITH fresh AS MATERIALIZED (${fresh})
    SELECT * FROM (${itemsRelation(dataDir, into)}) AS old
    WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE fresh.${key} = old.${key})
    UNION ALL SELECT * FROM fresh`;
}

function requireSameColumns(old: readonly string[], fresh: readonly string[]): void {
  const lacking = old.find((name) => !fresh.includes(name));
  const added = fresh.find((name) => !old.includes(name));
  if (lacking !== undefined)
    throw refuse(`The file has no column '${lacking}', which the list has. Replace the list instead.`);
  if (added !== undefined)
    throw refuse(`The list has no column '${added}', which the file has. Replace the list instead.`);
}
