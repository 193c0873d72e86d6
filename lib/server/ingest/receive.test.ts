import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/api/ingest/[table]/route';
import { changeEnv } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { newToken } from '@/lib/server/testing/people';

testDatabase();
let token = '';
let readOnly = '';
beforeAll(async () => {
  token = await newToken('ingest');
  readOnly = await newToken('read');
});

const row = (id: string): object => ({
  TimeGenerated: new Date().toISOString(),
  Id: id,
  ResultType: '0',
  UserPrincipalName: 'kim@receive.example',
});

async function send(table: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://localhost/api/ingest/${table}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers },
  });
  return POST(request, { params: Promise.resolve({ table }) });
}

describe('POST /api/ingest/{table}', () => {
  it('answers 202 with what was accepted and what was refused, by line', async () => {
    const body = `${JSON.stringify(row('r1'))}\n{"broken":\n${JSON.stringify({ Id: 'r2' })}\n`;
    const answer = await send('SigninLogs', body);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({
      accepted: 1,
      rejectedCount: 2,
      rejected: [{ line: 2 }, { line: 3, field: 'TimeGenerated' }],
    });
  });

  it('takes gzip', async () => {
    const answer = await send('SigninLogs', gzipSync(JSON.stringify([row('g1'), row('g2')])), {
      'content-encoding': 'gzip',
      'content-type': 'application/json',
    });
    expect(await answer.json()).toMatchObject({ accepted: 2, rejectedCount: 0 });
  });

  it('refuses unknown tables, tokens without the scope, and bodies that are too large', async () => {
    expect((await send('NoSuchTable', '{}')).status).toBe(404);
    expect((await send('SigninLogs', '{}', { authorization: `Bearer ${readOnly}` })).status).toBe(403);
    expect((await send('SigninLogs', '{}', { authorization: 'Bearer tl_nothing' })).status).toBe(401);
    changeEnv({ INGEST_MAX_DECOMPRESSED_BYTES: '2048' });
    const answer = await send('SigninLogs', gzipSync('x'.repeat(100_000)), { 'content-encoding': 'gzip' });
    changeEnv({ INGEST_MAX_DECOMPRESSED_BYTES: undefined });
    expect(answer.status).toBe(413);
  });

  it('asks to come back later when the inbox is full, and loses nothing', async () => {
    await pool().query('update inbox_batch set byte_count = 2000000000');
    // The backlog is looked up at most twice a second: let that time pass.
    const later = performance.now() + 1_000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => later);
    const answer = await send('SigninLogs', JSON.stringify(row('late')));
    clock.mockRestore();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
