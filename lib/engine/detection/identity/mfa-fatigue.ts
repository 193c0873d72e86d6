import { keysWith } from '@/lib/core/keys';
import { HOUR, MINUTE } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorName, subjectActor } from '../evidence';
import { circumstances, intruderEvidence, signInFacts, signInRisk } from './sign-in';

/** Refused or unanswered prompts of one account, event times in milliseconds, at most `MAX`. */
interface Prompts {
  v: 1;
  denied: number[];
  rows: string[];
}

const WINDOW = 15 * MINUTE;
const MANY = 5;
const MAX = 12;

const stateKey = keysWith('mfa-prompts:');

function fatigueDraft(
  seen: Seen<'signIn'>,
  prompts: Prompts,
  recent: readonly number[],
  passed: boolean,
): SignalDraft {
  const { event, resolved } = seen;
  return {
    key: `${subjectActor(resolved)}:${passed ? 'accepted' : 'refused'}`,
    title: passed
      ? 'MFA fatigue: a prompt was accepted after many refusals'
      : 'MFA fatigue: repeated prompts were refused',
    severity: passed ? 'high' : 'medium',
    repeatWindow: HOUR,
    firstActivity: Math.min(...recent, event.time),
    lastActivity: Math.max(...recent, event.time),
    description: `${actorName(resolved)} refused ${recent.length} prompts within ${WINDOW / MINUTE} minutes${passed ? ' and then accepted one' : ''}.`,
    evidence: intruderEvidence(seen),
    rowIds: prompts.rows,
    reasons: [
      reason('Refused prompts', recent.length),
      reason('Window', `${WINDOW / MINUTE} min, from ${MANY} prompts`),
      reason('A prompt was accepted', passed ? 'yes' : 'no'),
      ...circumstances(seen),
    ],
    risk: signInRisk(seen, 'generic', passed ? 'high' : 'medium', 'offline'),
    facts: passed ? signInFacts(seen) : [],
  };
}

export const mfaFatigue = defineDetector({
  id: 'identity.mfa-fatigue',
  title: 'MFA fatigue: repeated prompts were refused',
  summary:
    'Prompt after prompt was refused or timed out in a few minutes: somebody has the password and hopes for one tired tap.',
  source: 'MITRE ATT&CK T1621; CISA: Implementing phishing-resistant MFA (push bombing)',
  severity: 'medium',
  domain: 'identity',
  serviceSource: 'throughline',
  tactic: 'CredentialAccess',
  techniques: ['T1621'],
  kinds: ['signIn'],
  keys: ({ facts, resolved }) =>
    resolved.actorId !== undefined && (facts.failure === 'mfaDenied' || (facts.success && facts.mfa === true))
      ? [stateKey(resolved.actorId)]
      : [],
  step(seen, ctx) {
    const { facts, event } = seen;
    const id = seen.resolved.actorId;
    const denied = facts.failure === 'mfaDenied';
    const passed = facts.mode === 'interactive' && facts.success && facts.mfa === true;
    if (id === undefined || (!denied && !passed)) return [];
    const prompts = ctx.state.read<Prompts>(stateKey(id)) ?? { v: 1, denied: [], rows: [] };
    if (denied) {
      prompts.denied.push(event.time);
      prompts.rows.push(event.rowId);
      if (prompts.denied.length > MAX) {
        prompts.denied.shift();
        prompts.rows.shift();
      }
      ctx.state.write(stateKey(id), prompts);
    }
    const recent = prompts.denied.filter((t) => Math.abs(event.time - t) <= WINDOW);
    if (recent.length < MANY) return [];
    return [fatigueDraft(seen, prompts, recent, passed)];
  },
});
