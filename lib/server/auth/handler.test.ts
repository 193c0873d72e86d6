import { expect, it, vi } from 'vitest';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { handleAuth } from './handler';

testDatabase();
const seen = vi.hoisted(() => ({ bodies: [] as string[] }));
vi.mock('next-auth', () => ({
  default: async (request: Request) => {
    seen.bodies.push(await request.text());
    return new Response('ok');
  },
}));

const form = 'email=ada%40example.org&password=x';
const post = (path: string, body: string) =>
  handleAuth(
    new Request(`http://localhost/api/auth/${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
const counted = async () =>
  (await pool().query('select coalesce(max(count), 0) as n from rate_window')).rows[0]?.n;

it('counts every attempt with a password, and hands it on whole', async () => {
  await post('callback/credentials', form);
  expect(seen.bodies).toEqual([form]);
  expect(await counted()).toBe(1);
  // next-auth takes the first two parts of an address and would let these in uncounted.
  for (const path of ['callback/credentials/', 'callback/credentials/x'])
    await expect(post(path, form)).rejects.toMatchObject({ code: 'notFound' });
  expect(seen.bodies).toHaveLength(1);
});

it('stops an address that tries too often', async () => {
  for (let attempt = 0; attempt < 9; attempt++) await post('callback/credentials', form);
  await expect(post('callback/credentials', form)).rejects.toMatchObject({ code: 'tooManyRequests' });
});

it('reads no large body of somebody it does not know', async () => {
  await expect(post('callback/credentials', 'x'.repeat(100_000))).rejects.toMatchObject({ code: 'tooLarge' });
});
