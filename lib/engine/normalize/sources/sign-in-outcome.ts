import type { SignInFacts } from '@/lib/domain/facts/identity';
import { type Fields, firstOf, lower, num } from '../fields';

type Failure = NonNullable<SignInFacts['failure']>;

/** Entra ID error codes (AADSTS, Microsoft Entra authentication and authorization error codes) by what they mean. */
const FAILURES: ReadonlyMap<number, Failure> = new Map<number, Failure>([
  ...([50126, 50056, 50064] as const).map((code): [number, Failure] => [code, 'badPassword']),
  [50053, 'locked'],
  [50057, 'disabled'],
  ...([50034, 50059, 51004] as const).map((code): [number, Failure] => [code, 'unknownUser']),
  ...([50072, 50074, 50076, 50079, 50158, 53010] as const).map((code): [number, Failure] => [
    code,
    'mfaRequired',
  ]),
  ...([500121, 50088] as const).map((code): [number, Failure] => [code, 'mfaDenied']),
  ...([53000, 53001, 53002, 53003, 53004, 53011, 530032, 50105] as const).map((code): [number, Failure] => [
    code,
    'blocked',
  ]),
  ...(
    [16000, 16001, 50058, 50097, 50125, 50127, 50129, 50140, 50143, 50144, 50199, 65001, 81010] as const
  ).map((code): [number, Failure] => [code, 'interrupted']),
]);

export interface SignInOutcome {
  readonly success: boolean;
  readonly errorCode?: number;
}

/** Success and error code from `Status`, `ResultType` or the portal's own word. */
export function outcomeOf(c: Fields, status: Fields): SignInOutcome {
  const code = num(status.errorCode) ?? num(c.ResultType);
  if (code !== undefined) return { success: code === 0, errorCode: code };
  const word = firstOf(lower(c.ResultType), lower(c.ResultSignature));
  return { success: word === undefined || !/fail|interrupt|denied|block/.test(word) };
}

export function failureOf(code: number | undefined, c: Fields, status: Fields): Failure {
  const mapped = code === undefined ? undefined : FAILURES.get(code);
  if (mapped) return mapped;
  const reason = firstOf(status.failureReason, c.ResultDescription) ?? '';
  if (/invalid (?:username|user name) or password|incorrect (?:user ID or )?password/i.test(reason))
    return 'badPassword';
  return /interrupt/i.test(firstOf(c.ResultSignature) ?? '') ? 'interrupted' : 'other';
}
