import { keysWith } from '@/lib/core/keys';
import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorEvidence, actorName, ipEvidence, subjectActor } from '../evidence';
import { placeName, sameOrBordering } from '../geo';
import { isCorporate } from '../networks';
import { isLearntEgress, TENANT_KEY, type TenantProfile } from '../profiles/tenant';
import type { DetectionContext } from '../types';
import { signInFacts, signInRisk } from './sign-in';

/** From where and with what sessions are used: most of an account's share one. */
interface SessionPlace {
  ip: string;
  asn: number;
  country: string;
  city?: string;
  /** Browser and system, or the raw agent. */
  agent: string;
}

/** Where a session was last used. */
interface SessionUse {
  s: string;
  t: number;
  row: string;
  place: SessionPlace;
}

type Use = [session: string, time: number, place: number, row: string];

/** Written with every sign-in, and therefore short: a place is kept once, its uses name it by its position. */
interface Sessions {
  v: 2;
  places: SessionPlace[];
  uses: Use[];
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
    row: event.rowId,
    place: {
      ip: facts.ip,
      asn: facts.geo.asn ?? 0,
      country: facts.geo.country,
      city: facts.geo.city || undefined,
      agent: agentOf(seen),
    },
  };
}

/** What an account's sessions were used from; of an older format nothing, which is what no longer matters in two hours. */
function sessionsOf(ctx: DetectionContext, accountId: string): Sessions {
  const stored = ctx.state.read<Sessions>(stateKey(accountId));
  return stored?.v === 2 ? stored : { v: 2, places: [], uses: [] };
}

const samePlace = (a: SessionPlace, b: SessionPlace): boolean =>
  a.ip === b.ip && a.agent === b.agent && a.country === b.country && a.asn === b.asn && a.city === b.city;

/** @param same the known uses of the session */
function remember(sessions: Sessions, same: readonly Use[], { s, t, row, place }: SessionUse): void {
  const { places, uses } = sessions;
  const again = same.find(([, , at]) => places[at]?.ip === place.ip && places[at]?.agent === place.agent);
  if (again) uses.splice(uses.indexOf(again), 1);
  const known = places.findIndex((p) => samePlace(p, place));
  uses.push([s, t, known >= 0 ? known : places.push(place) - 1, row]);
  if (uses.length > MAX_USES) uses.shift();
  if (places.length > MAX_USES) dropUnused(sessions);
}

/** Forgets the places that no use names any more. */
function dropUnused(sessions: Sessions): void {
  const used = sessions.places.filter((_, place) => sessions.uses.some((u) => u[2] === place));
  for (const use of sessions.uses) use[2] = used.indexOf(sessions.places[use[2]] as SessionPlace);
  sessions.places = used;
}

/** A use of the same session from elsewhere: another address, network and browser within the window. */
function otherUse(
  places: readonly SessionPlace[],
  same: readonly Use[],
  use: SessionUse,
): SessionUse | undefined {
  for (const [s, t, at, row] of same) {
    const place = places[at];
    if (!place || Math.abs(t - use.t) > WINDOW) continue;
    const { ip, asn, agent } = use.place;
    if (place.ip !== ip && place.asn !== asn && place.agent !== agent) return { s, t, row, place };
  }
  return undefined;
}

function replayDraft(seen: Seen<'signIn'>, use: SessionUse, other: SessionUse): SignalDraft {
  const abroad = !sameOrBordering(use.place.country, other.place.country);
  const [first, second] = other.t <= use.t ? [other, use] : [use, other];
  const [from, to] = [first.place, second.place];
  const level = abroad ? 'high' : 'low';
  return {
    key: `${subjectActor(seen.resolved)}:${use.s}`,
    repeatWindow: DAY,
    severity: level,
    firstActivity: first.t,
    lastActivity: second.t,
    description: `A session of ${actorName(seen.resolved)} was used from ${placeName(from)} and ${Math.round((second.t - first.t) / MINUTE)} minutes later from ${placeName(to)} with another browser.`,
    evidence: [
      actorEvidence(seen.resolved, 'compromised'),
      ipEvidence(to.ip, 'attacker', 'suspicious', to),
      ipEvidence(from.ip, 'contextual', 'unknown', from),
    ],
    rowIds: [other.row],
    reasons: [
      reason('Session', use.s),
      reason('First', `${from.ip}, AS${from.asn}, ${placeName(from)}, ${from.agent}`),
      reason('Then', `${to.ip}, AS${to.asn}, ${placeName(to)}, ${to.agent}`),
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
    const sessions = sessionsOf(ctx, id);
    const tenant = ctx.state.read<TenantProfile>(TENANT_KEY);
    const networks = ctx.settings.corporateNetworks;
    const shared = (ip: string): boolean => isLearntEgress(tenant, ip) || isCorporate(ip, networks);
    // A telephone that leaves the office changes network, not browser; a proxy changes country, not browser.
    // Looked for once: nearly every session is new, and each use is a place in memory that was not touched for long.
    const same = sessions.uses.filter(([session]) => session === use.s);
    const other = otherUse(sessions.places, same, use);
    remember(sessions, same, use);
    ctx.state.write(stateKey(id), sessions);
    if (!other || (shared(use.place.ip) && shared(other.place.ip))) return [];
    return [replayDraft(seen, use, other)];
  },
});
