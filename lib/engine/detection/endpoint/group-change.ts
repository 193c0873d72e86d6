import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, hostName, subjectActor, targetEvidence } from '../evidence';
import { hostStory } from './host-facts';

const ADDED = new Set([4728, 4732, 4756]);
const TOP =
  /^(?:domain admins|enterprise admins|schema admins|dnsadmins|account operators|backup operators|domänen-admins|admins du domaine)$/i;
const LOCAL = /^(?:administrators|remote desktop users|administratoren|administrateurs)$/i;

export const sensitiveGroup = defineDetector({
  id: 'endpoint.sensitive-group',
  title: 'Account added to a sensitive group',
  summary: 'An account was added to a group that rules the domain or a host.',
  source: 'Defender for Identity: Suspicious additions to sensitive groups (2024); ATT&CK T1098.007',
  severity: 'low',
  domain: 'endpoint',
  serviceSource: 'microsoftDefenderForIdentity',
  tactic: 'Persistence',
  techniques: ['T1098.007'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    if (facts.activity !== 'accountManagement' || facts.eventId === undefined || !ADDED.has(facts.eventId))
      return [];
    const group = facts.object ?? '';
    const top = TOP.test(group);
    if (!top && !LOCAL.test(group)) return [];
    return [
      {
        key: `${subjectActor(resolved)}:${group.toLowerCase()}`,
        repeatWindow: DAY,
        severity: top ? 'medium' : 'low',
        description: `${actorName(resolved)} added ${facts.detail ?? 'an account'} to ${group} on ${hostName(resolved)}.`,
        evidence: [...hostStory(resolved), targetEvidence(resolved, 'created', 'suspicious')],
        reasons: [
          reason('Group', group),
          reason('Member', facts.detail ?? resolved.event.target?.name ?? 'not told'),
        ],
      },
    ];
  },
});
