import { describe, expect, it } from 'vitest';
import { event, facts, ids, outcome } from '../testing';

const SYSMON = {
  SourceName: 'Microsoft-Windows-Sysmon',
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  Hostname: 'WORKSTATION5.theshire.local',
  '@timestamp': '2020-09-04T20:09:40.845Z',
  EventTime: '2020-09-04 16:09:38',
  ProcessId: '10',
  Image: 'C:\\Windows\\System32\\cmd.exe',
  User: 'THESHIRE\\pgustavo',
};
const SECURITY = {
  SourceName: 'Microsoft-Windows-Security-Auditing',
  Channel: 'Security',
  Hostname: 'dc01.corp.com',
  TimeCreated: '2021-11-03T08:38:33.217724900Z',
  SubjectUserSid: 'S-1-5-21-1-2-3-1111',
  SubjectUserName: 'admmig',
  SubjectDomainName: 'CORP',
};

describe('Windows security', () => {
  it.each<[number, Record<string, unknown>, Record<string, unknown>]>([
    [
      4624,
      {
        TargetUserSid: 'S-1-5-21-1-2-3-1105',
        TargetUserName: 'bob',
        TargetDomainName: 'CORP',
        LogonType: '10',
        IpAddress: '::ffff:10.0.0.5',
        WorkstationName: 'PC9',
        SubjectUserName: '-',
      },
      { kind: 'logon', success: true, logonType: 'RemoteInteractive', ip: '10.0.0.5', sourceHost: 'pc9' },
    ],
    [
      4625,
      {
        TargetUserName: 'bob',
        TargetDomainName: 'CORP',
        LogonType: 3,
        Status: '0xc000006d',
        SubStatus: '0xc000006a',
      },
      { kind: 'logon', success: false, logonType: 'Network', failure: '0xc000006a' },
    ],
    [
      4648,
      { TargetServerName: 'srv', TargetUserName: 'x' },
      { activity: 'explicitCredentials', object: 'srv' },
    ],
    [
      4672,
      { PrivilegeList: 'SeDebugPrivilege' },
      { activity: 'specialPrivileges', detail: 'SeDebugPrivilege' },
    ],
    [
      4688,
      {
        NewProcessName: 'C:\\x\\cmd.exe',
        NewProcessId: '0x10',
        ProcessId: '0x4',
        ParentProcessName: 'C:\\y.exe',
        CommandLine: 'cmd',
        MandatoryLabel: 'S-1-16-12288',
      },
      {
        kind: 'process',
        process: { processId: 16, integrity: 'High' },
        parent: { fileName: 'y.exe', processId: 4 },
      },
    ],
    [
      4697,
      { ServiceName: 's', ServiceFileName: 'c:\\s.exe', ServiceAccount: 'LocalSystem' },
      { kind: 'service', name: 's', command: 'c:\\s.exe', account: 'LocalSystem' },
    ],
    [
      4698,
      { TaskName: '\\t', TaskContent: '<Exec><Command>cmd</Command><Arguments>/c a</Arguments></Exec>' },
      { kind: 'scheduledTask', action: 'created', command: 'cmd /c a' },
    ],
    [
      4702,
      { TaskName: '\\t', TaskContentNew: '<Exec><Command>b</Command></Exec>' },
      { kind: 'scheduledTask', action: 'updated', command: 'b' },
    ],
    [
      4720,
      { TargetUserName: 'new', TargetDomainName: 'CORP', TargetSid: 'S-1-5-21-1-2-3-9' },
      { activity: 'accountManagement', object: 'new', eventId: 4720 },
    ],
    [
      4732,
      { TargetUserName: 'Administrators', MemberSid: 'S-1-5-21-1-2-3-9', MemberName: 'CN=x' },
      { activity: 'accountManagement', object: 'Administrators', detail: 'CN=x' },
    ],
    [
      4662,
      { Properties: '%%7688\n\t{1131f6ad-9c07-11d1-f79f-00c04fc2dcd2}', ObjectName: 'x' },
      { kind: 'directoryQuery', protocol: 'drs', query: 'DS-Replication-Get-Changes-All' },
    ],
    [
      4662,
      { Properties: '{8d3bca50-1d7e-11d0-a081-00aa006c33ed}', ObjectName: '%{9736}' },
      { activity: 'objectAccess', object: '%{9736}' },
    ],
    [
      4768,
      { TargetUserName: 'bob', TargetDomainName: 'CORP', Status: '0x0', IpAddress: '::ffff:10.0.0.5' },
      { kind: 'logon', success: true, protocol: 'Kerberos', ip: '10.0.0.5' },
    ],
    [
      4769,
      { ServiceName: 'sql', TicketEncryptionType: '0x17' },
      { activity: 'kerberosServiceTicket', object: 'sql', detail: '0x17' },
    ],
    [
      4776,
      { TargetUserName: 'bob', Workstation: 'PC9', Status: '0xc000006a' },
      { kind: 'logon', success: false, protocol: 'NTLM', sourceHost: 'pc9' },
    ],
    [
      5136,
      {
        ObjectClass: 'user',
        ObjectDN: 'CN=a',
        AttributeLDAPDisplayName: 'msDS-KeyCredentialLink',
        AttributeValue: 'v',
        OperationType: '%%14674',
      },
      {
        kind: 'directoryChange',
        targets: [{ type: 'user', name: 'CN=a', changes: [{ name: 'msDS-KeyCredentialLink', to: 'v' }] }],
      },
    ],
    [
      5145,
      { ShareName: '\\\\*\\IPC$', RelativeTargetName: 'svcctl', IpAddress: '10.0.0.5' },
      { activity: 'shareAccess', object: '\\\\*\\IPC$\\svcctl', detail: '10.0.0.5' },
    ],
    [
      5156,
      {
        Direction: '%%14592',
        SourceAddress: '10.0.0.9',
        SourcePort: '53121',
        DestAddress: '10.0.0.5',
        DestPort: '80',
        Application: 'System',
      },
      { kind: 'network', direction: 'inbound', remoteIp: '10.0.0.9', localPort: 80 },
    ],
    [1102, {}, { activity: 'logCleared' }],
    [4634, {}, { kind: 'other', operation: 'Microsoft-Windows-Security-Auditing 4634' }],
  ])('reads event %i', (EventID, more, expected) => {
    expect(facts('SecurityEvent', { ...SECURITY, ...more, EventID })).toMatchObject(expected);
  });

  it('names subject, target and member', () => {
    const added = event('SecurityEvent', {
      ...SECURITY,
      EventID: '4732',
      TargetUserName: 'Administrators',
      TargetDomainName: 'Builtin',
      MemberSid: 'S-1-5-21-1-2-3-9',
    });
    expect(ids(added.actor)).toEqual(['ntAccount=corp\\admmig', 'sid=S-1-5-21-1-2-3-1111']);
    expect(ids(added.target)).toEqual(['sid=S-1-5-21-1-2-3-9']);
    const machine = event('SecurityEvent', {
      ...SECURITY,
      EventID: 4624,
      TargetUserName: 'PC1$',
      TargetDomainName: 'CORP',
      TargetUserSid: 'S-1-5-18',
    });
    expect(machine.actor?.type).toBe('host');
  });

  it("reads AD FS audits from Sentinel's positional data", () => {
    const claims = [
      'i',
      'http://x/claims/name',
      'CORP\\adfssvc',
      'http://x/claims/primarysid',
      'S-1-5-21-1-2-3-77',
    ];
    const audit = event('SecurityEvent', {
      TimeGenerated: '2021-08-02T13:09:20.04Z',
      Computer: 'ADFS01.corp.com',
      EventID: 501,
      EventSourceName: 'AD FS Auditing',
      Channel: 'Security',
      EventData_dynamic: JSON.stringify(claims),
    });
    expect(audit.facts).toMatchObject({
      activity: 'adfsAudit',
      eventId: 501,
      parameters: { name: 'CORP\\adfssvc' },
    });
    expect(ids(audit.actor)).toEqual(['ntAccount=corp\\adfssvc', 'sid=S-1-5-21-1-2-3-77']);
    expect(facts('Event', { ...SYSMON, SourceName: 'ESENT', EventID: 412 })).toMatchObject({ kind: 'other' });
  });

  it('reads AD FS audits from the message where a forwarder kept nothing else', () => {
    const told = (EventID: number, Message: string) =>
      event('SecurityEvent', {
        TimeGenerated: '2021-08-02T13:09:20.04Z',
        Computer: 'ADFS01.corp.com',
        EventID,
        EventSourceName: 'AD FS Auditing',
        Channel: 'Security',
        Message,
      });
    const token = 'http://schemas.example.com/tokens/SecureConversation';
    const instance = 'd7a4f8d5-840b-44c6-93e5-bcafcb30f495';
    expect(
      told(412, `A token of type '${token}' was accepted. \r\n\r\nInstance ID: ${instance} \r\n`).facts,
    ).toMatchObject({ activity: 'adfsAudit', object: instance, parameters: { TokenType: token } });
    const caller = `Instance ID: \r\n${instance} \r\n \r\nCaller identity: \r\nhttp://x/claims/name \r\nCORP\\ada \r\nhttp://x/claims/primarysid \r\nS-1-5-21-1-2-3-77`;
    expect(ids(told(501, caller).actor)).toEqual(['ntAccount=corp\\ada', 'sid=S-1-5-21-1-2-3-77']);
  });

  it('gives a machine without a domain its own name as the full one, but not a name that somebody mentions', () => {
    const logon = event('SecurityEvent', {
      TimeGenerated: '2021-08-02T13:09:20.04Z',
      Computer: 'WORKSTATION5',
      EventID: 4624,
      EventSourceName: 'Microsoft-Windows-Security-Auditing',
      Channel: 'Security',
      TargetUserName: 'PC9$',
      TargetDomainName: '-',
      LogonType: 3,
    });
    expect(ids(logon.host)).toEqual(['fqdn=workstation5', 'netbios=workstation5']);
    expect(ids(logon.actor)).toEqual(['netbios=pc9']);
  });

  it('reads SQL audits of the AD FS database', () => {
    const record =
      'action_id:SL   succeeded:true server_principal_name:CORP\\wardog server_principal_sid:01050000000000051500000076dd6f94db30d500aca354e1f4010000 database_name:AdfsConfigurationV4 object_name:ServiceSettings statement:SELECT a: b from c additional_information:';
    const audit = event('Event', {
      TimeGenerated: '2021-08-02T13:05:33Z',
      Source: 'MSSQL$MICROSOFT##WID',
      EventLog: 'Application',
      Computer: 'ADFS01',
      EventID: 33205,
      EventData: `<EventData><Data>${record}</Data></EventData>`,
    });
    expect(audit.facts).toMatchObject({
      activity: 'sqlAudit',
      object: 'ServiceSettings',
      detail: 'SELECT a: b from c',
      parameters: { database_name: 'AdfsConfigurationV4' },
    });
    expect(ids(audit.actor)).toEqual([
      'ntAccount=corp\\wardog',
      'sid=S-1-5-21-2490359158-13971675-3780420524-500',
    ]);
  });

  it('reads PowerShell, services and the task scheduler', () => {
    const powershell = event('Event', {
      ...SYSMON,
      SourceName: 'Microsoft-Windows-PowerShell',
      User: undefined,
      EventID: 4103,
      Payload: 'IEX',
      ContextInfo: 'Host Application = powershell -enc x\n User = CORP\\ada\n',
      UserID: 'S-1-5-21-1-2-3-1104',
    });
    expect(powershell.facts).toMatchObject({
      activity: 'scriptBlock',
      detail: 'IEX',
      process: { commandLine: 'powershell -enc x' },
    });
    expect(ids(powershell.actor)).toEqual(['ntAccount=corp\\ada', 'sid=S-1-5-21-1-2-3-1104']);
    expect(
      facts('Event', {
        ...SYSMON,
        SourceName: 'Microsoft-Windows-PowerShell',
        EventID: 4104,
        ScriptBlockText: 'whoami',
        Path: 'a.ps1',
      }),
    ).toMatchObject({ detail: 'whoami', object: 'a.ps1' });
    expect(
      facts('Event', {
        ...SYSMON,
        SourceName: 'Service Control Manager',
        EventID: 7045,
        ServiceName: 's',
        ImagePath: 'cmd /c x',
        AccountName: 'LocalSystem',
      }),
    ).toMatchObject({ kind: 'service', command: 'cmd /c x' });
    expect(
      facts('Event', {
        ...SYSMON,
        SourceName: 'Microsoft-Windows-TaskScheduler',
        EventID: 106,
        TaskName: '\\t',
      }),
    ).toMatchObject({ kind: 'scheduledTask', action: 'created' });
  });

  it('refuses an event without id or computer', () => {
    expect(outcome('SecurityEvent', { ...SECURITY })).toMatchObject({ problem: { field: 'EventID' } });
    expect(outcome('Event', { ...SYSMON, EventID: 1, Hostname: '' })).toMatchObject({
      problem: { field: 'Computer' },
    });
  });
});
