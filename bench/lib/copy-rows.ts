import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { copyIn } from '@/lib/server/postgres/copy';

/** Types of the column that holds the row itself. */
export type RowType = 'text' | 'jsonb';

const TABLE = 'bench_copy';
const COLUMNS = 'id, at, user_name, ip, row';

/** Writes an NDJSON file of sign-ins in COPY's text format: id, time, user, address and the row as it is. */
export async function prepareCopy(ndjson: string, target: string): Promise<void> {
  const out = await open(target, 'wx');
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(ndjson) })) {
    const { Id, TimeGenerated, UserPrincipalName, IPAddress } = JSON.parse(line) as Record<string, string>;
    lines.push([Id, TimeGenerated, UserPrincipalName, IPAddress, line.replaceAll('\\', '\\\\')].join('\t'));
    if (lines.length >= 1_000) await out.write(`${lines.splice(0).join('\n')}\n`);
  }
  if (lines.length > 0) await out.write(`${lines.join('\n')}\n`);
  await out.close();
}

/**
 * The second yardstick of ingest: PostgreSQL's own bulk load of the same rows, into a table with a primary key and
 * three indexes, in one transaction.
 *
 * @returns seconds until the commit
 */
export async function copyRows(adminUrl: string, file: string, type: RowType): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(
      `CREATE TABLE ${TABLE} (id text PRIMARY KEY, at timestamptz, user_name text, ip text, row ${type})`,
    );
    await client.query(`CREATE INDEX ON ${TABLE} (at)`);
    await client.query(`CREATE INDEX ON ${TABLE} (user_name, at)`);
    await client.query(`CREATE INDEX ON ${TABLE} (ip, at)`);
    await client.query('CHECKPOINT').catch(() => undefined);
    const input = createReadStream(file, { highWaterMark: 1024 * 1024 });
    const started = performance.now();
    await copyIn(client, `COPY ${TABLE} (${COLUMNS}) FROM STDIN`, input);
    return (performance.now() - started) / 1000;
  } finally {
    await client.query(`DROP TABLE IF EXISTS ${TABLE}`);
    await client.end();
  }
}
