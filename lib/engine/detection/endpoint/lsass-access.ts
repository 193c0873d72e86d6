import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { hostName, processEvidence, subjectHost } from '../evidence';
import { USER_WRITABLE } from './command-text';
import { hostStory, processPath } from './host-facts';

/** PROCESS_VM_READ: without it nobody reads another process's memory. */
const VM_READ = 0x10;
const ALL_ACCESS = 0x1f_0000;
/** The masks that dump tools ask for (Sysmon 10; MITRE CAR-2019-08-001, Sigma: LSASS access). */
const DUMP_MASKS = new Set([
  0x1010, 0x1038, 0x1410, 0x1418, 0x1438, 0x143a, 0x1f0fff, 0x1f1fff, 0x1f2fff, 0x1f3fff, 0x1fffff,
]);

/** Parts of the system that read LSASS every day. */
const SYSTEM_IMAGES =
  /^[a-z]:\\windows\\(?:system32|syswow64)\\(?:wininit|csrss|lsm|lsass|services|svchost|smss|wbem\\wmiprvse|werfault|werfaultsecure|wermgr|msiexec|taskhostw|compattelrunner|mrt|sihost|vds|dllhost|tasklist|lsaiso|mpsigstub)\.exe$/;
/** Security, management and virtualisation agents, where they are installed. */
const AGENTS =
  /^[a-z]:\\(?:program files(?: \(x86\))?|programdata\\microsoft\\windows defender|programdata\\microsoft\\windows defender advanced threat protection|windows\\ccm|windows\\sysmon(?:64)?\.exe|windows\\system32\\vboxservice\.exe|windows\\ccmsetup|windowsazure|packages\\plugins)/;

export const lsassAccess = defineDetector({
  id: 'endpoint.lsass-access',
  title: 'LSASS memory opened for reading',
  summary:
    'A process that has no business there opened LSASS with the right to read its memory, where credentials are.',
  source: 'MITRE CAR-2019-08-001, CAR-2019-04-004; Sigma: LSASS memory access (Sysmon 10)',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1003.001'],
  kinds: ['processAccess'],
  step(seen) {
    const { facts, resolved } = seen;
    if (!/(?:^|\\)lsass\.exe$/i.test(facts.target.path ?? facts.target.fileName)) return [];
    const mask = facts.grantedAccess;
    if (mask === undefined || (mask & VM_READ) === 0) return [];
    const source = processPath(facts.source);
    if (SYSTEM_IMAGES.test(source) || AGENTS.test(source)) return [];
    const full = (mask & ALL_ACCESS) === ALL_ACCESS;
    // Task Manager reads a little of everything; only its dump opens LSASS wholly.
    if (/\\taskmgr\.exe$/.test(source) && !full) return [];
    const unknownCode = /unknown/i.test(facts.callTrace ?? '');
    const dumps = /dbghelp|dbgcore|comsvcs/i.test(facts.callTrace ?? '');
    if (!DUMP_MASKS.has(mask) && !full && !unknownCode && !dumps) return [];
    const telling = unknownCode || dumps || full || USER_WRITABLE.test(source);
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        severity: telling ? 'high' : 'medium',
        description: `${facts.source.fileName} opened LSASS on ${hostName(resolved)} with access 0x${mask.toString(16)}.`,
        evidence: [
          ...hostStory(resolved, facts.source),
          processEvidence(resolved, facts.target, 'attacked', 'unknown'),
        ],
        reasons: [
          reason('Source', facts.source.path ?? facts.source.fileName),
          reason('Access', `0x${mask.toString(16)}, with the right to read memory (0x10)`),
          reason(
            'Call trace',
            unknownCode
              ? 'leads through memory that no file backs'
              : dumps
                ? 'leads through a dump library'
                : 'ordinary',
          ),
        ],
      },
    ];
  },
});
