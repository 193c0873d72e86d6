import { expect, it, vi } from 'vitest';
import { tokenOf } from '@/lib/server/testing/people';
import { tell } from './bus';
import { liveStream } from './stream';

const away = new Error('the database is away');
const read = vi.hoisted(() => ({ fails: false }));
vi.mock('../auth/session', () => ({ findSession: () => Promise.reject(away) }));
const valid = vi.hoisted(() => ({ token: true }));
vi.mock('../tokens/verify', () => ({ isTokenValid: () => Promise.resolve(valid.token) }));
vi.mock('./read', () => ({
  lastSequence: () => (read.fails ? Promise.reject(away) : Promise.resolve(0n)),
  eventsAfter: () => Promise.resolve([]),
  reachesBack: () => Promise.resolve(true),
}));

const actor = tokenOf('read');
const open = (signal: AbortSignal) => liveStream({ actor, sessionId: 'session', after: null, signal });
const text = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  new TextDecoder().decode((await reader.read()).value);

// A rejection that nobody handles ends the server: vitest fails on it.
it('outlives a database that is away', async () => {
  const abort = new AbortController();
  const reader = open(abort.signal).getReader();
  expect(await text(reader)).toContain('hello');
  tell({ sequence: 1n, tenantId: actor.tenantId, type: 'person.updated', targetId: actor.id });
  tell({ sequence: 2n, tenantId: actor.tenantId, type: 'incident.updated', targetId: 'next' });
  expect(await text(reader)).toContain('next');
  abort.abort();
});

it('ends within a heartbeat when its token is past its time', async () => {
  vi.useFakeTimers();
  const stream = liveStream({ actor, sessionId: null, after: null, signal: new AbortController().signal });
  const reader = stream.getReader();
  expect(await text(reader)).toContain('hello');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await text(reader)).toContain('still here');
  valid.token = false;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await text(reader)).toContain('still here');
  expect(await text(reader)).toContain('ended');
  expect((await reader.read()).done).toBe(true);
  vi.useRealTimers();
});

it('leaves nothing behind when it cannot begin', async () => {
  vi.useFakeTimers();
  read.fails = true;
  const reader = open(new AbortController().signal).getReader();
  await reader.read().catch(() => undefined);
  expect(vi.getTimerCount()).toBe(0);
  expect(() =>
    tell({ sequence: 3n, tenantId: actor.tenantId, type: 'incident.updated', targetId: 'x' }),
  ).not.toThrow();
  vi.useRealTimers();
});
