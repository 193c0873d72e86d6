import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { fileEvidence, hostName, subjectHost } from '../evidence';
import { hostStory } from './host-facts';

const LSASS_DUMP =
  /(?:lsass[^\\]*\.(?:dmp|mdmp|zip|rar|7z)|dumpert\.dmp|nanodump[^\\]*\.(?:dmp|bin)|\.kirbi)$/i;
const HIVE = /\\(?:sam|security|ntds\.dit)(?:\.(?:save|bak|hive?|dmp|old))?$/i;
/** Where the originals live, and where backup and servicing put their copies. */
const ORIGINAL =
  /\\windows\\(?:system32\\config|ntds|repair|servicing|softwaredistribution|winsxs)\\|\\system volume information\\|\\windows\.old\\/i;

export const dumpFile = defineDetector({
  id: 'endpoint.credential-file',
  title: 'File with credentials written',
  summary:
    'A memory dump of LSASS, a Kerberos ticket file or a copy of SAM, SECURITY or NTDS.dit was written.',
  source: 'ATT&CK T1003.001, T1003.002, T1003.003; Sigma: LSASS process memory dump files',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1003.001', 'T1003.002', 'T1003.003'],
  kinds: ['file'],
  step({ facts, resolved }) {
    if (facts.action !== 'created' && facts.action !== 'renamed') return [];
    const path = facts.path.replaceAll('/', '\\');
    const dump = LSASS_DUMP.test(path);
    if (!dump && (!HIVE.test(path) || ORIGINAL.test(path))) return [];
    // Windows Error Reporting keeps dumps of crashed processes in its own folder.
    if (/\\(?:wer\\reportqueue|crashdumps)\\/i.test(path)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${facts.path} was written on ${hostName(resolved)}${facts.process ? ` by ${facts.process.fileName}` : ''}.`,
        evidence: [fileEvidence(facts, 'created', 'malicious'), ...hostStory(resolved, facts.process)],
        reasons: [
          reason('File', facts.path),
          reason('Kind', dump ? 'memory dump or ticket' : 'copy of a credential database'),
          reason('Written by', facts.process?.path ?? facts.process?.fileName ?? 'not told'),
        ],
      },
    ];
  },
});
