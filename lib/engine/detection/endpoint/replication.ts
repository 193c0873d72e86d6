import { DAY } from '@/lib/core/time';
import type { EvidenceItem } from '@/lib/domain/entity';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorEvidence, actorName, hostEvidence, ipEvidence, subjectActor } from '../evidence';
import { DIRECTORY_ROLES_KEY, type DirectoryRoles, roleOf } from '../profiles/roles';
import { hostStory } from './host-facts';

/** Accounts that directory synchronisation makes for itself. */
const SYNC_ACCOUNT =
  /(?:^|\\)(?:msol_[0-9a-f]+|aad_[0-9a-f]+|sync_\w+|provagentgmsa\$?|adsyncmsa\w*\$?)(?:@|$)/i;

/** Who replicated. A machine account is context elsewhere; here it is the machine in the attacker's hands. */
const replicator = ({ event, resolved }: Seen<'directoryQuery'>): EvidenceItem | undefined =>
  event.actor?.type === 'host'
    ? { ...event.actor, role: 'compromised', verdict: 'suspicious' }
    : actorEvidence(resolved, 'compromised');

function replicationDraft(seen: Seen<'directoryQuery'>, known: boolean): SignalDraft {
  const { facts, event, resolved } = seen;
  const own = facts.target !== undefined && event.host?.name.toLowerCase() === facts.target.toLowerCase();
  return {
    key: subjectActor(resolved),
    repeatWindow: DAY,
    description: `${actorName(resolved)} asked ${facts.target ?? 'a domain controller'} to replicate the directory.`,
    evidence: [
      // In the controller's own log the host is the one that was asked.
      ...(own ? [hostEvidence(resolved, 'attacked', 'unknown'), replicator(seen)] : hostStory(resolved)),
      own || !facts.target
        ? undefined
        : {
            type: 'host' as const,
            ids: [{ kind: 'fqdn' as const, value: facts.target.toLowerCase() }],
            name: facts.target,
            role: 'attacked' as const,
            verdict: 'unknown' as const,
          },
      ipEvidence(facts.ip, 'source'),
    ],
    reasons: [
      reason('Account', actorName(resolved)),
      reason('Rights or operation', facts.query ?? 'replication'),
      reason('Controller asked', facts.target ?? 'not told'),
      reason('Controllers known from the inventory', known ? 'yes' : 'no'),
    ],
  };
}

export const replication = defineDetector({
  id: 'endpoint.directory-replication',
  title: 'Directory replicated by a non-controller',
  summary:
    'An account that is no domain controller asked a controller to replicate the directory, password hashes included (DCSync).',
  source: 'Defender for Identity: Suspected DCSync attack (2006); ATT&CK T1003.006',
  severity: 'high',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForIdentity',
  tactic: 'CredentialAccess',
  techniques: ['T1003.006'],
  kinds: ['directoryQuery'],
  keys: ({ facts }) => (facts.protocol === 'drs' ? [DIRECTORY_ROLES_KEY] : []),
  step(seen, ctx) {
    const { facts, event, resolved } = seen;
    if (facts.protocol !== 'drs' || !event.actor) return [];
    const names = [event.actor.name, ...event.actor.ids.map((i) => i.value)];
    if (names.some((n) => SYNC_ACCOUNT.test(n))) return [];
    const roles = ctx.state.read<DirectoryRoles>(DIRECTORY_ROLES_KEY);
    const machine = event.actor.type === 'host' ? event.actor.name : names.find((n) => n.endsWith('$'));
    const known = roles !== undefined && Object.values(roles.hosts).includes('domainController');
    const role = roleOf(roles, machine ?? event.host?.name);
    if (role === 'domainController' || role === 'aadConnect') return [];
    // A machine account is judged only where the inventory says which machines are controllers.
    if (machine && !known) return [];
    // NETWORK SERVICE, SYSTEM: the controller itself, under its local name.
    if (!machine && actorEvidence(resolved)?.role === 'contextual') return [];
    return [replicationDraft(seen, known)];
  },
});
