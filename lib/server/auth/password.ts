import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** argon2id with the parameters of OWASP's password storage cheat sheet: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Length is what counts (NIST SP 800-63B); no rules of composition. */
export const newPassword = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine((text) => new Set(text).size > 4, 'Use more than four different characters.');

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (no such account, or one that signs in elsewhere) the same
 * work is done on a decoy, so that time tells nobody which accounts exist.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(globalThis.crypto.randomUUID());
  const matches = await verify(stored ?? (await decoy), password).catch(() => false);
  return matches && Boolean(stored);
}
