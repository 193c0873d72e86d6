import { describe, expect, it } from 'vitest';
import { event, facts, ids, read } from '../testing';

const TIME = '2026-03-01T08:00:00Z';

describe('Office 365', () => {
  it('reads the parameters of an inbox rule from a row of the table', () => {
    const row = {
      TimeGenerated: TIME,
      Operation: 'New-InboxRule',
      OfficeWorkload: 'Exchange',
      UserId: 'Ada@Contoso.com',
      ClientIP: '[2A01:110::5]:36185',
      ResultStatus: 'TRUE',
      SourceRecordId: 's1',
      Parameters: '[{"Name":"ForwardTo","Value":"x@evil.com"},{"Name":"Name","Value":"."}]',
    };
    expect(read('OfficeActivity', row)).toMatchObject({ dedupKey: 's1', principal: 'ada@contoso.com' });
    expect(facts('OfficeActivity', row)).toMatchObject({
      kind: 'cloudActivity',
      operation: 'New-InboxRule',
      success: true,
      ip: '2a01:110::5',
      parameters: { ForwardTo: 'x@evil.com', Name: '.' },
    });
  });

  it('reads management API records whatever their case', () => {
    const row = {
      creationtime: '2025-07-07 09:11:11.000000000',
      id: 'i1',
      operation: 'Set-Mailbox',
      userid: 'homer@simpsons.com',
      clientip: '1.2.3.4:10736',
      workload: 'Exchange',
      resultstatus: 'False',
      parameters: [{ Name: 'Identity', Value: 'bart@simpsons.com' }],
    };
    const activity = read('OfficeActivity', row);
    expect(activity).toMatchObject({
      dedupKey: 'i1',
      columns: { OfficeWorkload: 'Exchange', ClientIP: '1.2.3.4:10736' },
      event: { facts: { success: false, ip: '1.2.3.4' } },
    });
    expect(ids(activity.event.target)).toEqual(['mailboxAddress=bart@simpsons.com']);
  });

  it('tells a failed operation by its name where there is no status', () => {
    const row = { TimeGenerated: TIME, Operation: 'UserLoginFailed', UserId: 'a@b.c' };
    expect(facts('OfficeActivity', row)).toMatchObject({ success: false });
  });

  it('counts the mails that an application read', () => {
    const row = {
      TimeGenerated: TIME,
      Operation: 'MailItemsAccessed',
      UserId: 'a@b.c',
      MailboxOwnerUPN: 'a@b.c',
      ClientAppId: 'APP-1',
      UserKey: '100320015858B802',
      Folders: '[{"FolderItems":[{},{}]},{"FolderItems":[{}]}]',
      OperationProperties: [{ Name: 'MailAccessType', Value: 'Bind' }],
    };
    expect(facts('OfficeActivity', row)).toMatchObject({
      itemCount: 3,
      appId: 'app-1',
      mailboxOwner: 'a@b.c',
      parameters: { MailAccessType: 'Bind' },
    });
    expect(ids(event('OfficeActivity', row).actor)).toEqual(['puid=100320015858b802', 'upn=a@b.c']);
  });
});

describe('CloudAppEvents', () => {
  const RAW = {
    Operation: 'MailItemsAccessed',
    Workload: 'Exchange',
    UserId: 'ada@contoso.com',
    MailboxOwnerUPN: 'ada@contoso.com',
    ClientAppId: '5A95E683-08ad-424e-a441-1d1aec52c02c',
    OperationCount: 7,
    OperationProperties: ['@{Value=Bind; Name=MailAccessType}'],
  };
  const ROW = {
    Timestamp: TIME,
    ActionType: 'MailItemsAccessed',
    Application: 'Microsoft Exchange Online',
    AccountObjectId: '5a95e683-08ad-424e-a441-1d1aec52c02c',
    AccountDisplayName: 'App',
    ReportId: 'r1',
    RawEventData: JSON.stringify(RAW),
    CountryCode: 'US',
  };

  it('tells an application that acts on a mailbox', () => {
    const activity = event('CloudAppEvents', ROW);
    expect(activity.actor?.type).toBe('oauthApplication');
    expect(ids(activity.target)).toEqual(['mailboxAddress=ada@contoso.com']);
    expect(activity.facts).toMatchObject({
      workload: 'Exchange',
      itemCount: 7,
      mailboxOwner: 'ada@contoso.com',
      geo: { country: 'US' },
      parameters: { MailAccessType: 'Bind' },
    });
  });

  it('tells a person, with the address that the original record holds', () => {
    const actor = event('CloudAppEvents', {
      ...ROW,
      AccountObjectId: 'aead923d-498b-4f64-a66c-2af91447a8b6',
    }).actor;
    expect(ids(actor)).toEqual(['aadUserId=aead923d-498b-4f64-a66c-2af91447a8b6', 'upn=ada@contoso.com']);
  });
});

describe('Azure', () => {
  const CLAIMS = {
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'Ada@contoso.com',
    'http://schemas.microsoft.com/identity/claims/objectidentifier': 'AEAD923D-498b-4f64-a66c-2af91447a8b6',
  };

  it('reads AzureActivity rows', () => {
    const row = {
      'TimeGenerated [UTC]': '4/28/2021, 2:32:14.029 PM',
      OperationNameValue: 'MICROSOFT.AUTHORIZATION/ELEVATEACCESS/ACTION',
      ActivityStatusValue: 'Success',
      Caller: 'ada@contoso.com',
      CallerIpAddress: '203.0.113.7',
      Claims_d: CLAIMS,
      EventDataId: 'e1',
      _ResourceId: '/Subscriptions/S1/x',
    };
    const activity = read('AzureActivity', row);
    expect(activity).toMatchObject({ time: Date.UTC(2021, 3, 28, 14, 32, 14, 29), dedupKey: 'e1|' });
    expect(ids(activity.event.actor)).toEqual([
      'aadUserId=aead923d-498b-4f64-a66c-2af91447a8b6',
      'upn=ada@contoso.com',
    ]);
    expect(activity.event.facts).toMatchObject({
      kind: 'cloudControl',
      provider: 'azure',
      operation: row.OperationNameValue,
      success: true,
      subscription: 's1',
    });
  });

  it('reads diagnostic records of the control plane', () => {
    const row = {
      time: TIME,
      category: 'Administrative',
      operationName: 'microsoft.compute/disks/delete',
      resultType: 'Failed',
      callerIpAddress: '1.1.1.1',
      resourceId: '/SUBSCRIPTIONS/S2/providers/x',
      properties: { statusCode: 'Forbidden' },
    };
    expect(read('AzureActivity', row)).toMatchObject({
      columns: { CategoryValue: 'Administrative', OperationNameValue: row.operationName },
      event: { facts: { success: false, subscription: 's2', parameters: { statusCode: 'Forbidden' } } },
    });
  });

  it('reads calls of Microsoft Graph', () => {
    const row = {
      TimeGenerated: TIME,
      RequestUri: 'https://graph.microsoft.com/v1.0/me/messages',
      RequestMethod: 'get',
      ResponseStatusCode: 200,
      UserId: 'u1',
      RequestId: 'q',
    };
    expect(facts('MicrosoftGraphActivityLogs', row)).toMatchObject({
      kind: 'apiCall',
      method: 'GET',
      status: 200,
    });
  });
});
