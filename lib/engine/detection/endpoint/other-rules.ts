import type { CommandRule } from './command-rule';

/** PowerShell that hides or fetches what it runs, persistence, tampering and discovery by command. */
export const OTHER_RULES: readonly CommandRule[] = [
  {
    id: 'endpoint.powershell-encoded',
    title: 'Encoded PowerShell command',
    summary:
      'PowerShell ran a command hidden in base64, with a hidden window, no profile or code that decodes itself.',
    source: 'ATT&CK T1059.001, T1027; Sigma: Suspicious encoded PowerShell command line',
    severity: 'medium',
    tactic: 'Execution',
    techniques: ['T1059.001', 'T1027.010'],
    images: ['powershell.exe', 'pwsh.exe', 'powershell_ise.exe'],
    command:
      /(?:^(?=.*\s[-/–]e(?:c|n|nc|nco\w*)?\s+["']?[a-z0-9+/]{40,})(?=.*(?:\s[-/–]w\w*\s+(?:h\w*|1)\b|\s[-/–]nop\w*|\s[-/–]sta\b|downloadstring|net\.webclient|\biex\b|invoke-expression|frombase64string|virtualalloc|amsi))|frombase64string.*(?:\biex\b|invoke-expression|\.invoke\()|(?:\biex\b|invoke-expression).*frombase64string)/i,
    unless: /\\program files[^"]*\\(?:amazon|azure|microsoft configuration manager)|\\ccm\\/i,
  },
  {
    id: 'endpoint.powershell-cradle',
    title: 'PowerShell download cradle',
    summary: 'PowerShell fetched code from the network and ran it from memory.',
    source: 'ATT&CK T1059.001, T1105; Sigma: PowerShell download cradle',
    severity: 'medium',
    tactic: 'Execution',
    techniques: ['T1059.001', 'T1105'],
    command:
      /(?:(?:\biex\b|invoke-expression|\|\s*(?:iex|invoke-expression)).*(?:downloadstring|downloaddata|invoke-webrequest|\biwr\b|invoke-restmethod|\birm\b)|(?:downloadstring|downloaddata|invoke-webrequest|\biwr\b|invoke-restmethod|\birm\b).*(?:\|\s*|;\s*)(?:iex\b|invoke-expression)|downloadfile\s*\(.*(?:start-process|;\s*&))/i,
    script:
      /(?:(?:\biex\b|invoke-expression)[\s\S]{0,200}(?:downloadstring|downloaddata)|(?:downloadstring|downloaddata)[\s\S]{0,200}(?:\|\s*iex\b|invoke-expression)|system\.net\.webclient[\s\S]{0,1500}downloaddata[\s\S]{0,600}-join\[char)/i,
    unless: /chocolatey\.org\/install|get\.scoop\.sh|aka\.ms\/install/i,
  },
  {
    id: 'endpoint.powershell-offensive',
    title: 'Offensive PowerShell',
    summary:
      'A script switches the malware scan interface or script logging off, or loads code by reflection.',
    source: 'ATT&CK T1562.001, T1620; Sigma: AMSI bypass patterns',
    severity: 'high',
    tactic: 'DefenseEvasion',
    techniques: ['T1562.001', 'T1620', 'T1059.001'],
    command: /(?:amsiinitfailed|amsiutils|amsiscanbuffer|invoke-shellcode|invoke-reflectivepeinjection)/i,
    script:
      /(?:amsiinitfailed|amsiutils|'?amsi'?\s*\+|cachedgrouppolicysettings|enablescriptblocklogging[\s\S]{0,200}=\s*0|invoke-shellcode|invoke-reflectivepeinjection|invoke-empire|start-negotiate|invoke-bypassuac)/i,
  },
  {
    id: 'endpoint.scheduled-task-command',
    title: 'Scheduled task made to run a shell',
    summary: 'schtasks made a task that runs a script host, an encoded command or a file from a user folder.',
    source: 'ATT&CK T1053.005; Sigma: Suspicious schtasks creation',
    severity: 'medium',
    tactic: 'Persistence',
    techniques: ['T1053.005'],
    images: ['schtasks.exe'],
    command:
      /\/create\b.*(?:powershell|cmd(?:\.exe)?\s+\/c|mshta|wscript|cscript|rundll32|regsvr32|\\users\\public\\|\\temp\\|\\appdata\\|\\downloads\\)/i,
    unless: /\\appdata\\local\\(?:microsoft\\onedrive|google\\update|programs\\)/i,
  },
  {
    id: 'endpoint.service-command',
    title: 'Service made to run a shell',
    summary: 'sc or PowerShell made a service whose program is a shell or lies in a user folder.',
    source: 'ATT&CK T1543.003',
    severity: 'medium',
    tactic: 'Persistence',
    techniques: ['T1543.003'],
    images: ['sc.exe', 'powershell.exe', 'pwsh.exe'],
    command:
      /(?:\bcreate\b.*binpath\s*=|\bconfig\b.*binpath\s*=|new-service\b.*-binarypathname).*(?:cmd(?:\.exe)?\s+\/c|powershell|mshta|rundll32|\\users\\|\\temp\\|\\programdata\\)/i,
  },
  {
    id: 'endpoint.psexec',
    title: 'Remote execution tool',
    summary: 'PsExec or a tool built like it ran a command on another machine, or as the system on this one.',
    source: 'ATT&CK S0029 PsExec, T1569.002, T1021.002; Impacket command shapes',
    severity: 'low',
    tactic: 'LateralMovement',
    techniques: ['T1569.002', 'T1021.002'],
    command:
      /(?:\bpsexec(?:64)?(?:\.exe)?"?\s+(?:\\\\|-|\/)|\bpaexec|\bcmd(?:\.exe)?\s+\/q\s+\/c\s.*1>\s*\\\\127\.0\.0\.1\\admin\$|\\psexesvc\.exe)/i,
  },
  {
    id: 'endpoint.shadow-copies-deleted',
    title: 'Shadow copies or backups deleted',
    summary:
      'Shadow copies, backups or the recovery environment were removed: what ransomware does just before it encrypts.',
    source: 'ATT&CK T1490; CISA StopRansomware guide',
    severity: 'high',
    tactic: 'Impact',
    techniques: ['T1490'],
    command:
      /(?:vssadmin(?:\.exe)?"?\s+(?:delete\s+shadows|resize\s+shadowstorage.*(?:401mb|maxsize=1))|shadowcopy\s+(?:.*\s)?delete|wbadmin(?:\.exe)?"?\s+delete\s+(?:catalog|systemstatebackup|backup)|bcdedit(?:\.exe)?"?\s.*(?:recoveryenabled\s+no|bootstatuspolicy\s+ignoreallfailures)|win32_shadowcopy.*(?:delete|remove-))/i,
    script: /win32_shadowcopy[\s\S]{0,200}(?:\.delete\(|remove-(?:wmiobject|ciminstance))/i,
    unlessParents: ['wbengine.exe', 'veeamagent.exe', 'backupexec.exe'],
  },
  {
    id: 'endpoint.log-cleared-command',
    title: 'Event log cleared by command',
    summary: 'An event log was cleared, or its recording stopped, from the command line.',
    source: 'ATT&CK T1070.001, T1562.002',
    severity: 'medium',
    tactic: 'DefenseEvasion',
    techniques: ['T1070.001', 'T1562.002'],
    command:
      /(?:wevtutil(?:\.exe)?"?\s+(?:cl|clear-log)\s|clear-eventlog\s|remove-eventlog\s|wevtutil(?:\.exe)?"?\s+sl\s.*\/e:false|auditpol(?:\.exe)?"?\s+\/(?:clear|remove)|fsutil(?:\.exe)?"?\s+usn\s+deletejournal)/i,
    script: /(?:clear-eventlog\s|remove-eventlog\s|\.clearlog\()/i,
  },
  {
    id: 'endpoint.firewall-opened',
    title: 'Firewall opened by command',
    summary:
      'A rule that lets connections in was added, or the firewall switched off, from the command line.',
    source: 'ATT&CK T1562.004',
    severity: 'low',
    tactic: 'DefenseEvasion',
    techniques: ['T1562.004'],
    command:
      /(?:netsh(?:\.exe)?"?\s.*(?:advfirewall\s+firewall\s+add\s+rule.*(?:action\s*=\s*allow)|advfirewall\s+set\s+\w+\s+state\s+off|firewall\s+(?:add\s+(?:portopening|allowedprogram)|set\s+opmode\s+(?:mode=)?disable))|set-netfirewallprofile\s.*-enabled\s+(?:false|0)|new-netfirewallrule\s.*-action\s+allow)/i,
    unless: /program\s*=\s*"?[a-z]:\\program files/i,
  },
  {
    id: 'endpoint.security-tool-tampering',
    title: 'Security software switched off',
    summary: 'Antivirus or endpoint sensor was stopped, excluded from or removed.',
    source: 'ATT&CK T1562.001; Sigma: Windows Defender tampering',
    severity: 'high',
    tactic: 'DefenseEvasion',
    techniques: ['T1562.001'],
    command:
      /(?:set-mppreference\s.*-disable(?:realtimemonitoring|behaviormonitoring|ioavprotection|scriptscanning|blockatfirstseen)\s+(?:\$?true|1)|add-mppreference\s.*-exclusion(?:path|process|extension)\s+["']?(?:[a-z]:\\?["']?(?:\s|$)|\.?exe|\*)|(?:net1?|sc)(?:\.exe)?"?\s+(?:stop|delete|config)\s+"?(?:windefend|sense|wdnissvc|mpssvc|sysmon\w*|csagent|sentinelagent|sepmasterservice)\b|taskkill(?:\.exe)?"?\s.*(?:msmpeng|mssense|sysmon|csfalcon|sentinelagent|cb\.exe)|fltmc(?:\.exe)?"?\s+unload\s+\w*(?:sysmon|wdfilter)|mpcmdrun(?:\.exe)?"?\s.*-removedefinitions\s+-all|disableantispyware.*(?:\/d\s+1|-value\s+1)|uninstall.*(?:crowdstrike|sentinelone|defender))/i,
    script:
      /set-mppreference\s[\s\S]{0,200}-disable(?:realtimemonitoring|behaviormonitoring|ioavprotection)\s+(?:\$true|1)/i,
  },
  {
    id: 'endpoint.directory-discovery',
    title: 'Accounts and groups listed by command',
    summary:
      'Accounts, administrators or trusts were listed from a shell: intruders look around first, administrators do too.',
    source: 'ATT&CK T1087, T1069, T1482',
    severity: 'low',
    tactic: 'Discovery',
    techniques: ['T1087.001', 'T1087.002', 'T1069.002', 'T1482'],
    command:
      /(?:\bnet1?(?:\.exe)?"?\s+(?:user(?:\s+\/dom\w*)?\s*$|group\s.*(?:domain admins|enterprise admins|domain controllers)|localgroup\s+"?administrators"?\s*$|view\s+\/domain|accounts\s+\/domain)|nltest(?:\.exe)?"?\s+\/(?:domain_trusts|dclist)|dsquery(?:\.exe)?"?\s|\badfind(?:\.exe)?\b|sharphound|bloodhound|get-domain(?:user|group|computer|trust|controller)\b|whoami(?:\.exe)?"?\s+\/(?:all|priv|groups))/i,
    script:
      /(?:invoke-bloodhound|sharphound|get-domain(?:user|group|groupmember|computer|trust)\b|get-netuser\b|get-netgroup\b|invoke-userhunter)/i,
    unlessParents: ['ccmexec.exe', 'msedge.exe', 'compattelrunner.exe', 'cscript.exe'],
  },
  {
    id: 'endpoint.run-key-command',
    title: 'Run key set by command',
    summary: 'reg or PowerShell set a program to start at each sign-in.',
    source: 'ATT&CK T1547.001',
    severity: 'medium',
    tactic: 'Persistence',
    techniques: ['T1547.001'],
    command:
      /(?:\breg(?:\.exe)?"?\s+add\s|(?:set|new)-itemproperty\s).*\\currentversion\\(?:run|runonce)(?:ex)?\b.*(?:powershell|cmd(?:\.exe)?\s+\/c|mshta|wscript|cscript|rundll32|regsvr32|\\temp\\|\\users\\public\\|\\appdata\\roaming\\|\\programdata\\)/i,
  },
];
