import { DAY, HOUR } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { ipEvidence } from '../evidence';
import { isCorporate } from '../networks';
import {
  type AddressAccount,
  type AddressProfile,
  accountAtAddress,
  addressKey,
  isGuess,
  noteAtAddress,
  passwordWasRight,
} from '../profiles/address';
import type { DetectionContext } from '../types';
import { addressKeys, carrierOf, personalIp, signInFacts } from './sign-in';

const WINDOW = DAY;
/** Accounts that one source guesses at: so many within an hour, or within a day. */
const FAST = 10;
const SLOW = 15;
/** An office address where most people get in is not a spray, however many mistype. */
const MAX_SUCCESS_SHARE = 0.5;

interface Spray {
  readonly tried: readonly AddressAccount[];
  readonly succeeded: readonly AddressAccount[];
  readonly first: number;
}

/** What the address did within the window around this event, the event itself included. */
function sprayAt(seen: Seen<'signIn'>, ctx: DetectionContext): Spray | undefined {
  const ip = personalIp(seen);
  if (ip === undefined || isCorporate(ip, ctx.settings.corporateNetworks)) return undefined;
  const stored = ctx.state.read<AddressProfile>(addressKey(ip));
  if (!stored) return undefined;
  // Nearly every address has nearly no failures: only one that may be a spray is worth the copy below.
  if (stored.accounts.length < FAST - 1) return undefined;
  const failing = stored.accounts.reduce((n, a) => (a.lastFail > 0 ? n + 1 : n), 0);
  if (failing < FAST - 1) return undefined;
  // The profile learns after the detectors; a copy that already holds this event makes the tipping row count.
  const profile: AddressProfile = { v: 1, accounts: stored.accounts.map((a) => ({ ...a })) };
  noteAtAddress(profile, seen);
  const t = seen.event.time;
  const within = (time: number, span: number): boolean => time > 0 && Math.abs(t - time) <= span;
  const tried = profile.accounts.filter((a) => within(a.lastFail, WINDOW));
  if (tried.length < FAST) return undefined;
  const fast = tried.filter((a) => within(a.lastFail, HOUR)).length;
  if (fast < FAST && tried.length < SLOW) return undefined;
  const first = Math.min(...tried.map((a) => a.firstFail));
  const succeeded = profile.accounts.filter((a) => a.lastSuccess >= first && within(a.lastSuccess, WINDOW));
  if (succeeded.length > tried.length * MAX_SUCCESS_SHARE) return undefined;
  return { tried, succeeded, first };
}

const sprayReasons = (seen: Seen<'signIn'>, spray: Spray) => [
  reason('Source', seen.facts.ip ?? ''),
  reason('Accounts tried', spray.tried.length),
  reason(
    'Wrong passwords',
    spray.tried.reduce((sum, a) => sum + a.fails, 0),
  ),
  reason('Accounts that got in', spray.succeeded.length),
  reason('Window', '24 hours; 10 accounts within an hour or 15 within a day'),
];

const attempt = (seen: Seen<'signIn'>, spray: Spray): SignalDraft => ({
  key: `attempt:${seen.facts.ip ?? ''}`,
  title: 'Password spray attempt',
  severity: 'low',
  description: `${seen.facts.ip ?? 'One address'} guessed at the passwords of ${spray.tried.length} accounts.`,
  firstActivity: spray.first,
  evidence: [
    ipEvidence(seen.facts.ip, 'attacker', 'malicious', seen.facts.geo),
    ...spray.tried.slice(0, 30).map((a) => accountAtAddress(a, 'attacked')),
  ],
  rowIds: spray.tried.map((a) => a.row),
  reasons: sprayReasons(seen, spray),
});

const success = (seen: Seen<'signIn'>, spray: Spray, account: AddressAccount): SignalDraft => ({
  key: `success:${seen.facts.ip ?? ''}:${account.id}`,
  severity: 'high',
  description: `${account.name} signed in from ${seen.facts.ip ?? 'the address'}, which guessed at the passwords of ${spray.tried.length} accounts.`,
  firstActivity: Math.min(spray.first, account.lastSuccess),
  evidence: [
    accountAtAddress(account, 'compromised'),
    ipEvidence(seen.facts.ip, 'attacker', 'malicious', seen.facts.geo),
    ...spray.tried
      .filter((a) => a.id !== account.id)
      .slice(0, 15)
      .map((a) => accountAtAddress(a, 'attacked')),
  ],
  rowIds: [account.row],
  reasons: [reason('Got in', account.name), ...sprayReasons(seen, spray)],
  risk: {
    type: 'passwordSpray',
    level: 'high',
    activity: 'signin',
    timing: 'offline',
    ...(seen.event.rowId === account.row ? carrierOf(seen) : {}),
  },
  facts: seen.event.rowId === account.row ? signInFacts(seen) : [],
});

export const passwordSpray = defineDetector({
  id: 'identity.password-spray',
  title: 'Password spray: an account was entered',
  summary:
    'One address tried a few passwords on many accounts. Only an account that then signed in from it is at risk; the others were merely tried.',
  source: 'Entra ID Protection: passwordSpray (raised on successful validation only)',
  severity: 'high',
  domain: 'identity',
  tactic: 'CredentialAccess',
  techniques: ['T1110.003', 'T1078'],
  kinds: ['signIn'],
  keys: addressKeys,
  step(seen, ctx) {
    const guess = isGuess(seen.facts);
    if (!guess && !passwordWasRight(seen.facts)) return [];
    const spray = sprayAt(seen, ctx);
    if (!spray) return [];
    if (guess) {
      return [attempt(seen, spray), ...spray.succeeded.map((a) => success(seen, spray, a))];
    }
    const entered = spray.succeeded.find((a) => a.row === seen.event.rowId);
    return entered ? [success(seen, spray, entered)] : [];
  },
});
