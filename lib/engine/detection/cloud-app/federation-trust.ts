import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, domainEvidence, ipEvidence } from '../evidence';
import { normalOperation } from './permissions';

const OPERATIONS =
  /^(?:set domain authentication|set federation settings on domain|add unverified domain federation|set-msoldomainfederationsettings|update-msolfederateddomain)$/;

export const federationTrust = defineDetector({
  id: 'cloud-app.federation-trust',
  title: 'Federation of a domain was changed',
  summary:
    'Who may sign tokens for a domain was changed: a new signing certificate or a switch to federated sign-in lets its holder be anybody.',
  source: 'Microsoft Sentinel: Modified domain federation trust settings; CISA AA21-008A',
  severity: 'high',
  domain: 'cloudApp',
  serviceSource: 'throughline',
  tactic: 'DefenseEvasion',
  techniques: ['T1484.002'],
  kinds: ['directoryChange'],
  step(seen) {
    if (!seen.facts.success || !OPERATIONS.test(normalOperation(seen.facts))) return [];
    const domain = seen.facts.targets.find((t) => t.name)?.name ?? 'a domain';
    const changes = seen.facts.targets.flatMap((t) => t.changes.map((c) => c.name));
    // Back to managed sign-in takes a right away; it is worth a note, not an alarm.
    const managed = seen.facts.targets.some((t) =>
      t.changes.some((c) => /managed/i.test(c.to ?? '') && !/federated/i.test(c.to ?? '')),
    );
    return [
      {
        key: domain.toLowerCase(),
        repeatWindow: DAY,
        severity: managed ? 'low' : 'high',
        description: `${actorName(seen.resolved)} changed who may sign tokens for ${domain}.`,
        evidence: [
          actorEvidence(seen.resolved, 'compromised'),
          domainEvidence(domain, 'edited'),
          ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
        ],
        reasons: [
          reason('Domain', domain),
          reason('Operation', seen.facts.operation),
          reason('Changed', changes.join(', ') || 'not told'),
          reason('New state', managed ? 'managed' : 'federated or a new certificate'),
        ],
      },
    ];
  },
});
