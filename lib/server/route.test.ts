import { expect, it } from 'vitest';
import { z } from 'zod';
import { revokeToken } from '@/lib/server/tokens/commands';
import { prisma } from './db';
import { AppError } from './errors';
import { type RouteHandler, route } from './route';
import { testDatabase } from './testing/database';
import { newToken, signedIn } from './testing/people';

testDatabase();

const call = async (handler: RouteHandler, init: RequestInit = {}, params = {}) => {
  const request = new Request('http://localhost:3000/api/x?top=5', {
    ...init,
    headers: { host: 'localhost:3000', ...init.headers },
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

const read = route({ permission: 'incident:read' }, ({ actor }) => ({ id: actor.id }));
const write = route({ permission: 'incident:write', body: z.object({ n: z.number() }) }, ({ body }) => body);
const ingest = route({ scope: 'ingest' }, ({ actor }) => actor.scopes);

// What does not say who may call does not compile.
// @ts-expect-error no access declared
route({}, () => null);
// @ts-expect-error no such permission
route({ permission: 'incident:admire' }, () => null);

it('wants a session or a token', async () => {
  const { status, headers, body } = await call(read);
  expect(status).toBe(401);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('x-request-id')).toBe(body.requestId);
  expect(headers.get('cache-control')).toBe('no-store');
  expect((await call(read, { headers: bearer('tl_wrong') })).status).toBe(401);
  expect((await call(read, { headers: { authorization: 'Basic eDp5' } })).status).toBe(401);
});

it('serves a person as their roles allow', async () => {
  const manager = await signedIn('manager', ['manager']);
  const headers = {
    cookie: manager.cookie,
    origin: 'http://localhost:3000',
    'content-type': 'application/json',
  };
  expect(await call(read, { headers })).toMatchObject({ status: 200, body: { id: 'manager' } });
  const post = { method: 'POST', headers, body: '{"n":1}' };
  expect(await call(write, post)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

it('takes a change with a cookie from our own pages only', async () => {
  const { cookie } = await signedIn('analyst', ['analyst']);
  const post = (headers: Record<string, string>) =>
    call(write, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '{"n":1}',
    });
  expect((await post({ origin: 'http://localhost:3000' })).status).toBe(200);
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ origin: 'null' })).status).toBe(403);
  expect((await post({})).status).toBe(403);
});

it('serves a token as its scopes allow, until it is revoked', async () => {
  const reader = await newToken('read');
  const sender = await newToken('ingest');
  expect((await call(read, { headers: bearer(reader) })).status).toBe(200);
  expect((await call(ingest, { headers: bearer(reader) })).status).toBe(403);
  expect(await call(ingest, { headers: bearer(sender) })).toMatchObject({ status: 200, body: ['ingest'] });
  expect((await call(read, { headers: bearer(sender) })).status).toBe(403);
  const admin = await signedIn('token-admin', ['admin']);
  const stored = await prisma().apiToken.findFirstOrThrow({ where: { name: 'read' } });
  await revokeToken(admin.actor, 'r', stored.id);
  expect((await call(read, { headers: bearer(reader) })).status).toBe(401);
});

it('a session is no token: a scope is not a permission', async () => {
  const admin = await signedIn('admin', ['admin']);
  expect((await call(ingest, { headers: { cookie: admin.cookie } })).status).toBe(403);
});

it('checks what it is given', async () => {
  const secret = await newToken('write');
  const headers = { ...bearer(secret), 'content-type': 'application/json' };
  const post = (body: string, more = {}) =>
    call(write, { method: 'POST', headers: { ...headers, ...more }, body });
  expect(await post('{"n":"x"}')).toMatchObject({ status: 422, body: { fields: { n: expect.any(String) } } });
  expect((await post('{')).status).toBe(400);
  expect((await post('{"n":1}', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await post(`{"n":1,"x":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
  const query = route(
    { permission: 'incident:read', query: z.object({ top: z.coerce.number().max(3) }) },
    () => 1,
  );
  expect((await call(query, { headers })).status).toBe(400);
  const params = route({ permission: 'incident:read', params: z.object({ id: z.uuid() }) }, () => 1);
  expect((await call(params, { headers }, { id: '../x' })).status).toBe(404);
});

it('tells nothing of the inside of an error', async () => {
  const secret = await newToken('read');
  const broken = route({ permission: 'incident:read' }, () => {
    throw new Error('password of the database is 1234');
  });
  const { status, body } = await call(broken, { headers: bearer(secret) });
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('1234');
  expect(body).toEqual({
    type: 'about:blank',
    title: 'Something went wrong.',
    status: 500,
    code: 'internal',
    requestId: expect.any(String),
  });
});

it('speaks as Microsoft Graph does where it is asked to', async () => {
  const graph = route({ permission: 'incident:read', errors: 'graph' }, () => {
    throw new AppError('tooManyRequests', 'x', { retryAfter: 2.5 });
  });
  const { status, headers, body } = await call(graph, { headers: bearer(await newToken('read')) });
  expect(status).toBe(429);
  expect(headers.get('retry-after')).toBe('3');
  expect(body.error).toMatchObject({
    code: 'tooManyRequests',
    innerError: { 'request-id': expect.any(String) },
  });
});
