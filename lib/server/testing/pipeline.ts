import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TableName } from '@/lib/domain/tables';
import { Engine } from '@/lib/server/engine/engine';
import { acquireLease, type Lease } from '@/lib/server/engine/lease';
import { type AcceptResult, accept } from '@/lib/server/ingest/accept';
import { closeSession, openSession } from '@/lib/server/ingest/sessions';

/** Folder with the real data sets that are not part of the project, or undefined (with a printed reason). */
export function sharedData(set: string): string | undefined {
  const root = process.env.THROUGHLINE_SHARED ?? path.resolve('../shared');
  const folder = path.join(root, 'data', set);
  if (existsSync(folder)) return folder;
  console.log(`skipped: ${folder} is not there (set THROUGHLINE_SHARED to the folder that holds data/)`);
  return undefined;
}

/** Files of a set that ingest understands, in name order. */
export function dataFiles(folder: string, pattern = /\.(json|jsonl|csv)$/): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => pattern.test(file) && statSync(file).isFile())
    .sort();
}

/** Runs a tenant's engine in the test's own process, step by step. */
export class TestEngine {
  readonly engine: Engine;
  private lease: Lease | undefined;

  constructor(readonly tenantId = 'default') {
    this.engine = new Engine(tenantId);
  }

  /** Works until the inbox is empty and every closed session was told. */
  async drain(): Promise<void> {
    for (;;) {
      this.lease = await acquireLease(this.tenantId, 'test');
      if (!this.lease) throw new Error('the lease is held elsewhere');
      if (!(await this.engine.step(this.lease))) return;
    }
  }
}

export interface ImportOptions {
  readonly table?: TableName | 'auto';
  readonly origin?: string;
  readonly mode?: 'history' | 'replay';
  readonly tenantId?: string;
}

/** Imports files as `npm run import` does, and runs the engine until the session is closed. */
export async function importFiles(
  files: readonly string[],
  options: ImportOptions = {},
): Promise<AcceptResult[]> {
  const tenantId = options.tenantId ?? 'default';
  const sessionId = await openSession(tenantId, {
    name: 'test import',
    mode: options.mode ?? 'history',
    origin: options.origin ?? '',
  });
  const results: AcceptResult[] = [];
  for (const file of files) {
    results.push(
      await accept({
        tenantId,
        table: options.table ?? 'auto',
        body: createReadStream(file),
        origin: options.origin ?? '',
        sessionId,
        fileName: path.basename(file),
        receivedAt: Date.now(),
      }),
    );
  }
  await closeSession(tenantId, sessionId);
  await new TestEngine(tenantId).drain();
  return results;
}

/** Sends rows live, one batch, and runs the engine until it is processed. */
export async function sendRows(
  table: TableName,
  rows: readonly object[],
  tenantId = 'default',
): Promise<AcceptResult> {
  const body = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
  const result = await accept({ tenantId, table, body: once(body), receivedAt: Date.now() });
  await new TestEngine(tenantId).drain();
  return result;
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}
