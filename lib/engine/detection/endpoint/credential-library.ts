import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { hostName, subjectHost } from '../evidence';
import { isImage } from './command-text';
import { hostStory } from './host-facts';

/** Libraries that hold or ask for credentials, and what a script does with them. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'vaultcli.dll': 'reads the Windows vault',
  'wincredui.dll': 'shows a credential prompt',
  'samlib.dll': 'reads the account database',
};
const SCRIPT_HOSTS = new Set([
  'powershell.exe',
  'pwsh.exe',
  'wscript.exe',
  'cscript.exe',
  'mshta.exe',
  'rundll32.exe',
]);

export const credentialLibrary = defineDetector({
  id: 'endpoint.credential-library',
  title: 'Credential library loaded by a script host',
  summary:
    'A script host loaded a library that reads the vault, the account database or shows a credential prompt.',
  source: 'Threat Hunter Playbook: vaultcli and credential UI modules; ATT&CK T1555.004, T1056.002',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1555.004', 'T1056.002'],
  kinds: ['imageLoad'],
  step({ facts, resolved }) {
    const library = facts.image.fileName.toLowerCase();
    const use = LIBRARIES[library];
    if (use === undefined || !isImage(facts.process, SCRIPT_HOSTS)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${facts.process?.fileName ?? 'A script host'} on ${hostName(resolved)} loaded ${library}, which ${use}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [reason('Library', facts.image.path ?? library), reason('What for', use)],
      },
    ];
  },
});
