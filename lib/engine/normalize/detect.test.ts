import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLES } from '@/lib/domain/tables';
import { detectTable } from './detect';
import { NORMALIZERS, normalize } from './index';
import { ColumnFolder } from './shape';
import { CONTEXT } from './testing';

describe('detectTable', () => {
  it.each<[string | undefined, Record<string, unknown>, string?]>([
    ['SigninLogs', { Type: 'SigninLogs' }],
    [
      'AuditLogs',
      {
        Type: 'Application',
        InitiatedBy: '{}',
        TargetResources: '[]',
        OperationName: 'x',
        Category: 'ApplicationManagement',
      },
    ],
    ['SigninLogs', { userPrincipalName: 'a@b.c', appDisplayName: 'x', createdDateTime: 't' }],
    ['SigninLogs', { 'Request ID': '1', Username: 'a@b.c' }],
    ['AADNonInteractiveUserSignInLogs', { category: 'NonInteractiveUserSignInLogs', properties: {} }],
    ['AADServicePrincipalSignInLogs', { category: 'ServicePrincipalSignInLogs', properties: {} }],
    [
      'AuditLogs',
      {
        category: 'Policy',
        operationName: 'Update policy',
        resourceId: '/tenants/t/providers/Microsoft.aadiam',
      },
    ],
    [
      'AzureActivity',
      { time: 't', category: 'Administrative', operationName: 'x/write', callerIpAddress: '1.1.1.1' },
    ],
    ['AlertInfo', { category: 'AdvancedHunting-AlertInfo', operationName: 'Publish', properties: {} }],
    ['AADUserRiskEvents', { riskEventType: 'x', riskState: 'atRisk' }],
    ['AADRiskyUsers', { id: 'u', riskState: 'atRisk', riskLastUpdatedDateTime: 't' }],
    ['SecurityEvent', { EventID: '4688', Computer: 'a', Channel: 'Security' }],
    ['SecurityEvent', { EventID: 5156, Computer: 'a' }],
    ['Event', { EventID: 1, Hostname: 'a', SourceName: 'Microsoft-Windows-Sysmon' }],
    ['Event', { Event: { System: { EventID: 7045, Channel: 'System' } } }],
    ['DeviceEvents', { ActionType: 'LdapSearch', DeviceId: 'd', RawEventData: '', ActivityObjects: null }],
    ['DeviceProcessEvents', { ActionType: 'ProcessCreated', DeviceId: 'd' }],
    ['DeviceNetworkEvents', { ActionType: 'ConnectionSuccess', DeviceId: 'd' }],
    ['DeviceLogonEvents', { ActionType: 'LogonSuccess', DeviceId: 'd' }],
    ['DeviceFileEvents', { ActionType: 'FileCreated', DeviceId: 'd' }],
    ['DeviceRegistryEvents', { ActionType: 'RegistryValueSet', DeviceId: 'd' }],
    ['DeviceImageLoadEvents', { ActionType: 'ImageLoaded', DeviceId: 'd' }],
    ['DeviceInfo', { DeviceId: 'd', OSPlatform: 'Windows11' }],
    [
      'IdentityLogonEvents',
      { ActionType: 'LogonSuccess', AccountUpn: 'a@b.c', Application: 'Active Directory' },
    ],
    [
      'IdentityDirectoryEvents',
      { ActionType: 'Directory Services replication', AccountUpn: 'a@b.c', DeviceName: 'x' },
    ],
    ['IdentityQueryEvents', { ActionType: 'LDAP query', Query: 'x' }],
    ['CloudAppEvents', { ActionType: 'x', ActivityObjects: [{}] }],
    ['IdentityInfo', { AccountUPN: 'a@b.c', GroupMembership: '[]' }],
    ['EmailEvents', { NetworkMessageId: 'n', RecipientEmailAddress: 'a@b.c', DeliveryAction: 'Delivered' }],
    ['EmailUrlInfo', { NetworkMessageId: 'n', Url: 'u' }],
    ['EmailAttachmentInfo', { NetworkMessageId: 'n', RecipientEmailAddress: 'a@b.c', FileName: 'f' }],
    [
      'EmailPostDeliveryEvents',
      { NetworkMessageId: 'n', RecipientEmailAddress: 'a@b.c', ActionTrigger: 'x', ActionType: 'y' },
    ],
    ['UrlClickEvents', { Url: 'u', ActionType: 'ClickBlocked', AccountUpn: 'a@b.c' }],
    ['SecurityAlert', { SystemAlertId: 's' }],
    [
      'alerts_v2',
      { id: '1', title: 't', severity: 'high', serviceSource: 's', evidence: [], createdDateTime: 't' },
    ],
    ['AlertEvidence', { AlertId: 'a', EntityType: 'User' }],
    ['MicrosoftGraphActivityLogs', { RequestUri: 'u', RequestMethod: 'GET' }],
    ['OfficeActivity', { operation: 'x', workload: 'Exchange' }],
    ['CommonSecurityLog', { DeviceVendor: 'v', DeviceProduct: 'p' }],
    ['DnsEvents', { Domain: 'd', QueryType: '1 (A)' }],
    ['OktaSystemLog', { eventType: 'x', actor: {}, published: 't' }],
    ['GoogleWorkspaceActivity', { id: { applicationName: 'login' } }],
    ['AWSCloudTrail', { eventSource: 's', eventName: 'n' }],
    ['SecurityAlert', { odd: 1 }, 'x/SecurityAlert_2019.csv'],
    [undefined, { Type: 'model_evasion_detection_CL', account: 'a' }, 'SigninLogs.csv'],
    [undefined, { IPAddress: '1.2.3.4' }, 'addresses.csv'],
    [undefined, {}],
  ])('names %s', (table, row, fileName) => {
    expect(detectTable(row, fileName)).toBe(table);
  });
});

describe('ColumnFolder', () => {
  const folder = new ColumnFolder('SigninLogs', { who: 'UserDisplayName' });

  it('hands a row on that has only columns of the right type', () => {
    const row = {
      Id: 'a',
      DurationMs: 1,
      IsRisky: null,
      TimeGenerated: '2026-01-01T00:00:00Z',
      Status: { errorCode: 0 },
    };
    expect(folder.fold(row).columns).toBe(row);
  });

  it('hands a row on that has other columns too, and names those', () => {
    const row = { Id: 'a', SignInEventTypes: ['x'], Empty: '', TimeGenerated: '2026-01-01T00:00:00Z' };
    const folded = folder.fold(row);
    expect(folded.columns).toBe(row);
    expect(folded.overflow).toEqual({ SignInEventTypes: ['x'] });
    const forged = folder.fold({ Id: 'a', _rowId: 'b' });
    expect(forged).toEqual({ columns: { Id: 'a' }, overflow: { _rowId: 'b' } });
  });

  it('converts what it can and keeps the rest aside', () => {
    const folded = folder.fold({
      DurationMs: '12',
      IsRisky: 'maybe',
      Status: '{"errorCode":0}',
      TimeGenerated: '1/2/2026, 3:04:05 PM',
      ResultType: 0,
    });
    expect(folded).toEqual({
      columns: {
        DurationMs: 12,
        IsRisky: null,
        Status: { errorCode: 0 },
        TimeGenerated: '2026-01-02T15:04:05.000Z',
        ResultType: '0',
      },
      overflow: { IsRisky: 'maybe' },
    });
  });

  it('folds other spellings, the exact one first', () => {
    const folded = folder.fold({
      iPaddress: '2',
      IPAddress: '1',
      'User ID': 'u',
      Who: 'w',
      'CreatedDateTime [UTC]': '2026-01-01T00:00:00Z',
      AppId_: 'x',
      AppId_s: 'y',
      Extra: [1],
    });
    expect(folded).toEqual({
      columns: {
        IPAddress: '1',
        UserId: 'u',
        UserDisplayName: 'w',
        CreatedDateTime: '2026-01-01T00:00:00Z',
        AppId: 'x',
      },
      overflow: { Extra: [1] },
    });
  });
});

describe('normalize', () => {
  const key = fc.constantFrom(
    ...[
      'TimeGenerated',
      'Timestamp',
      'Id',
      'id',
      'EventID',
      'Computer',
      'SourceName',
      'EventData',
      'ActionType',
      'DeviceName',
      'properties',
    ],
    ...[
      'category',
      'operationName',
      'UserPrincipalName',
      'Status',
      'LocationDetails',
      'Entities',
      'evidence',
      'TargetResources',
      'InitiatedBy',
    ],
    ...[
      'RawEventData',
      'Parameters',
      'ActivityObjects',
      'actor',
      'target',
      'events',
      'userIdentity',
      'eventName',
      'eventType',
      'Operation',
    ],
    ...[
      'AdditionalFields',
      'NetworkMessageId',
      'RecipientEmailAddress',
      'Url',
      'AlertId',
      'SystemAlertId',
      'Domain',
      'name',
      'Folders',
      'FileName',
    ],
    ...['DeviceVendor', 'RequestUri', 'AccountName', 'constructor', 'toString', '__proto__'],
  );
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      '2026-01-01T00:00:00Z',
      4688,
      '{"a":[{"$ref":"1"}]}',
      '[null,1,{}]',
      '{"Type":"host"}',
      'Microsoft-Windows-Sysmon',
      'LdapSearch',
      null,
      Number.NaN,
    ),
    fc.constantFrom<unknown>(
      [{ Type: 'account', Name: {} }],
      { user: null },
      [[]],
      { errorCode: 'x' },
      'toString',
      '<Data Name="__proto__">x</Data>',
      '@{a=b}',
    ),
    fc.jsonValue({ maxDepth: 3 }),
    fc.string(),
  );
  const row = fc.array(fc.tuple(key, value), { maxLength: 14 }).map((entries) => {
    const made: Record<string, unknown> = {
      TimeGenerated: '2026-01-01T00:00:00Z',
      Timestamp: '2026-01-01T00:00:00Z',
      EventID: 1,
      Computer: 'c',
      Hostname: 'h',
      DeviceName: 'd',
    };
    for (const [name, content] of entries)
      Object.defineProperty(made, name, {
        value: content,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return made;
  });

  it('reads any object without throwing, and always the same way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TABLES), row, (table, input) => {
        const before = JSON.stringify(input);
        const result = NORMALIZERS[table].normalize(input, CONTEXT);
        expect(JSON.stringify(input)).toBe(before);
        expect(JSON.stringify(NORMALIZERS[table].normalize(input, CONTEXT))).toBe(JSON.stringify(result));
        detectTable(input);
        if (result.ok) expect(Number.isInteger(result.row.time)).toBe(true);
        else expect(result.problem.reason).not.toBe('');
      }),
      { numRuns: 4_000 },
    );
  });

  it('turns a reader that stumbles into a problem of the row', () => {
    const hostile = Object.defineProperty({}, 'TimeGenerated', {
      enumerable: true,
      get: () => {
        throw new Error('boom');
      },
    });
    expect(normalize('SigninLogs', hostile, CONTEXT)).toMatchObject({
      ok: false,
      problem: { reason: expect.stringContaining('boom') },
    });
  });
});
