import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { hostName, subjectHost } from '../evidence';
import { allText, hostStory, processPath } from './host-facts';

const SAM_KEYS =
  /\\registry\\machine\\(?:sam\\sam\\domains\\account\\users\\[0-9a-f]{8}|security\\policy\\secrets|system\\\w+\\control\\lsa\\(?:jd|skew1|gbg|data))/i;
const OWNERS = /\\windows\\(?:system32|syswow64)\\(?:lsass|services|svchost|wininit|dsregcmd|netlogon)\.exe$/;

export const samObjectAccess = defineDetector({
  id: 'endpoint.sam-object-access',
  title: 'Password hashes read from the registry',
  summary: 'A process other than LSASS read the SAM or the LSA secrets out of the registry.',
  source: 'ATT&CK T1003.002; Threat Hunter Playbook WIN-190625024610 (SAM registry hive handle request)',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1003.002', 'T1003.004'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    if (facts.activity !== 'objectAccess' || !SAM_KEYS.test(allText(facts))) return [];
    const path = processPath(facts.process);
    if (path === '' || OWNERS.test(path)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${facts.process?.fileName ?? 'A process'} read password hashes from the registry of ${hostName(resolved)}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [reason('Object', facts.object ?? 'not told'), reason('Process', path)],
      },
    ];
  },
});
