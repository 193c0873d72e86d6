import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { hostName, subjectHost } from '../evidence';
import { allText, hostStory } from './host-facts';

const FOUND = new Set([1006, 1015, 1116, 1117, 1118, 1119]);
const OFF = new Set([5001, 5010, 5012, 5101]);
/** Families that come with an intruder, not with a careless download. */
const HANDS_ON =
  /mimikatz|cobalt|meterpreter|metasploit|lsass|rubeus|bloodhound|sharphound|ransom|empire|powersploit|impacket|wdigest/i;

export const antivirus = defineDetector({
  id: 'endpoint.antivirus',
  title: 'Antivirus found malware',
  summary: 'The antivirus of a host found something, or its protection was switched off.',
  source: 'Microsoft Defender Antivirus events 1116–1119, 5001; DeviceEvents AntivirusDetection',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'Execution',
  techniques: ['T1204.002'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    if (facts.activity !== 'antivirus') return [];
    const id = facts.eventId;
    const off = id !== undefined && OFF.has(id);
    const text = allText(facts);
    const found =
      id === undefined
        ? /threatname|malware|trojan|virus|hacktool|ransom/i.test(
            `${Object.keys(facts.parameters).join(' ')} ${text}`,
          )
        : FOUND.has(id);
    if (!off && !found) return [];
    const handsOn = HANDS_ON.test(text);
    return [
      {
        key: `${subjectHost(resolved)}:${off ? 'off' : 'found'}`,
        repeatWindow: DAY,
        title: off
          ? 'Antivirus protection switched off'
          : handsOn
            ? 'Antivirus found an attack tool'
            : 'Antivirus found malware',
        severity: off || handsOn ? 'medium' : 'low',
        ...(off ? { tactic: 'DefenseEvasion' as const, techniques: ['T1562.001'] } : {}),
        description: `${off ? 'Protection was switched off' : (facts.object ?? 'Something was found')} on ${hostName(resolved)}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason('Found', facts.object ?? 'not told'),
          reason('Detail', (facts.detail ?? '').slice(0, 300)),
          reason('Event', id ?? 'not told'),
        ],
      },
    ];
  },
});
