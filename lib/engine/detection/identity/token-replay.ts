import { keysWith } from '@/lib/core/keys';
import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorEvidence, actorName, ipEvidence, subjectActor } from '../evidence';
import { placeName, sameOrBordering } from '../geo';
import { isCorporate } from '../networks';
import { isLearntEgress, TENANT_KEY, type TenantProfile } from '../profiles/tenant';
import { signInFacts, signInRisk } from './sign-in';

/** Where a session was last used. */
interface SessionUse {
  s: string;
  t: number;
  ip: string;
  asn: number;
  country: string;
  city?: string;
  /** Browser and system, or the raw agent. */
  agent: string;
  row: string;
}

interface Sessions {
  v: 1;
  uses: SessionUse[];
}

const WINDOW = 2 * HOUR;
const MAX_USES = 10;
const stateKey = keysWith('sessions:');

const agentOf = ({ facts }: Seen<'signIn'>): string =>
  facts.browser || facts.os
    ? `${(facts.browser ?? '').replace(/[\s/]+\d.*$/, '')}|${(facts.os ?? '').replace(/[\s/]+\d.*$/, '')}`.toLowerCase()
    : (facts.userAgent ?? '').slice(0, 60).toLowerCase();

function usageOf(seen: Seen<'signIn'>): SessionUse | undefined {
  const { facts, event } = seen;
  if (!facts.success || !facts.sessionId || !facts.ip || !facts.geo?.country) return undefined;
  return {
    s: facts.sessionId,
    t: event.time,
    ip: facts.ip,
    asn: facts.geo.asn ?? 0,
    country: facts.geo.country,
    ...(facts.geo.city ? { city: facts.geo.city } : {}),
    agent: agentOf(seen),
    row: event.rowId,
  };
}

function remember(sessions: Sessions, use: SessionUse): void {
  const at = sessions.uses.findIndex((u) => u.s === use.s && u.ip === use.ip && u.agent === use.agent);
  if (at >= 0) sessions.uses.splice(at, 1);
  sessions.uses.push(use);
  if (sessions.uses.length > MAX_USES) sessions.uses.shift();
}

function replayDraft(seen: Seen<'signIn'>, use: SessionUse, other: SessionUse): SignalDraft {
  const abroad = !sameOrBordering(use.country, other.country);
  const [first, second] = other.t <= use.t ? [other, use] : [use, other];
  const level = abroad ? 'high' : 'low';
  return {
    key: `${subjectActor(seen.resolved)}:${use.s}`,
    repeatWindow: DAY,
    severity: level,
    firstActivity: first.t,
    lastActivity: second.t,
    description: `A session of ${actorName(seen.resolved)} was used from ${placeName(first)} and ${Math.round((second.t - first.t) / MINUTE)} minutes later from ${placeName(second)} with another browser.`,
    evidence: [
      actorEvidence(seen.resolved, 'compromised'),
      ipEvidence(second.ip, 'attacker', 'suspicious', second),
      ipEvidence(first.ip, 'contextual', 'unknown', first),
    ],
    rowIds: [other.row],
    reasons: [
      reason('Session', use.s),
      reason('First', `${first.ip}, AS${first.asn}, ${placeName(first)}, ${first.agent}`),
      reason('Then', `${second.ip}, AS${second.asn}, ${placeName(second)}, ${second.agent}`),
      reason('Time between', `${Math.round((second.t - first.t) / MINUTE)} min, at most ${WINDOW / MINUTE}`),
    ],
    risk: signInRisk(seen, 'anomalousToken', level),
    facts: signInFacts(seen),
  };
}

export const tokenReplay = defineDetector({
  id: 'identity.token-replay',
  title: 'Anomalous token: one session in two places',
  summary:
    'The same session id was used from another country and network with another browser within two hours: a stolen token, or an adversary in the middle.',
  source: 'Entra ID Protection: anomalousToken, attackerinTheMiddle; Microsoft: Token tactics (2022)',
  severity: 'high',
  domain: 'identity',
  tactic: 'CredentialAccess',
  techniques: ['T1539', 'T1550.004'],
  kinds: ['signIn'],
  keys: ({ facts, resolved }) =>
    facts.success && facts.sessionId !== undefined && resolved.actorId !== undefined
      ? [stateKey(resolved.actorId), TENANT_KEY]
      : [],
  step(seen, ctx) {
    const use = usageOf(seen);
    const id = seen.resolved.actorId;
    if (!use || id === undefined) return [];
    const sessions = ctx.state.read<Sessions>(stateKey(id)) ?? { v: 1, uses: [] };
    const tenant = ctx.state.read<TenantProfile>(TENANT_KEY);
    const networks = ctx.settings.corporateNetworks;
    const shared = (ip: string): boolean => isLearntEgress(tenant, ip) || isCorporate(ip, networks);
    // A telephone that leaves the office changes network, not browser; a proxy changes country, not browser.
    const other = sessions.uses.find(
      (u) =>
        u.s === use.s &&
        Math.abs(u.t - use.t) <= WINDOW &&
        u.ip !== use.ip &&
        u.asn !== use.asn &&
        u.agent !== use.agent,
    );
    remember(sessions, use);
    ctx.state.write(stateKey(id), sessions);
    if (!other || (shared(use.ip) && shared(other.ip))) return [];
    return [replayDraft(seen, use, other)];
  },
});
