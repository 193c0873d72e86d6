import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, hostName, subjectHost } from '../evidence';
import { hostStory } from './host-facts';

export const logCleared = defineDetector({
  id: 'endpoint.log-cleared',
  title: 'Event log cleared',
  summary: 'An event log was emptied; the security log is hardly ever cleared but to hide something.',
  source: 'ATT&CK T1070.001; Security 1102, System 104',
  severity: 'medium',
  domain: 'endpoint',
  tactic: 'DefenseEvasion',
  techniques: ['T1070.001'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    if (facts.activity !== 'logCleared') return [];
    const security = facts.eventId !== 104 || /security|sysmon|powershell/i.test(facts.object ?? '');
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        severity: security ? 'medium' : 'low',
        description: `${actorName(resolved)} cleared ${facts.object ?? (security ? 'the security log' : 'a log')} on ${hostName(resolved)}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason('Log', facts.object ?? (security ? 'Security' : 'not told')),
          reason('Event', facts.eventId ?? 'not told'),
        ],
      },
    ];
  },
});
