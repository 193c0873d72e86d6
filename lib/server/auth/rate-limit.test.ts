import { expect, it } from 'vitest';
import { AppError } from '@/lib/server/errors';
import { testDatabase } from '@/lib/server/testing/database';
import { clearSignIn, countSignIn } from './rate-limit';

testDatabase();

async function attempts(times: number, address: string, account: string): Promise<number> {
  const results = await Promise.allSettled(
    Array.from({ length: times }, () => countSignIn(address, account)),
  );
  return results.filter((result) => result.status === 'fulfilled').length;
}

it('lets ten attempts of one address at one account through, counted exactly though they come at once', async () => {
  expect(await attempts(25, '192.0.2.1', 'one@example.org')).toBe(10);
  expect(await attempts(1, '192.0.2.1', 'ONE@example.org ')).toBe(0);
  expect(await attempts(1, '192.0.2.2', 'one@example.org')).toBe(1);
});

it('stops an address that tries many accounts', async () => {
  let passed = 0;
  for (let i = 0; i < 60; i++) passed += await attempts(1, '192.0.2.9', `person${i}@example.org`);
  expect(passed).toBe(50);
});

it('stops many addresses that try one account', async () => {
  let passed = 0;
  for (let i = 0; i < 110; i++) passed += await attempts(1, `198.51.100.${i}`, 'target@example.org');
  expect(passed).toBe(100);
});

it('says when to try again, and forgets the pair after a success', async () => {
  await attempts(10, '203.0.113.1', 'two@example.org');
  const refused = await countSignIn('203.0.113.1', 'two@example.org').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: 'tooManyRequests', retryAfter: expect.any(Number) });
  await clearSignIn('203.0.113.1', 'two@example.org');
  expect(await attempts(1, '203.0.113.1', 'two@example.org')).toBe(1);
});
