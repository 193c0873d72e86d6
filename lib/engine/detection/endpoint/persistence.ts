import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { hostName, registryEvidence, subjectHost } from '../evidence';
import { SUSPICIOUS_START, USER_WRITABLE } from './command-text';
import { allText, hostStory } from './host-facts';

const PSEXEC = /(?:\\|^)(?:psexesvc|paexec[^\\]*|csexecsvc|remcomsvc|winexesvc)\.exe|^psexesvc$/i;
/** A program straight in the Windows folder by a random name: what Impacket and Metasploit leave. */
const RANDOM_IN_WINDOWS = /^"?(?:%systemroot%|[a-z]:\\windows)\\[a-z]{8}\.exe"?$/i;

const startsBadly = (command: string): boolean =>
  SUSPICIOUS_START.test(command) || USER_WRITABLE.test(command);

export const suspiciousService = defineDetector({
  id: 'endpoint.suspicious-service',
  title: 'Suspicious service installed',
  summary:
    'A service was installed that runs a shell, a program in a user folder, or the remote half of an execution tool.',
  source: 'Defender for Identity: Suspicious service creation (2026); ATT&CK T1543.003, T1569.002',
  severity: 'medium',
  domain: 'endpoint',
  tactic: 'Persistence',
  techniques: ['T1543.003', 'T1569.002'],
  kinds: ['service'],
  step({ facts, resolved }) {
    const remote = PSEXEC.test(facts.command) || PSEXEC.test(facts.name);
    const random = RANDOM_IN_WINDOWS.test(facts.command);
    if (!remote && !random && !startsBadly(facts.command)) return [];
    return [
      {
        key: `${subjectHost(resolved)}:${remote ? 'remote' : 'other'}`,
        repeatWindow: DAY,
        title: remote ? 'Remote execution service installed' : 'Suspicious service installed',
        // Administrators use PsExec too.
        severity: remote ? 'low' : 'medium',
        tactic: remote ? 'LateralMovement' : 'Persistence',
        description: `Service ${facts.name} on ${hostName(resolved)} runs ${facts.command.slice(0, 200)}.`,
        evidence: hostStory(resolved),
        reasons: [
          reason('Service', facts.name),
          reason('Program', facts.command.slice(0, 500)),
          reason('Runs as', facts.account ?? 'not told'),
          reason(
            'Why',
            remote
              ? 'name of a remote execution tool'
              : random
                ? 'random name in the Windows folder'
                : 'shell or user folder',
          ),
        ],
      },
    ];
  },
});

export const suspiciousTask = defineDetector({
  id: 'endpoint.suspicious-task',
  title: 'Suspicious scheduled task',
  summary: 'A scheduled task was made that runs a script host, a hidden command or a file in a user folder.',
  source: 'ATT&CK T1053.005; Security event 4698',
  severity: 'medium',
  domain: 'endpoint',
  tactic: 'Persistence',
  techniques: ['T1053.005'],
  kinds: ['scheduledTask'],
  step({ facts, resolved }) {
    const command = facts.command ?? '';
    if (facts.action === 'deleted' || !startsBadly(command)) return [];
    if (/\\appdata\\(?:local\\(?:microsoft|google|programs)|roaming\\zoom)\\/i.test(command)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `Task ${facts.name} on ${hostName(resolved)} runs ${command.slice(0, 200)}.`,
        evidence: hostStory(resolved),
        reasons: [
          reason('Task', facts.name),
          reason('Action', facts.action),
          reason('Runs', command.slice(0, 500)),
        ],
      },
    ];
  },
});

const RUN_KEY =
  /\\(?:currentversion\\(?:run|runonce|runonceex|policies\\explorer\\run|winlogon)|currentversion\\image file execution options\\(?:sethc|utilman|osk|narrator|magnify|displayswitch|atbroker)\.exe|currentversion\\silentprocessexit\\[^\\]+)$/i;

export const suspiciousRunKey = defineDetector({
  id: 'endpoint.suspicious-run-key',
  title: 'Suspicious autostart entry',
  summary: 'A registry value was set that starts a shell or a program in a user folder at each sign-in.',
  source: 'ATT&CK T1547.001, T1546.008, T1546.012',
  severity: 'medium',
  domain: 'endpoint',
  tactic: 'Persistence',
  techniques: ['T1547.001', 'T1546.008'],
  kinds: ['registry'],
  step({ facts, resolved }) {
    const data = facts.valueData ?? '';
    if (facts.action !== 'valueSet' || !RUN_KEY.test(facts.key)) return [];
    const accessibility =
      /image file execution options/i.test(facts.key) && /^debugger$/i.test(facts.valueName ?? '');
    const winlogon = /winlogon$/i.test(facts.key);
    if (winlogon && !/^(?:shell|userinit)$/i.test(facts.valueName ?? '')) return [];
    if (!accessibility && !startsBadly(data)) return [];
    if (/\\appdata\\(?:local\\(?:microsoft|google|programs)|roaming\\(?:zoom|spotify))\\/i.test(data))
      return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${facts.key}\\${facts.valueName ?? ''} on ${hostName(resolved)} starts ${data.slice(0, 200)}.`,
        evidence: [registryEvidence(facts.key, 'edited'), ...hostStory(resolved, facts.process)],
        reasons: [
          reason('Key', facts.key),
          reason('Value', facts.valueName ?? ''),
          reason('Starts', data.slice(0, 500)),
        ],
      },
    ];
  },
});

/** Subscriptions that Windows and its management ship with. */
const OWN_SUBSCRIPTION =
  /scm event (?:log )?(?:filter|consumer)|bvt(?:filter|consumer)|msft_scmeventlog|tsloglevel|dellcommandpower/i;

export const wmiSubscription = defineDetector({
  id: 'endpoint.wmi-subscription',
  title: 'Permanent WMI subscription',
  summary:
    'A WMI event filter was bound to a consumer, which runs code whenever the event comes, without any file.',
  source: 'ATT&CK T1546.003; Sysmon 19–21, WMI-Activity 5861',
  severity: 'medium',
  domain: 'endpoint',
  tactic: 'Persistence',
  techniques: ['T1546.003'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    const permanent =
      facts.eventId === 20 || facts.eventId === 21 || facts.eventId === 5861 || facts.eventId === undefined;
    if (facts.activity !== 'wmi' || !permanent) return [];
    const text = allText(facts);
    if (OWN_SUBSCRIPTION.test(text) || !/consumer|filter/i.test(text)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `A permanent WMI subscription was made on ${hostName(resolved)}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason('Subscription', facts.object ?? 'not told'),
          reason('Detail', (facts.detail ?? '').slice(0, 400)),
        ],
      },
    ];
  },
});
