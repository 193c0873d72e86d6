import { HOUR } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, ipEvidence, subjectActor } from '../evidence';
import { type AccountProfile, accountKey } from '../profiles/account';
import { type AddressProfile, addressKey, isGuess, passwordWasRight } from '../profiles/address';
import { countOf } from '../profiles/bounded';
import { addressKeys, circumstances, personalIp, signInFacts, signInRisk } from './sign-in';

/** Wrong passwords in one run. People mistype three to five times; a phone with an old password comes from home. */
const MANY = 15;
/** From an address the account is used to, only a flood counts. */
const FLOOD = 100;
const HABIT = 3;

export const bruteForce = defineDetector({
  id: 'identity.brute-force',
  title: 'Brute force against one account',
  summary: 'Many wrong passwords for one account from one address; worse when the right one follows.',
  source:
    'Microsoft Sentinel: Brute force attack against a cloud account; Defender for Cloud Apps: Multiple failed login attempts',
  severity: 'low',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForCloudApps',
  tactic: 'CredentialAccess',
  techniques: ['T1110.001'],
  kinds: ['signIn'],
  keys: (seen) => {
    const keys = addressKeys(seen);
    return keys.length > 0 && seen.resolved.actorId !== undefined
      ? [...keys, accountKey(seen.resolved.actorId)]
      : keys;
  },
  step(seen, ctx) {
    const { facts, event, resolved } = seen;
    const guess = isGuess(facts);
    const entered = facts.mode === 'interactive' && passwordWasRight(facts);
    if (facts.ip === undefined || personalIp(seen) === undefined || (!guess && !entered)) return [];
    const id = subjectActor(resolved);
    const run = ctx.state.read<AddressProfile>(addressKey(facts.ip))?.accounts.find((a) => a.id === id);
    if (!run || Math.abs(event.time - run.lastFail) > HOUR) return [];
    const profile = resolved.actorId
      ? ctx.state.read<AccountProfile>(accountKey(resolved.actorId))
      : undefined;
    const familiar = countOf(profile?.seen.ip, facts.ip) >= HABIT;
    const fails = run.fails + (guess ? 1 : 0);
    if (fails < (familiar ? FLOOD : MANY) || run.lastSuccess > run.firstFail) return [];
    const intruder = entered && !familiar;
    return [
      {
        key: `${id}:${facts.ip}:${entered ? 'entered' : 'tried'}`,
        title: entered ? 'Brute force: the account was entered' : 'Brute force against one account',
        description: `${fails} wrong passwords for ${actorName(resolved)} from ${facts.ip}${entered ? ', then the right one' : ''}.`,
        severity: intruder ? 'medium' : 'low',
        firstActivity: run.firstFail,
        evidence: [
          actorEvidence(resolved, entered ? 'compromised' : 'attacked'),
          ipEvidence(facts.ip, 'attacker', 'suspicious', facts.geo),
        ],
        rowIds: [run.row],
        reasons: [
          reason('Wrong passwords in this run', fails),
          reason('Threshold', familiar ? `${FLOOD} from a known address` : `${MANY} from an unknown address`),
          reason('Right password afterwards', entered ? 'yes' : 'no'),
          ...circumstances(seen),
        ],
        ...(intruder ? { risk: signInRisk(seen, 'generic', 'medium', 'offline') } : {}),
        facts: entered ? signInFacts(seen) : [],
      },
    ];
  },
});
