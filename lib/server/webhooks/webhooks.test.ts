import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { changeEnv } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { type SignedIn, signedIn } from '@/lib/server/testing/people';
import { publish } from '../outbox/publish';
import { sequenceEvents } from '../outbox/sequence';
import { createWebhook, testWebhook } from './commands';
import { deliverDue } from './deliver';
import { isInnerAddress, post } from './send';
import { sign } from './sign';

testDatabase();

interface Received {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}
let server: Server;
let url = '';
let received: Received[] = [];
let answer = 200;
let admin: SignedIn;

beforeAll(async () => {
  changeEnv({ WEBHOOK_PRIVATE_NETWORKS: '1' });
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answer, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  admin = await signedIn('admin', ['admin']);
});
afterAll(() => {
  changeEnv({ WEBHOOK_PRIVATE_NETWORKS: undefined });
  server.close();
});
beforeEach(() => {
  received = [];
  answer = 200;
});

async function tell(type: string, quiet = false): Promise<void> {
  await prisma().$transaction((tx) =>
    publish(tx, 'default', [{ type, targetId: 'i-1', payload: { name: 'x' }, quiet }]),
  );
  const client = await pool().connect();
  await sequenceEvents(client);
  client.release();
}

it('delivers a signed event, and only those that were asked for and are not quiet', async () => {
  const { secret } = await createWebhook(admin.actor, 'r', { url, events: ['incident.created'] });
  await tell('incident.created');
  await tell('incident.updated');
  await tell('incident.created', true);
  await deliverDue();
  expect(received).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(JSON.parse(body)).toMatchObject({ type: 'incident.created', targetId: 'i-1', data: { name: 'x' } });
  const signature = String(headers['x-throughline-signature']);
  const seconds = Number(/^t=(\d+),v1=/.exec(signature)?.[1]);
  expect(signature).toBe(sign(secret, body, seconds));
  expect(signature).not.toBe(sign(`${secret}x`, body, seconds));
  expect(await deliverDue()).toBe(0);
  const told = await prisma().outboxEvent.findMany({ where: { type: 'webhook.delivery' } });
  expect(told).toMatchObject([{ quiet: true, tenantId: 'default' }]);
  await prisma().webhook.deleteMany();
});

it('tries again until it is accepted, under the same id, and gives up at last', async () => {
  await createWebhook(admin.actor, 'r', { url, events: ['risk.changed'] });
  await tell('risk.changed');
  answer = 503;
  const tried = Date.now();
  await deliverDue();
  const waiting = await prisma().webhookDelivery.findFirstOrThrow({ where: { status: 'pending' } });
  expect(waiting).toMatchObject({ attempts: 1, lastError: 'the receiver answered 503' });
  expect(waiting.nextAt.getTime()).toBeGreaterThan(tried + 3_000);
  const due = () =>
    prisma().webhookDelivery.updateMany({ where: { id: waiting.id }, data: { nextAt: new Date(0) } });
  await due();
  answer = 204;
  await deliverDue();
  expect(received.map((message) => JSON.parse(message.body).id)).toEqual([waiting.id, waiting.id]);
  expect(await prisma().webhookDelivery.findFirst({ where: { id: waiting.id } })).toMatchObject({
    status: 'delivered',
    lastError: null,
  });
  await prisma().webhookDelivery.updateMany({
    data: { status: 'pending', attempts: 7, nextAt: new Date(0) },
  });
  answer = 500;
  await deliverDue();
  expect(await prisma().webhookDelivery.count({ where: { id: waiting.id, status: 'failed' } })).toBe(1);
});

it('does not follow a redirect', async () => {
  answer = 302;
  await expect(post(url, '{}', {})).rejects.toThrow('the receiver answered 302');
});

it.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:7f00:1', true],
  ['0.0.0.0', true],
  ['8.8.8.8', false],
  ['172.32.0.1', false],
  ['2606:4700::1111', false],
])('knows whether %s is inside: %s', (address, inside) => {
  expect(isInnerAddress(address)).toBe(inside);
});

it('calls no inner address unless that is switched on', async () => {
  for (const target of [
    url,
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://2130706433:1/',
    'http://0x7f.1:1/',
  ]) {
    await expect(post(target, '{}', {}, false)).rejects.toThrow(/private network/);
  }
  expect(received).toHaveLength(0);
});

it('sends a test on request and tells how it went', async () => {
  const { id } = await createWebhook(admin.actor, 'r', { url, events: ['comment.added'] });
  expect(await testWebhook(admin.actor, 'r', id)).toEqual({ delivered: true, reason: null });
  answer = 404;
  expect(await testWebhook(admin.actor, 'r', id)).toEqual({
    delivered: false,
    reason: 'the receiver answered 404',
  });
  expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ type: 'test' });
});
