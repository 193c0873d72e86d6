import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor, subjectHost } from '../evidence';
import { isImage, USER_WRITABLE } from './command-text';
import { hostStory, processPath } from './host-facts';

/** Searches whose answer is only of use to an attacker's planning. */
const TELLING: readonly [RegExp, string, 'low' | 'medium'][] = [
  [/serviceprincipalname=\*/i, 'every account with a service name (Kerberoasting)', 'medium'],
  [
    /1\.2\.840\.113556\.1\.4\.803:?=4194304/i,
    'accounts without pre-authentication (AS-REP roasting)',
    'medium',
  ],
  [
    /1\.2\.840\.113556\.1\.4\.803:?=524288|msds-allowedtodelegateto=\*/i,
    'accounts trusted for delegation',
    'medium',
  ],
  [/ms-mcs-admpwd|mslaps-password/i, 'local administrator passwords', 'medium'],
  [
    /memberof=cn=(?:domain|enterprise|schema) admins|admincount=1|\(cn=(?:domain|enterprise) admins\)/i,
    'members of the administrator groups',
    'low',
  ],
  [/objectclass=trusteddomain/i, 'trusts between domains', 'low'],
];
const MANAGEMENT =
  /\\(?:microsoft\.tri\.sensor|lsass|mmc|dsac|azureadconnect|miiserver|ccmexec|sensendr|senseir)\.exe$/;

export const ldapReconnaissance = defineDetector({
  id: 'endpoint.ldap-reconnaissance',
  title: 'Directory reconnaissance by LDAP',
  summary:
    'A program searched the directory for what an attacker plans with: administrators, roastable accounts, delegation.',
  source:
    'Defender for Identity: Active Directory attributes reconnaissance (2210), Security principal reconnaissance (2038)',
  severity: 'low',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForIdentity',
  tactic: 'Discovery',
  techniques: ['T1087.002', 'T1069.002', 'T1558.003'],
  kinds: ['directoryQuery'],
  step({ facts, resolved }) {
    if (facts.protocol !== 'ldap' || MANAGEMENT.test(processPath(facts.process))) return [];
    const query = `${facts.query ?? ''} ${facts.target ?? ''}`;
    const hit = TELLING.find(([pattern]) => pattern.test(query));
    if (!hit) return [];
    return [
      {
        key: subjectHost(resolved) || subjectActor(resolved),
        repeatWindow: DAY,
        severity: hit[2],
        description: `${actorName(resolved)} searched the directory for ${hit[1]}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason('Looked for', hit[1]),
          reason('Search', (facts.query ?? '').slice(0, 400)),
          reason('Program', facts.process?.fileName ?? 'not told'),
        ],
      },
    ];
  },
});

const LDAP_PORTS = new Set([389, 636, 3268, 3269]);
const SCRIPT_HOSTS = new Set([
  'powershell.exe',
  'pwsh.exe',
  'wscript.exe',
  'cscript.exe',
  'mshta.exe',
  'rundll32.exe',
  'regsvr32.exe',
]);

export const ldapFromUnusualProgram = defineDetector({
  id: 'endpoint.ldap-unusual-program',
  title: 'LDAP spoken by an unusual program',
  summary: 'A script host, or a program in a user folder, connected to the LDAP port of a domain controller.',
  source: 'ATT&CK T1087.002, T1018; Threat Hunter Playbook: LDAP from non-standard processes',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'Discovery',
  techniques: ['T1087.002', 'T1018'],
  kinds: ['network'],
  step({ facts, resolved }) {
    if (facts.remotePort === undefined || !LDAP_PORTS.has(facts.remotePort) || facts.direction === 'inbound')
      return [];
    const path = processPath(facts.process);
    if (!isImage(facts.process, SCRIPT_HOSTS) && !USER_WRITABLE.test(path)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${facts.process?.fileName ?? 'A program'} spoke LDAP to ${facts.remoteIp ?? facts.remoteUrl ?? 'a server'}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason('Program', path),
          reason('Server', `${facts.remoteIp ?? facts.remoteUrl ?? ''}:${facts.remotePort}`),
        ],
      },
    ];
  },
});
