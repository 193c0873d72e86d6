import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import {
  actorEvidence,
  domainEvidence,
  hostEvidence,
  hostName,
  ipEvidence,
  processEvidence,
  subjectActor,
  subjectHost,
} from '../evidence';
import { hostOfUrl, indicatorFor } from '../threat-intelligence';

export const knownBadDomain = defineDetector({
  id: 'endpoint.known-bad-domain',
  title: 'Contact with a known command-and-control domain',
  summary:
    'A host asked for, or talked to, a domain that a published investigation names as command and control.',
  source:
    'Microsoft Sentinel: Solorigate network beacon; indicators and their publishers in threat-intelligence.ts',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'CommandAndControl',
  techniques: ['T1071.004', 'T1568.002'],
  kinds: ['dns', 'network'],
  step(seen) {
    const { facts, resolved } = seen;
    const name = facts.kind === 'dns' ? facts.name : facts.remoteUrl ? hostOfUrl(facts.remoteUrl) : '';
    const indicator = name === '' ? undefined : indicatorFor(name);
    if (!indicator) return [];
    const own = facts.kind === 'dns' ? facts.ip : facts.localIp;
    return [
      {
        key: `${subjectHost(resolved) || subjectActor(resolved) || own || ''}:${indicator.domain}`,
        repeatWindow: DAY,
        title: `Contact with a domain of ${indicator.campaign}`,
        description: `${resolved.event.host ? hostName(resolved) : (own ?? 'A host')} contacted ${name}.`,
        evidence: [
          hostEvidence(resolved, 'compromised'),
          actorEvidence(resolved, 'contextual', 'unknown'),
          processEvidence(resolved, facts.process, 'suspicious'),
          domainEvidence(indicator.domain, 'commandAndControl', 'malicious'),
          ipEvidence(own, 'compromised', 'suspicious'),
          facts.kind === 'network'
            ? ipEvidence(facts.remoteIp, 'commandAndControl', 'suspicious')
            : undefined,
        ],
        reasons: [
          reason('Name', name),
          reason('Campaign', indicator.campaign),
          reason('Published by', indicator.source),
        ],
      },
    ];
  },
});
