import { DAY } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { ipEvidence, subjectActor } from '../evidence';
import { isCorporate } from '../networks';
import {
  type AddressAccount,
  type AddressProfile,
  accountAtAddress,
  addressKey,
  isDisabled,
} from '../profiles/address';
import { isLearntEgress, TENANT_KEY, type TenantProfile } from '../profiles/tenant';
import { addressKeys, circumstances, signInFacts, signInRisk } from './sign-in';

/**
 * Both sides of the pair within a day of each other, whichever comes first. An address that tried a disabled account
 * again and again is remembered for two weeks: intruders wait, and then come with a password that works.
 */
const WINDOW = DAY;
const STUBBORN_WINDOW = 14 * DAY;
const STUBBORN = 3;
const MAX_DISABLED = 5;
/** An address where more people than this get in is an office that has not been learnt yet. */
const OFFICE = 5;

function draft(
  seen: Seen<'signIn'>,
  entered: AddressAccount,
  disabled: readonly AddressAccount[],
): SignalDraft {
  const current = entered.row === seen.event.rowId;
  return {
    key: `${seen.facts.ip ?? ''}:${entered.id}`,
    description: `${entered.name} signed in from ${seen.facts.ip ?? 'an address'}, which also tried ${disabled.length} disabled account(s).`,
    firstActivity: Math.min(...disabled.map((a) => a.lastDisabled), entered.lastSuccess),
    lastActivity: Math.max(...disabled.map((a) => a.lastDisabled), entered.lastSuccess),
    evidence: [
      accountAtAddress(entered, 'compromised'),
      ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
      ...disabled.slice(0, MAX_DISABLED).map((a) => accountAtAddress(a, 'attacked')),
    ],
    rowIds: [entered.row, ...disabled.map((a) => a.row)],
    reasons: [
      reason('Disabled accounts tried', disabled.map((a) => a.name).join(', ')),
      reason('Signed in from the same address', entered.name),
      reason('Window', `24 hours, or 14 days from ${STUBBORN} tries, in either order`),
      ...circumstances(seen),
    ],
    risk: signInRisk(seen, 'suspiciousIPAddress', 'medium', 'offline'),
    facts: current ? signInFacts(seen) : [],
  };
}

export const disabledAccountAddress = defineDetector({
  id: 'identity.disabled-account-address',
  title: 'Sign-in from an address that tries disabled accounts',
  summary:
    'An address tries accounts that were disabled (result 50057) and gets in with another one: somebody works through an old list.',
  source: 'Microsoft Sentinel: Sign-ins from IPs that attempt sign-ins to disabled accounts',
  severity: 'medium',
  domain: 'identity',
  serviceSource: 'microsoftSentinel',
  tactic: 'InitialAccess',
  techniques: ['T1078', 'T1098'],
  kinds: ['signIn'],
  keys: (seen) => [...addressKeys(seen), ...(seen.facts.ip ? [TENANT_KEY] : [])],
  step(seen, ctx) {
    const { facts, event } = seen;
    const triesDisabled = isDisabled(facts);
    if (facts.ip === undefined || facts.mode !== 'interactive' || (!triesDisabled && !facts.success))
      return [];
    const others = ctx.state.read<AddressProfile>(addressKey(facts.ip))?.accounts ?? [];
    // Nearly every address: nobody there is disabled, so there is no pair.
    if (facts.success && !others.some((a) => a.lastDisabled !== 0)) return [];
    if (isCorporate(facts.ip, ctx.settings.corporateNetworks)) return [];
    if (isLearntEgress(ctx.state.read<TenantProfile>(TENANT_KEY), facts.ip)) return [];
    const near = (time: number): boolean => time > 0 && Math.abs(event.time - time) <= WINDOW;
    if (others.filter((a) => near(a.lastSuccess)).length > OFFICE) return [];
    const id = subjectActor(seen.resolved);
    const self: AddressAccount = {
      id,
      name: event.actor?.name ?? id,
      ids: event.actor?.ids ?? [],
      fails: 0,
      firstFail: 0,
      lastFail: 0,
      lastSuccess: facts.success ? event.time : 0,
      lastDisabled: triesDisabled ? event.time : 0,
      disabledTries: (others.find((a) => a.id === id)?.disabledTries ?? 0) + (triesDisabled ? 1 : 0),
      row: event.rowId,
    };
    const pairs = (tried: AddressAccount, entered: AddressAccount): boolean => {
      if (tried.id === entered.id || tried.lastDisabled === 0 || entered.lastSuccess === 0) return false;
      const window = tried.disabledTries >= STUBBORN ? STUBBORN_WINDOW : WINDOW;
      return Math.abs(tried.lastDisabled - entered.lastSuccess) <= window;
    };
    if (facts.success) {
      const disabled = others.filter((a) => pairs(a, self));
      return disabled.length > 0 ? [draft(seen, self, disabled)] : [];
    }
    return others.filter((a) => pairs(self, a)).map((a) => draft(seen, a, [self]));
  },
});
