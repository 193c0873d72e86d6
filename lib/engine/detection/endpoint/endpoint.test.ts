import { describe, expect, it } from 'vitest';
import { MINUTE } from '@/lib/core/time';
import type { EventFacts } from '@/lib/domain/event';
import type { HostActivityFacts } from '@/lib/domain/facts/endpoint';
import { Bench, type EventOptions, eventOf, machine, person, START } from '../testing';

const on = (facts: EventFacts, options: EventOptions = {}) =>
  eventOf(facts, { actor: person('ann'), host: machine('pc1'), table: 'Event', ...options });
const activity = (name: string, more: Partial<HostActivityFacts> = {}, options: EventOptions = {}) =>
  on({ kind: 'hostActivity', activity: name, parameters: {}, ...more }, options);
const run = (id: string, ...events: ReturnType<typeof eventOf>[]) => new Bench().run(events, id);
const system = {
  type: 'account',
  ids: [{ kind: 'sid', value: 's-1-5-18' }],
  name: 'NT AUTHORITY\\SYSTEM',
} as const;

describe('LSASS access', () => {
  const id = 'endpoint.lsass-access';
  const open = (path: string, grantedAccess: number, callTrace?: string) =>
    on({
      kind: 'processAccess',
      source: { fileName: path.split('\\').pop() ?? '', path, processId: 7, creationTime: START },
      target: { fileName: 'lsass.exe', path: 'C:\\Windows\\System32\\lsass.exe' },
      grantedAccess,
      ...(callTrace ? { callTrace } : {}),
    });

  it.each([0x1010, 0x1410, 0x1438, 0x143a, 0x1fffff])('fires on 0x%x from a user folder', (mask) => {
    expect(run(id, open('C:\\Users\\a\\Downloads\\p.exe', mask))[0]?.severity).toBe('high');
  });

  it('fires on any reading mask where the call comes from nowhere', () => {
    expect(run(id, open('C:\\tools\\p.exe', 0x1030, 'ntdll.dll+1|UNKNOWN(00000)'))[0]?.severity).toBe('high');
    expect(run(id, open('C:\\tools\\p.exe', 0x1410))[0]?.severity).toBe('medium');
  });

  it('is quiet for the system, security products, agents and masks that read nothing', () => {
    expect(run(id, open('C:\\Windows\\system32\\wbem\\wmiprvse.exe', 0x1410))).toEqual([]);
    expect(run(id, open('C:\\Program Files\\Vendor\\edr.exe', 0x1410))).toEqual([]);
    expect(
      run(id, open('C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4\\MsMpEng.exe', 0x1fffff)),
    ).toEqual([]);
    expect(run(id, open('C:\\Windows\\System32\\Taskmgr.exe', 0x1410))).toEqual([]);
    expect(run(id, open('C:\\Users\\a\\p.exe', 0x1400))).toEqual([]);
  });

  it('gives the process an identity of host, id and creation time', () => {
    const process = run(id, open('C:\\Users\\a\\p.exe', 0x1010))[0]?.evidence.find(
      (e) => e.type === 'process',
    );
    expect(process?.ids.map((i) => i.kind)).toEqual(['processKey', 'processKey']);
    expect(process?.ids[0]?.value).toMatch(/^e:pc1\.contoso\.com\|7\|a\d+$/);
  });
});

describe('files and registry', () => {
  const file = (
    path: string,
    action: 'created' | 'renamed' | 'read' = 'created',
    time = START,
    image = 'p.exe',
  ) =>
    on(
      { kind: 'file', action, path, fileName: path.split('\\').pop() ?? '', process: { fileName: image } },
      { time },
    );

  it('sees dumps and hives, not the originals or crash reports', () => {
    const id = 'endpoint.credential-file';
    expect(run(id, file('C:\\Users\\a\\AppData\\Local\\Temp\\lsass.DMP'))).toHaveLength(1);
    expect(run(id, file('C:\\ProgramData\\SAM'))).toHaveLength(1);
    expect(run(id, file('C:\\Windows\\System32\\config\\SAM'))).toEqual([]);
    expect(run(id, file('C:\\Users\\a\\AppData\\Local\\CrashDumps\\lsass.dmp'))).toEqual([]);
    expect(run(id, file('C:\\t\\samples.txt'))).toEqual([]);
  });

  it('sees bulk renames to an unknown ending only', () => {
    const id = 'endpoint.mass-file-rename';
    const bulk = (n: number, ending: string, step = 1000) =>
      Array.from({ length: n }, (_, i) =>
        file(`C:\\Users\\a\\f${i}.docx.${ending}`, 'renamed', START + i * step),
      );
    expect(run(id, ...bulk(120, 'l0ck'))[0]?.severity).toBe('high');
    expect(run(id, ...bulk(80, 'l0ck'))).toEqual([]);
    expect(run(id, ...bulk(400, 'bak'))).toEqual([]);
    expect(run(id, ...bulk(150, 'l0ck', 11 * MINUTE))).toEqual([]);
  });

  it('notes a ransom note, not a readme', () => {
    expect(run('endpoint.ransom-note', file('C:\\Users\\a\\HOW_TO_DECRYPT_FILES.txt'))).toHaveLength(1);
    expect(run('endpoint.ransom-note', file('C:\\src\\README.txt'))).toEqual([]);
  });

  it('sees programs written over the network', () => {
    const id = 'endpoint.admin-share-write';
    expect(run(id, file('C:\\tools\\g.exe', 'created', START, 'System'))).toHaveLength(1);
    expect(run(id, file('C:\\tools\\g.exe', 'created', START, 'explorer.exe'))).toEqual([]);
    expect(
      run(
        id,
        activity('shareAccess', {
          object: '\\\\*\\C$\\tools\\g.exe',
          detail: '10.0.0.5',
          parameters: { AccessMask: '0x2' },
        }),
      ),
    ).toHaveLength(1);
    expect(
      run(
        id,
        activity('shareAccess', { object: '\\\\*\\Public\\setup.exe', parameters: { AccessMask: '0x2' } }),
      ),
    ).toEqual([]);
  });

  it('sees suspicious autostart, tasks and services, not installed software', () => {
    const value = (valueData: string, key = 'HKU\\S\\Software\\Microsoft\\Windows\\CurrentVersion\\Run') =>
      on({ kind: 'registry', action: 'valueSet', key, valueName: 'u', valueData });
    expect(run('endpoint.suspicious-run-key', value('powershell -w hidden -enc AAAA'))).toHaveLength(1);
    expect(
      run(
        'endpoint.suspicious-run-key',
        value('"C:\\Users\\a\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe" /background'),
      ),
    ).toEqual([]);
    expect(
      run('endpoint.suspicious-run-key', value('powershell -w hidden -enc AAAA', 'HKLM\\Software\\Contoso')),
    ).toEqual([]);
    const task = (command: string) => on({ kind: 'scheduledTask', action: 'created', name: '\\T', command });
    expect(run('endpoint.suspicious-task', task('powershell.exe -NonI -W hidden -c "IEX x"'))).toHaveLength(
      1,
    );
    expect(run('endpoint.suspicious-task', task('C:\\Program Files\\Google\\Update\\u.exe /c'))).toEqual([]);
    const service = (command: string, name = 'svc') => on({ kind: 'service', name, command });
    expect(
      run('endpoint.suspicious-service', service('%SystemRoot%\\PSEXESVC.exe', 'PSEXESVC'))[0]?.severity,
    ).toBe('low');
    expect(
      run('endpoint.suspicious-service', service('%COMSPEC% /Q /c echo cd ^> \\\\127.0.0.1\\C$\\__o'))[0]
        ?.severity,
    ).toBe('medium');
    expect(
      run('endpoint.suspicious-service', service('"C:\\Program Files\\Vendor\\agent.exe" --service')),
    ).toEqual([]);
  });
});

describe('host activities', () => {
  it('sees hashes read from the registry by anything but LSASS', () => {
    const id = 'endpoint.sam-object-access';
    const read = (path: string) =>
      activity('objectAccess', {
        object: '\\REGISTRY\\MACHINE\\SAM\\SAM\\Domains\\Account\\Users\\000001F4',
        process: { fileName: 'p', path },
      });
    expect(run(id, read('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'))).toHaveLength(1);
    expect(run(id, read('C:\\Windows\\System32\\lsass.exe'))).toEqual([]);
  });

  it('sees credential libraries in script hosts', () => {
    const load = (image: string, by: string) =>
      on({ kind: 'imageLoad', image: { fileName: image }, process: { fileName: by } });
    expect(run('endpoint.credential-library', load('vaultcli.dll', 'powershell.exe'))).toHaveLength(1);
    expect(run('endpoint.credential-library', load('vaultcli.dll', 'msedge.exe'))).toEqual([]);
    expect(run('endpoint.credential-library', load('clr.dll', 'powershell.exe'))).toEqual([]);
  });

  it('sees cleared logs, WMI subscriptions, groups and antivirus finds', () => {
    expect(run('endpoint.log-cleared', activity('logCleared', { eventId: 1102 }))[0]?.severity).toBe(
      'medium',
    );
    expect(
      run('endpoint.log-cleared', activity('logCleared', { eventId: 104, object: 'Application' }))[0]
        ?.severity,
    ).toBe('low');
    expect(
      run('endpoint.wmi-subscription', activity('wmi', { eventId: 20, object: 'MyConsumer', detail: 'cmd' })),
    ).toHaveLength(1);
    expect(
      run('endpoint.wmi-subscription', activity('wmi', { eventId: 20, object: 'SCM Event Log Consumer' })),
    ).toEqual([]);
    expect(run('endpoint.wmi-subscription', activity('wmi', { eventId: 5858, detail: 'consumer' }))).toEqual(
      [],
    );
    expect(
      run(
        'endpoint.sensitive-group',
        activity('accountManagement', { eventId: 4728, object: 'Domain Admins' }),
      )[0]?.severity,
    ).toBe('medium');
    expect(
      run(
        'endpoint.sensitive-group',
        activity('accountManagement', { eventId: 4728, object: 'Printer Users' }),
      ),
    ).toEqual([]);
    expect(
      run(
        'endpoint.antivirus',
        activity('antivirus', { eventId: 1116, object: 'HackTool:Win32/Mimikatz' }),
      )[0]?.severity,
    ).toBe('medium');
    expect(run('endpoint.antivirus', activity('antivirus', { eventId: 1001 }))).toEqual([]);
  });
});

describe('directory and AD FS', () => {
  it('sees the AD FS database read by anything but AD FS', () => {
    const id = 'endpoint.adfs-database-read';
    const pipe = (path: string) =>
      activity(
        'pipeConnected',
        { object: '\\MICROSOFT##WID\\tsql\\query', process: { fileName: 'p', path } },
        { actor: system },
      );
    expect(run(id, pipe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'))).toHaveLength(1);
    expect(run(id, pipe('C:\\Windows\\ADFS\\Microsoft.IdentityServer.ServiceHost.exe'))).toEqual([]);
    const select = (name: string) =>
      activity(
        'sqlAudit',
        { object: 'ServiceSettings', detail: 'SELECT ServiceSettingsData' },
        { actor: { ...person('x'), name } },
      );
    expect(run(id, select('CONTOSO\\ann'))).toHaveLength(1);
    expect(run(id, select('CONTOSO\\adfssvc'))).toEqual([]);
  });

  it('sees the DKM key read by LDAP and in the controller’s own log', () => {
    const id = 'endpoint.adfs-key-read';
    const ldap = (query: string, target = '') =>
      on({
        kind: 'directoryQuery',
        protocol: 'ldap',
        query,
        target,
        process: { fileName: 'powershell.exe' },
      });
    expect(
      run(id, ldap('(objectClass=*)', 'CN=5,CN=ADFS,CN=Microsoft,CN=Program Data,DC=c,DC=com')),
    ).toHaveLength(1);
    expect(run(id, ldap('(&(objectclass=contact)(!name=CryptoPolicy)(ThumbnailPhoto=*))'))).toHaveLength(1);
    expect(run(id, ldap('(&(objectClass=user)(thumbnailPhoto=*))'))).toEqual([]);
    const object = (guids: string, options: EventOptions = {}) =>
      activity('objectAccess', { eventId: 4662, detail: guids }, options);
    const both = '{8d3bca50-1d7e-11d0-a081-00aa006c33ed} {5cb41ed0-0e4c-11d0-a286-00aa003049e2}';
    expect(run(id, object(both))).toHaveLength(1);
    expect(
      run(id, object('{8d3bca50-1d7e-11d0-a081-00aa006c33ed} {bf967aba-0de6-11d0-a285-00aa003049e2}')),
    ).toEqual([]);
    expect(run(id, object(both, { actor: { ...person('x'), name: 'CONTOSO\\ADFS01$' } }))).toEqual([]);
  });

  it('notes a remote copy of the AD FS configuration', () => {
    const token = (TokenType: string) => activity('adfsAudit', { eventId: 412, parameters: { TokenType } });
    expect(
      run(
        'endpoint.adfs-remote-sync',
        token('http://schemas.microsoft.com/ws/2006/05/servicemodel/tokens/SecureConversation'),
      )[0]?.severity,
    ).toBe('low');
    expect(run('endpoint.adfs-remote-sync', token('urn:oasis:names:tc:SAML:2.0:assertion'))).toEqual([]);
  });

  it('sees replication by a person, not by controllers, synchronisation or an excluded server', () => {
    const id = 'endpoint.directory-replication';
    const drs = (name: string) =>
      on(
        {
          kind: 'directoryQuery',
          protocol: 'drs',
          query: 'DS-Replication-Get-Changes-All',
          target: 'dc01.contoso.com',
        },
        { actor: { ...person('x'), name } },
      );
    expect(run(id, drs('CONTOSO\\ann'))[0]?.severity).toBe('high');
    expect(run(id, drs('CONTOSO\\DC01$'))).toEqual([]);
    // The normalizer names a machine account as the host that it is.
    const byHost = (name: string) => {
      const { event } = drs(name);
      return on(event.facts, { actor: machine(name) });
    };
    expect(run(id, byHost('dc01'))).toEqual([]);
    expect(run(id, drs('CONTOSO\\MSOL_0123abcd'))).toEqual([]);
    const known = new Bench();
    known.send(
      on(
        { kind: 'inventory', subject: 'host', deviceRole: 'domainController' },
        { host: machine('dc01'), table: 'DeviceInfo' },
      ),
    );
    expect(known.run([drs('CONTOSO\\DC01$')], id)).toEqual([]);
    expect(known.run([drs('CONTOSO\\PC7$')], id)).toHaveLength(1);
    expect(known.run([byHost('dc01')], id)).toEqual([]);
    const stranger = known.run(
      [{ ...byHost('pc8'), event: { ...byHost('pc8').event, host: machine('dc01') } }],
      id,
    );
    expect(stranger[0]?.evidence.map((e) => `${e.role} ${e.name}`)).toEqual(
      expect.arrayContaining(['compromised pc8.contoso.com', 'attacked dc01.contoso.com']),
    );
    const excluded = new Bench({
      exclusions: [
        {
          id: 'synchronisation server',
          detectorId: id,
          conditions: [
            {
              on: 'entity',
              type: 'host',
              name: 'pc1',
              entityId: null,
              identifiers: [{ kind: 'fqdn', value: 'pc1.contoso.com' }],
            },
          ],
          expiresAt: null,
        },
      ],
    });
    expect(excluded.run([drs('CONTOSO\\ann')], id)).toEqual([]);
  });

  it('sees reconnaissance by LDAP, more for roastable accounts', () => {
    const id = 'endpoint.ldap-reconnaissance';
    const ldap = (query: string) =>
      on({ kind: 'directoryQuery', protocol: 'ldap', query, process: { fileName: 'powershell.exe' } });
    expect(
      run(id, ldap('(&(objectCategory=user)(memberOf=CN=Domain Admins,CN=Users,DC=c))'))[0]?.severity,
    ).toBe('low');
    expect(run(id, ldap('(&(samAccountType=805306368)(servicePrincipalName=*))'))[0]?.severity).toBe(
      'medium',
    );
    expect(run(id, ldap('(sAMAccountName=ann)'))).toEqual([]);
    const connect = (fileName: string, remotePort: number) =>
      on({ kind: 'network', remotePort, remoteIp: '10.0.0.1', process: { fileName } });
    expect(run('endpoint.ldap-unusual-program', connect('powershell.exe', 389))).toHaveLength(1);
    expect(run('endpoint.ldap-unusual-program', connect('lsass.exe', 389))).toEqual([]);
    expect(run('endpoint.ldap-unusual-program', connect('powershell.exe', 443))).toEqual([]);
  });

  it('sees many RC4 tickets within minutes, not AES, machines or a day’s worth', () => {
    const id = 'endpoint.kerberoasting';
    const ticket = (i: number, type = '0x17', service = `svc${i}`, gap = 1000) =>
      activity(
        'kerberosServiceTicket',
        { eventId: 4769, object: service, detail: type },
        { time: START + i * gap },
      );
    const five = (make: (i: number) => ReturnType<typeof ticket>) => [0, 1, 2, 3, 4].map(make);
    expect(run(id, ...five((i) => ticket(i)))).toHaveLength(1);
    expect(run(id, ...five((i) => ticket(i, '0x12')))).toEqual([]);
    expect(run(id, ...five((i) => ticket(i, '0x17', `PC${i}$`)))).toEqual([]);
    expect(run(id, ...five((i) => ticket(i, '0x17', `svc${i}`, 20 * MINUTE)))).toEqual([]);
  });

  it('sees known command and control by whole labels', () => {
    const id = 'endpoint.known-bad-domain';
    const dns = (name: string) => on({ kind: 'dns', name });
    expect(
      run(id, dns('07605jn8l36uranbtvef0b12eu1.appsync-api.us-east-1.avsvmcloud.com'))[0]?.severity,
    ).toBe('high');
    expect(run(id, dns('notavsvmcloud.com'))).toEqual([]);
    expect(
      run(id, on({ kind: 'network', remoteUrl: 'https://avsvmcloud.com/a', remoteIp: '20.1.1.1' })),
    ).toHaveLength(1);
  });
});
