import type { CommandRule } from './command-rule';

/** Commands that take credentials out of a machine or a domain. */
export const CREDENTIAL_RULES: readonly CommandRule[] = [
  {
    id: 'endpoint.comsvcs-minidump',
    title: 'Process memory dumped by comsvcs.dll',
    summary: 'The MiniDump export of comsvcs.dll wrote the memory of a process, LSASS as a rule, to a file.',
    source: 'LOLBAS: comsvcs.dll; ATT&CK T1003.001',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1003.001', 'T1218.011'],
    command: /comsvcs(?:\.dll)?["',\s]+.*(?:minidump|#\+?24\b)/i,
    script: /comsvcs(?:\.dll)?["',\s]+.{0,40}(?:minidump|#\+?24\b)/i,
  },
  {
    id: 'endpoint.lsass-dump-tool',
    title: 'LSASS dumped by a tool',
    summary: 'A dump tool was pointed at LSASS.',
    source: 'ATT&CK T1003.001 (ProcDump, Dumpert, nanodump, createdump, sqldumper)',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1003.001'],
    command:
      /(?:procdump(?:64)?(?:\.exe)?"?\s.*\blsass|\s-ma\s.*\blsass|dumpert|nanodump|(?:sqldumper|createdump|rdrleakdiag|avdump)(?:\.exe)?"?\s.*(?:lsass|fullmemdmp)|out-minidump)/i,
    script:
      /out-minidump|\[PSObject\]\.Assembly\.GetType\('System\.Management\.Automation\.WindowsErrorReporting'\)/i,
  },
  {
    id: 'endpoint.credential-tool',
    title: 'Credential theft tool',
    summary: 'The command line or script names a credential theft tool or its commands.',
    source: 'ATT&CK S0002 Mimikatz, S0349 LaZagne, S1071 Rubeus; Sigma: HackTool command lines',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1003', 'T1558'],
    command:
      /(?:\bmimikatz\b|\bsekurlsa::|\blsadump::|\bkerberos::(?:ptt|golden|list)|invoke-mimikatz|\blazagne\b|\bprivilege::debug\b|\bcrypto::capi|processherpaderping)/i,
    script:
      /(?:invoke-mimikatz|sekurlsa::|lsadump::|invoke-powerdump|invoke-kerberoast|invoke-ninjacopy|get-gpppassword|invoke-dcsync)/i,
  },
  {
    id: 'endpoint.kerberos-ticket-tool',
    title: 'Kerberos tickets requested or injected by a tool',
    summary: 'A Kerberos tool (Rubeus and its kin) asked for, roasted or injected tickets.',
    source: 'ATT&CK T1550.003, T1558.003; Rubeus documentation',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1550.003', 'T1558.003', 'T1558.004'],
    command:
      /(?:\brubeus(?:\.exe)?\b|\b(?:asktgt|asktgs|s4u)\b.*\/(?:user|ticket|rc4|aes256|ptt)|\/ptt\b|\b(?:kerberoast|asreproast)\b.*\/)/i,
    script: /\brubeus\b.*(?:asktgt|kerberoast|ptt|dump)|invoke-rubeus/i,
  },
  {
    id: 'endpoint.sam-copy',
    title: 'Registry hives with credentials saved',
    summary:
      'SAM, SECURITY, SYSTEM or the LSA secrets were saved to a file: local password hashes to take away.',
    source: 'ATT&CK T1003.002, T1003.004',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1003.002', 'T1003.004'],
    command:
      /(?:\breg(?:\.exe)?"?\s+(?:save|export)\s+"?hk(?:lm|ey_local_machine)\\(?:sam|security|system)\b(?!\\(?:currentcontrolset|controlset|setup))|esentutl(?:\.exe)?.*(?:\/vss|\/y).*(?:config[\\/](?:sam|security|system)|ntds\.dit)|copy\s.{0,300}(?:harddiskvolumeshadowcopy\d+.*(?:config\\(?:sam|security|system)|ntds\.dit))|secretsdump)/i,
    script:
      /reg(?:\.exe)?\s+save\s+hklm\\(?:sam|security|system)\b|harddiskvolumeshadowcopy\d+.*(?:config\\sam|ntds\.dit)/i,
  },
  {
    id: 'endpoint.ntds-copy',
    title: 'Directory database copied',
    summary: 'ntdsutil or a shadow copy was used to copy NTDS.dit: every password hash of the domain.',
    source: 'ATT&CK T1003.003',
    severity: 'high',
    tactic: 'CredentialAccess',
    techniques: ['T1003.003'],
    command:
      /(?:ntdsutil(?:\.exe)?"?\s.*(?:ifm|ac\w*\s+i\w*\s+ntds|create\s+full)|\bntds\.dit\b.*(?:copy|move|\/d)|copy.{0,300}\bntds\.dit\b|vssadmin(?:\.exe)?"?\s+create\s+shadow\s.*ntds)/i,
    unlessParents: ['wbengine.exe', 'veeamagent.exe'],
  },
  {
    id: 'endpoint.shadow-copy-created',
    title: 'Volume shadow copy made by hand',
    summary:
      'A shadow copy was created from the command line; locked files such as the SAM can be read from it.',
    source: 'ATT&CK T1003.002, T1006',
    severity: 'low',
    tactic: 'CredentialAccess',
    techniques: ['T1006'],
    command:
      /(?:vssadmin(?:\.exe)?"?\s+create\s+shadow|shadowcopy\s+call\s+create|diskshadow(?:\.exe)?"?\s+[/-]s)/i,
    unlessParents: ['wbengine.exe', 'veeamagent.exe', 'services.exe'],
  },
  {
    id: 'endpoint.credential-prompt',
    title: 'Script asks for credentials or reads the vault',
    summary: 'A script showed a made-up credential prompt, or read passwords out of the Windows vault.',
    source: 'ATT&CK T1056.002, T1555.004',
    severity: 'medium',
    tactic: 'CredentialAccess',
    techniques: ['T1056.002', 'T1555.004'],
    command:
      /(?:promptforcredential\s*\(.*getnetworkcredential|windows\.security\.credentials\.passwordvault|vaultcmd(?:\.exe)?"?\s+\/listcreds|cmdkey(?:\.exe)?"?\s+\/list)/i,
    script:
      /(?:promptforcredential[\s\S]{0,400}getnetworkcredential|getnetworkcredential\(\)\.password|passwordvault[\s\S]{0,400}retrieve|windows\.security\.credentials\.passwordvault|invoke-prompt|out-string\s*\|.*credential)/i,
  },
];
