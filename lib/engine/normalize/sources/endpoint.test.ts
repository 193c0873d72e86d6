import { describe, expect, it } from 'vitest';
import type { TableName } from '@/lib/domain/tables';
import { event, facts, ids, outcome, read } from '../testing';

const BASE = {
  Timestamp: '2026-03-01T08:00:00.7724491Z',
  DeviceId: 'd1',
  DeviceName: 'adfs01.contoso.com',
  ReportId_long: 113597,
  InitiatingProcessFileName: 'powershell.exe',
  InitiatingProcessFolderPath: 'c:\\windows\\system32',
  InitiatingProcessId: 5692,
  InitiatingProcessCommandLine: 'powershell.exe -enc x',
  InitiatingProcessAccountDomain: 'contoso',
  InitiatingProcessAccountName: 'wardog',
  InitiatingProcessAccountSid: 'S-1-5-21-1-2-3-500',
  InitiatingProcessAccountUpn: 'wardog@contoso.com',
  InitiatingProcessAccountObjectId: '00000000-0000-0000-0000-000000000000',
};

describe('Defender device tables', () => {
  it('names device, account and row', () => {
    const row = read('DeviceEvents', {
      ...BASE,
      ActionType: 'LdapSearch',
      AdditionalFields_string: '{"SearchFilter":"(x=*)","DistinguishedName":"CN=ADFS"}',
    });
    expect(row).toMatchObject({
      dedupKey: '113597|d1|adfs01.contoso.com|2026-03-01T08:00:00.7724491Z',
      principal: 'adfs01.contoso.com',
    });
    expect(row.columns).toMatchObject({
      TimeGenerated: BASE.Timestamp,
      ReportId: 113597,
      AdditionalFields: { SearchFilter: '(x=*)' },
    });
    expect(ids(row.event.actor)).toEqual([
      'ntAccount=contoso\\wardog',
      'sid=S-1-5-21-1-2-3-500',
      'upn=wardog@contoso.com',
    ]);
    expect(ids(row.event.host)).toEqual(['fqdn=adfs01.contoso.com', 'mdeDeviceId=d1', 'netbios=adfs01']);
    expect(row.event.facts).toMatchObject({
      kind: 'directoryQuery',
      protocol: 'ldap',
      query: '(x=*)',
      target: 'CN=ADFS',
      process: { path: 'c:\\windows\\system32\\powershell.exe', processId: 5692 },
    });
  });

  it.each<[TableName, Record<string, unknown>, Record<string, unknown>]>([
    [
      'DeviceProcessEvents',
      {
        ActionType: 'ProcessCreated',
        FileName: 'rundll32.exe',
        FolderPath: 'C:\\Windows\\System32\\rundll32.exe',
        ProcessCommandLine: 'rundll32 comsvcs.dll',
        AccountName: 'bob',
        AccountDomain: 'contoso',
      },
      {
        kind: 'process',
        process: { fileName: 'rundll32.exe', commandLine: 'rundll32 comsvcs.dll' },
        parent: { fileName: 'powershell.exe' },
      },
    ],
    [
      'DeviceLogonEvents',
      {
        ActionType: 'LogonFailed',
        LogonType: 'Network',
        RemoteIP: '203.0.113.7',
        IsLocalAdmin: 'false',
        FailureReason: 'InvalidUserNameOrPassword',
      },
      {
        kind: 'logon',
        success: false,
        failure: 'InvalidUserNameOrPassword',
        ip: '203.0.113.7',
        isLocalAdmin: false,
      },
    ],
    [
      'DeviceNetworkEvents',
      {
        ActionType: 'InboundConnectionAccepted',
        RemoteIP: '203.0.113.7',
        RemotePort: 50000,
        LocalPort: 80,
        Protocol: 'Tcp',
      },
      { kind: 'network', direction: 'inbound', remotePort: 50000, localPort: 80 },
    ],
    [
      'DeviceFileEvents',
      { ActionType: 'FileCreated', FileName: 'lsass.dmp', FolderPath: 'C:\\Temp' },
      { kind: 'file', action: 'created', path: 'C:\\Temp\\lsass.dmp' },
    ],
    [
      'DeviceRegistryEvents',
      {
        ActionType: 'RegistryValueSet',
        RegistryKey: 'HKLM\\Run',
        RegistryValueName: 'x',
        RegistryValueData: 'y.exe',
      },
      { kind: 'registry', action: 'valueSet', key: 'HKLM\\Run', valueName: 'x', valueData: 'y.exe' },
    ],
    [
      'DeviceImageLoadEvents',
      {
        ActionType: 'ImageLoaded',
        FileName: 'comsvcs.dll',
        FolderPath: 'C:\\Windows\\System32\\comsvcs.dll',
      },
      { kind: 'imageLoad', image: { fileName: 'comsvcs.dll' } },
    ],
    [
      'DeviceEvents',
      { ActionType: 'OpenProcessApiCall', FileName: 'lsass.exe', AdditionalFields: { DesiredAccess: 5136 } },
      { kind: 'processAccess', target: { fileName: 'lsass.exe' }, grantedAccess: 5136 },
    ],
    [
      'DeviceEvents',
      { ActionType: 'ServiceInstalled', AdditionalFields: { ServiceName: 'svc', ImagePath: 'c:\\x.exe' } },
      { kind: 'service', name: 'svc', command: 'c:\\x.exe' },
    ],
    [
      'DeviceEvents',
      {
        ActionType: 'ScheduledTaskCreated',
        AdditionalFields: { TaskName: '\\t', TaskContent: '<Exec><Command>cmd</Command></Exec>' },
      },
      { kind: 'scheduledTask', action: 'created', command: 'cmd' },
    ],
    [
      'DeviceEvents',
      { ActionType: 'NamedPipeEvent', AdditionalFields: { PipeName: '\\wid' } },
      { kind: 'hostActivity', activity: 'pipeConnected', object: '\\wid' },
    ],
    [
      'DeviceEvents',
      { ActionType: 'AntivirusDetection', FileName: 'evil.exe' },
      { kind: 'hostActivity', activity: 'antivirus', object: 'evil.exe' },
    ],
    [
      'DeviceEvents',
      { ActionType: 'UsbDriveMounted' },
      { kind: 'hostActivity', activity: 'UsbDriveMounted' },
    ],
  ])('%s %j', (table, more, expected) => {
    expect(facts(table, { ...BASE, ...more })).toMatchObject(expected);
  });

  it('puts the account of a new process first', () => {
    const row = {
      ...BASE,
      ActionType: 'ProcessCreated',
      FileName: 'a.exe',
      AccountName: 'bob',
      AccountDomain: 'adfs01',
    };
    expect(ids(event('DeviceProcessEvents', row).actor)).toEqual(['localAccount=adfs01\\bob']);
    expect(
      ids(
        event('DeviceProcessEvents', { ...row, AccountName: 'system', AccountDomain: 'nt authority' }).actor,
      ),
    ).toContain('upn=wardog@contoso.com');
  });

  it("reads the sensor's own export", () => {
    const row = {
      MachineId: 'm',
      ComputerDnsName: 'pc1',
      ReportTime: '2026-03-01 08:00:00.3370283+00:00',
      CreatedProcessName: 'conhost.exe',
      CreatedProcessFilePath: 'C:\\Windows\\System32\\conhost.exe',
      Process_CommandLine: 'cmd /c x',
      InitiatingProcessName: 'cmd.exe',
      CreatedProcessAccountAzureADId: 'O1',
    };
    expect(read('DeviceProcessEvents', row)).toMatchObject({
      columns: { Timestamp: '2026-03-01T08:00:00.3370283Z', DeviceName: 'pc1' },
      event: { facts: { process: { fileName: 'conhost.exe' }, parent: { commandLine: 'cmd /c x' } } },
    });
  });

  it('reads the inventory of a device', () => {
    const row = {
      Timestamp: BASE.Timestamp,
      DeviceId: 'd1',
      DeviceName: 'srv1.contoso.com',
      AadDeviceId: 'A1',
      OSPlatform: 'WindowsServer2022',
      LoggedOnUsers: '[{"UserName":"Ada","DomainName":"CONTOSO"}]',
      PublicIP: '203.0.113.7',
    };
    const inventory = event('DeviceInfo', row);
    expect(inventory.facts).toMatchObject({
      kind: 'inventory',
      subject: 'host',
      deviceRole: 'server',
      loggedOnUsers: ['contoso\\ada'],
      publicIp: '203.0.113.7',
    });
    expect(ids(inventory.host)).toContain('aadDeviceId=a1');
  });

  it('says what a row lacks', () => {
    expect(outcome('DeviceFileEvents', { ...BASE, ActionType: 'FileCreated' })).toMatchObject({
      problem: { field: 'FileName' },
    });
    expect(outcome('DeviceEvents', { Timestamp: BASE.Timestamp, ActionType: 'X' })).toMatchObject({
      problem: { field: 'DeviceName' },
    });
  });
});
