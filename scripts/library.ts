/**
 * `npm run library -- import PATH [--source NAME] [--licence NAME] [--wait]`
 *
 * Imports the queries and rules (Sentinel YAML, `.kql`, Markdown, exported JSON) of a folder, a checkout, a `.zip` of one,
 * or a single file into the portal of the data folder, running or stopped. The same source again brings what is new.
 * `--wait` waits until every query was checked and prints what runs.
 */
import { statSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { unzip, zipEntries } from '@/lib/core/zip';
import {
  type ChosenFile,
  inBatches,
  type LeftOut,
  type LibraryFile,
  licenceOf,
  QUERY_STATE_LABEL,
  QUERY_STATES,
  readChosen,
  wantedFiles,
  withoutRoot,
} from '@/lib/domain/hunting/library';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { closePrisma } from '@/lib/server/db';
import { toPublicError } from '@/lib/server/errors';
import { beginImport, endImport, type Importing, importFiles } from '@/lib/server/hunting/library/import';
import { LibraryLoop } from '@/lib/server/hunting/library/loop';
import { getLibrary, libraryProgress, sourceNotes } from '@/lib/server/hunting/library/queries';
import { closePool } from '@/lib/server/pg';
import { attach } from './lib/attach';
import { ProgressLine } from './lib/progress';

const USAGE = 'usage: npm run library -- import PATH [--source NAME] [--licence NAME] [--wait]';
const SHOWN_NOTES = 20;

/** Whoever may start the command owns the data folder, and so the portal. */
const actorOf = (tenantId: string): Actor => ({
  tenantId,
  kind: 'system',
  id: 'command-line',
  name: 'Command line',
  permissions: new Set(PERMISSIONS),
  roles: [],
  scopes: [],
});

async function filesOf(given: string): Promise<readonly ChosenFile[]> {
  if (/\.zip$/i.test(given)) return zipped(given);
  if (!statSync(given).isDirectory()) return [onDisk(path.dirname(given), given)];
  const entries = await readdir(given, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => onDisk(given, path.join(entry.parentPath, entry.name)));
}

const onDisk = (root: string, file: string): ChosenFile => ({
  path: path.relative(root, file).split(path.sep).join('/'),
  size: statSync(file).size,
  read: () => readFile(file),
});

async function zipped(file: string): Promise<readonly ChosenFile[]> {
  const handle = await open(file);
  const bytes = {
    size: (await handle.stat()).size,
    read: async (from: number, to: number) => {
      const { buffer, bytesRead } = await handle.read(
        new Uint8Array(Math.max(0, to - from)),
        0,
        to - from,
        from,
      );
      return buffer.subarray(0, bytesRead);
    },
  };
  const entries = await zipEntries(bytes);
  return withoutRoot(
    entries.map((entry) => ({ path: entry.path, size: entry.size, read: () => unzip(bytes, entry) })),
  );
}

async function importPath(actor: Actor, given: string, source: string, licence: string): Promise<Importing> {
  const { wanted, licence: text } = wantedFiles(await filesOf(given));
  if (wanted.length === 0) throw new Error(`${given} holds no file that may hold queries`);
  const found = licence || (text ? licenceOf(Buffer.from(await text.read()).toString('utf8')) : '');
  const importing = await beginImport(actor, null, { name: source, licence: found });
  const files: LibraryFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of wanted) {
    const read = await readChosen(file);
    if ('text' in read) files.push(read);
    else leftOut.push(read);
  }
  const progress = new ProgressLine('importing', files.length);
  let done = 0;
  for (let at = 0; at < leftOut.length; at += 500)
    await importFiles(actor, null, { ...importing, files: [], leftOut: leftOut.slice(at, at + 500) });
  for (const batch of inBatches(files)) {
    await importFiles(actor, null, { ...importing, files: [...batch], leftOut: [] });
    done += batch.length;
    progress.show(done, `${done} of ${files.length} files`);
  }
  const ended = await endImport(actor, null, importing);
  progress.end(
    `${ended.queries} queries in ${ended.files} files: ${ended.added} new, ${ended.changed} changed, ${ended.same} as before, ${ended.kept} kept as changed here, ${ended.vanished} gone from the source; ${ended.skipped} skipped, ${ended.unreadable} not readable`,
  );
  return importing;
}

async function printNotes(actor: Actor, sourceId: string): Promise<void> {
  const notes = (await sourceNotes(actor, sourceId)).filter(({ kind }) => kind !== 'skipped');
  for (const { path: file, line, reason } of notes.slice(0, SHOWN_NOTES))
    console.log(`  ${file}${line === null ? '' : `:${line}`}  ${reason}`);
  if (notes.length > SHOWN_NOTES) console.log(`  … and ${notes.length - SHOWN_NOTES} more`);
}

/** Waits for the checks, or does them where no portal runs. */
async function waitForChecks(actor: Actor, isRunning: boolean): Promise<void> {
  const { waiting: all } = await libraryProgress(actor);
  const progress = new ProgressLine('checking', all);
  const loop = isRunning ? undefined : new LibraryLoop();
  loop?.start();
  for (;;) {
    const { waiting } = await libraryProgress(actor);
    if (waiting === 0) break;
    progress.show(all - waiting, `${all - waiting} of ${all} queries`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await loop?.stop();
  progress.end(`${all} queries`);
}

async function printReport(actor: Actor, source: string): Promise<void> {
  const rows = (await getLibrary(actor)).rows.filter((row) => row.source === source && !row.isVanished);
  for (const state of QUERY_STATES) {
    const there = rows.filter((row) => row.state === state);
    if (there.length === 0) continue;
    console.log(`${String(there.length).padStart(6)}  ${QUERY_STATE_LABEL[state]}`);
    const reasons = new Map<string, number>();
    for (const { reason } of there) if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a).slice(0, SHOWN_NOTES))
      console.log(`${String(count).padStart(12)}  ${reason}`);
  }
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      licence: { type: 'string', default: '' },
      wait: { type: 'boolean', default: false },
    },
  });
  const [command, given] = positionals;
  if (command !== 'import' || !given) {
    console.error(USAGE);
    return 2;
  }
  statSync(given);
  const portal = await attach();
  const actor = actorOf(portal.tenantId);
  const source = (values.source ?? path.basename(path.resolve(given)).replace(/\.zip$/i, '')).slice(0, 100);
  try {
    const { sourceId } = await importPath(actor, given, source, values.licence);
    await printNotes(actor, sourceId);
    if (values.wait) {
      await waitForChecks(actor, portal.running);
      await printReport(actor, source);
    } else if (!portal.running) console.log('The portal is stopped: the queries are checked when it starts.');
    return 0;
  } finally {
    await closePrisma();
    await closePool();
    await portal.detach();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(
      error instanceof Error && !('code' in error && 'status' in error)
        ? error.message
        : toPublicError(error as Error).text,
    );
    process.exitCode = 1;
  },
);
