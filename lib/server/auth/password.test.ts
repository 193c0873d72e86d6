import * as argon2 from '@node-rs/argon2';
import { expect, it, vi } from 'vitest';
import { hashPassword, newPassword, verifyPassword } from './password';

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, verify: vi.fn(real.verify) };
});

it('stores argon2id with its own salt', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword(one, 'correct horse')).toBe(true);
  expect(await verifyPassword(one, 'correct horse ')).toBe(false);
});

it('does the same work for an account that does not exist', async () => {
  const verify = vi.mocked(argon2.verify);
  verify.mockClear();
  expect(await verifyPassword(null, 'anything')).toBe(false);
  expect(verify).toHaveBeenCalledTimes(1);
  expect(verify.mock.calls[0]?.[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it('answers no to a hash that is none', async () => {
  expect(await verifyPassword('not a hash', 'x')).toBe(false);
});

it.each(['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(201)])('refuses %s as a new password', (text) => {
  expect(newPassword.safeParse(text).success).toBe(false);
});
