/**
 * `npm run import -- [--table T|auto] [--name NAME] [--replay] [--wait] FILES…`
 *
 * Brings files or folders (JSON array, NDJSON, CSV, Event Hubs and Graph exports, each also as .gz) into the portal of
 * the data folder, running or stopped. The rows form one import session: they are told in the order of their event
 * times once all files were read. Run it again after an interruption and it goes on with the first unfinished file.
 */
import { createReadStream, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hash128 } from '@/lib/core/hash';
import { isTableName, type TableName } from '@/lib/domain/tables';
import { accept } from '@/lib/server/ingest/accept';
import { finishedFiles, rememberFile } from '@/lib/server/ingest/session-files';
import { closeSession, findOpenSession, getSession, openSession } from '@/lib/server/ingest/sessions';
import { closePool } from '@/lib/server/pg';
import { attach } from './lib/attach';
import { ProgressLine } from './lib/progress';

const USAGE = 'usage: npm run import -- [--table T|auto] [--name NAME] [--replay] [--wait] FILES…';

interface Options {
  readonly table: TableName | 'auto';
  readonly name: string | undefined;
  readonly mode: 'history' | 'replay';
  readonly wait: boolean;
  readonly paths: readonly string[];
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      table: { type: 'string', default: 'auto' },
      name: { type: 'string' },
      replay: { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  if (values.table !== 'auto' && !isTableName(values.table))
    throw new Error(`unknown table ${values.table}\n${USAGE}`);
  return {
    table: values.table,
    name: values.name,
    mode: values.replay ? 'replay' : 'history',
    wait: values.wait,
    paths: positionals,
  };
}

/** Files named, and those in folders named, in a stable order. Licences and notes beside exports are left out. */
async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const given of paths) {
    if (!statSync(given).isDirectory()) files.push(given);
    else {
      const entries = await readdir(given, { recursive: true, withFileTypes: true });
      const inside = entries.filter((e) => e.isFile() && /\.(json|jsonl|ndjson|csv)(\.gz)?$/i.test(e.name));
      files.push(...inside.map((e) => path.join(e.parentPath, e.name)).sort());
    }
  }
  return files;
}

async function readFiles(tenantId: string, sessionId: string, files: readonly string[], options: Options) {
  const sizes = files.map((file) => statSync(file).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const progress = new ProgressLine('reading', total);
  const done = await finishedFiles(tenantId, sessionId);
  let before = 0;
  const sums = { accepted: 0, rejected: 0 };
  for (const [index, file] of files.entries()) {
    const size = sizes[index] ?? 0;
    if (!done.has(path.resolve(file))) {
      const result = await accept({
        tenantId,
        table: options.table,
        body: createReadStream(file, { highWaterMark: 1 << 20 }),
        gzip: file.endsWith('.gz'),
        sessionId,
        fileName: path.basename(file),
        receivedAt: Date.now(),
        onProgress: (bytes, rows) =>
          progress.show(before + Math.min(bytes, size), `${sums.accepted + rows} rows`),
      });
      await rememberFile(tenantId, sessionId, path.resolve(file));
      sums.accepted += result.accepted;
      sums.rejected += result.rejectedCount;
      if (result.rejectedCount > 0)
        progress.note(
          `${file}: ${result.rejectedCount} rows refused, first: ${firstRefusal(result.rejected)}`,
        );
    }
    before += size;
  }
  progress.end(`${sums.accepted} rows read, ${sums.rejected} refused (Settings → Data health lists them)`);
}

const firstRefusal = (rejected: readonly { line: number; field: string; reason: string }[]): string => {
  const [first] = rejected;
  return first ? `line ${first.line}, ${first.field}: ${first.reason}` : 'none listed';
};

/** Waits until the last row has been through detection and correlation. */
async function waitForSession(tenantId: string, sessionId: string): Promise<void> {
  const progress = new ProgressLine('detecting', 1);
  for (;;) {
    const session = await getSession(tenantId, sessionId);
    if (session.state === 'failed')
      throw new Error(`the import failed: ${session.error ?? 'no reason given'}`);
    if (session.state === 'closed') {
      progress.end(
        `${session.rows} rows told, ${session.duplicates} duplicates, ${session.deadLetters} refused`,
      );
      return;
    }
    if (session.total > 0)
      progress.show(session.cursor / session.total, `${session.cursor} of ${session.total} events`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  const files = await listFiles(options.paths);
  if (files.length === 0) throw new Error('none of these paths holds a .json, .jsonl, .ndjson or .csv file');
  const started = performance.now();
  const portal = await attach({ engine: options.wait });
  try {
    const name =
      options.name ??
      `import ${hash128(files.map((f) => `${path.resolve(f)}|${statSync(f).size}`).join('\n')).slice(0, 8)}`;
    const open = await findOpenSession(portal.tenantId, name);
    const sessionId = open?.id ?? (await openSession(portal.tenantId, { name, mode: options.mode }));
    await readFiles(portal.tenantId, sessionId, files, options);
    await closeSession(portal.tenantId, sessionId);
    if (options.wait) await waitForSession(portal.tenantId, sessionId);
    else if (!portal.running) console.log('The portal is stopped: detection goes on when it starts.');
    console.log(`import session ${sessionId} done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    await portal.detach();
    await closePool();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
