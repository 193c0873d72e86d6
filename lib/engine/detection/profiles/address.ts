import { keysWith } from '@/lib/core/keys';
import { HOUR } from '@/lib/core/time';
import type { EntityMention, EvidenceItem, EvidenceRole } from '@/lib/domain/entity';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import type { Seen } from '../define';
import { subjectActor } from '../evidence';

/** What one account did at one address. Times in milliseconds, 0 = never. */
export interface AddressAccount {
  id: string;
  name: string;
  ids: EntityMention['ids'];
  /** Wrong passwords and unknown names in the current run of failures. */
  fails: number;
  firstFail: number;
  lastFail: number;
  lastSuccess: number;
  lastDisabled: number;
  /** Refusals because the account is disabled. */
  disabledTries: number;
  row: string;
}

/** Which accounts an address failed and succeeded on. Bounded; the least recently active account goes first. */
export interface AddressProfile {
  v: 1;
  accounts: AddressAccount[];
}

const MAX_ACCOUNTS = 40;
const MAX_IDS = 3;
/** A run of failures ends when the account was quiet at this address for so long. */
const RUN_GAP = 6 * HOUR;

export const addressKey: (ip: string) => string = keysWith('address:');

/** Failures that mean that a password was guessed at. */
export const isGuess = (facts: SignInFacts): boolean =>
  !facts.success &&
  (facts.failure === 'badPassword' || facts.failure === 'unknownUser' || facts.failure === 'locked');

/** The account exists but was disabled; Entra result code 50057. */
export const isDisabled = (facts: SignInFacts): boolean =>
  !facts.success && (facts.failure === 'disabled' || facts.errorCode === 50057);

/**
 * True when the password was right, whatever followed: Entra asks for the second factor, or refuses by policy, only
 * after the first factor passed (result codes 50074, 50076, 53003 …).
 */
export const passwordWasRight = (facts: SignInFacts): boolean =>
  facts.success || facts.failure === 'mfaRequired' || facts.failure === 'mfaDenied';

const lastActivity = (a: AddressAccount): number => Math.max(a.lastFail, a.lastSuccess, a.lastDisabled);

/** Adds what a sign-in says to the profile of its address, in place. */
export function noteAtAddress(profile: AddressProfile, seen: Seen<'signIn'>): void {
  const { facts, event } = seen;
  const id = subjectActor(seen.resolved);
  let account = profile.accounts.find((a) => a.id === id);
  if (!account) {
    account = {
      id,
      name: event.actor?.name ?? id,
      ids: (event.actor?.ids ?? []).slice(0, MAX_IDS),
      fails: 0,
      firstFail: 0,
      lastFail: 0,
      lastSuccess: 0,
      lastDisabled: 0,
      disabledTries: 0,
      row: event.rowId,
    };
    profile.accounts.push(account);
  }
  if (isGuess(facts)) noteGuess(account, event.time);
  else if (passwordWasRight(facts)) account.lastSuccess = Math.max(account.lastSuccess, event.time);
  if (isDisabled(facts)) {
    account.lastDisabled = Math.max(account.lastDisabled, event.time);
    account.disabledTries += 1;
  }
  account.row = event.rowId;
  if (profile.accounts.length > MAX_ACCOUNTS) {
    profile.accounts.sort((a, b) => lastActivity(b) - lastActivity(a) || (a.id < b.id ? -1 : 1));
    profile.accounts.length = MAX_ACCOUNTS;
  }
}

function noteGuess(account: AddressAccount, time: number): void {
  if (account.fails === 0 || time - account.lastFail > RUN_GAP) {
    account.fails = 0;
    account.firstFail = time;
  }
  account.fails += 1;
  account.firstFail = Math.min(account.firstFail, time);
  account.lastFail = Math.max(account.lastFail, time);
}

/** An account of the profile as evidence. */
export const accountAtAddress = (account: AddressAccount, role: EvidenceRole): EvidenceItem => ({
  type: 'account',
  ids: account.ids,
  name: account.name,
  role,
  verdict: role === 'compromised' ? 'suspicious' : 'unknown',
});
