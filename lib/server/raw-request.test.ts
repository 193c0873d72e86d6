import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bodyOf, rememberRequest } from './raw-request';

/** A request as Next hands it to a route: the same headers, a web stream around the body. */
const asNext = (raw: IncomingMessage): Request =>
  new Request('http://portal/', {
    method: 'POST',
    headers: raw.headers as Record<string, string>,
    body: raw as unknown as ReadableStream,
    duplex: 'half',
  } as RequestInit);

let server: Server;
let url: string;
let seen: Request | undefined;
let limit = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  server = createServer(async (raw, response) => {
    const over = new Promise<void>((done) => {
      rememberRequest(raw, (forget) =>
        response.once('close', () => {
          forget();
          done();
        }),
      );
    });
    seen = asNext(raw);
    let bytes = 0;
    for await (const chunk of bodyOf(seen) ?? []) {
      bytes += chunk.length;
      if (bytes > limit) break;
    }
    response.statusCode = bytes > limit ? 413 : 200;
    response.end(String(bytes));
    await over;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (bytes: number, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new Uint8Array(bytes), headers });

it('reads the connection itself, whatever name a client claims', async () => {
  const answer = await post(3_000_000, { 'x-throughline-request': '999' });
  expect(await answer.text()).toBe('3000000');
  expect(seen?.bodyUsed).toBe(false);
});

it('lets whoever stops early answer', async () => {
  limit = 100_000;
  const answer = await post(3_000_000);
  limit = Number.POSITIVE_INFINITY;
  expect(answer.status).toBe(413);
});

it('takes the web stream where no server of ours remembers the request', async () => {
  await (await post(10)).text();
  // Over by now: its name leads nowhere.
  const later = new Request('http://portal/', { method: 'POST', body: 'abc', headers: seen?.headers ?? {} });
  let text = '';
  for await (const chunk of bodyOf(later) ?? []) text += Buffer.from(chunk).toString();
  expect(text).toBe('abc');
  expect(later.bodyUsed).toBe(true);
});
