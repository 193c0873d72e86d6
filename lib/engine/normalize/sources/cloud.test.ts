import { describe, expect, it } from 'vitest';
import { event, facts, ids, outcome, read } from '../testing';

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

describe('other clouds', () => {
  it('reads Okta sign-ins and changes', () => {
    const row = {
      uuid: 'u1',
      published: TIME,
      eventType: 'user.session.start',
      actor: { id: '00uABC', alternateId: 'ada@contoso.com', type: 'User', displayName: 'Ada' },
      outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
      client: {
        ipAddress: '203.0.113.7',
        geographicalContext: { country: 'Norway', geolocation: { lat: 1, lon: 2 } },
      },
      securityContext: { isProxy: true },
    };
    const signIn = event('OktaSystemLog', row);
    expect(signIn.facts).toMatchObject({
      kind: 'signIn',
      success: false,
      failure: 'badPassword',
      geo: { country: 'NL', anonymizer: 'proxy' },
    });
    expect(ids(signIn.actor)).toEqual(['oktaUserId=00uabc', 'upn=ada@contoso.com']);
    const change = {
      ...row,
      eventType: 'user.mfa.factor.deactivate',
      outcome: { result: 'SUCCESS' },
      target: [{ type: 'User', id: 'T', alternateId: 'bob@contoso.com' }],
    };
    expect(facts('OktaSystemLog', change)).toMatchObject({
      kind: 'directoryChange',
      success: true,
      targets: [{ upn: 'bob@contoso.com' }],
    });
    expect(facts('OktaSystemLog', { published: TIME, eventtype: 'user.session.start' })).toMatchObject({
      kind: 'signIn',
      success: true,
    });
  });

  it('reads Google Workspace activities, with events inside or beside', () => {
    const row = {
      id: { time: TIME, uniqueQualifier: 'q', applicationName: 'login' },
      actor: { email: 'ada@contoso.com', profileId: '7' },
      ipAddress: '203.0.113.7',
      events: [
        {
          type: 'login',
          name: 'login_failure',
          parameters: [{ name: 'login_type', value: 'google_password' }],
        },
      ],
    };
    const signIn = read('GoogleWorkspaceActivity', row);
    expect(signIn.event.facts).toMatchObject({
      kind: 'signIn',
      success: false,
      failure: 'badPassword',
      clientApp: 'google_password',
    });
    expect(ids(signIn.event.actor)).toEqual(['googleUserId=7', 'upn=ada@contoso.com']);
    const flat = {
      id: { time: TIME, applicationName: 'drive' },
      type: 'acl_change',
      name: 'change_user_access',
      parameters: { doc_title: 'Plan', visibility: 'shared_externally' },
    };
    expect(facts('GoogleWorkspaceActivity', flat)).toMatchObject({
      kind: 'cloudActivity',
      workload: 'Google drive',
      fileName: 'Plan',
      parameters: { visibility: 'shared_externally' },
    });
    const admin = {
      id: { time: TIME, applicationName: 'admin' },
      name: 'ASSIGN_ROLE',
      parameters: { USER_EMAIL: 'bob@contoso.com', ROLE_NAME: '_SEED_ADMIN_ROLE' },
    };
    expect(facts('GoogleWorkspaceActivity', admin)).toMatchObject({
      kind: 'directoryChange',
      operation: 'ASSIGN_ROLE',
      targets: [{ upn: 'bob@contoso.com' }],
    });
  });

  it('reads CloudTrail records', () => {
    const row = {
      eventTime: TIME,
      eventID: 'e',
      eventName: 'DeleteTrail',
      eventSource: 'cloudtrail.amazonaws.com',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '203.0.113.7',
      errorCode: 'AccessDenied',
      requestParameters: { name: 't' },
      userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/Admin/ada@contoso.com' },
    };
    const call = read('AWSCloudTrail', row);
    expect(call).toMatchObject({
      dedupKey: 'e',
      columns: { AWSRegion: 'eu-west-1', UserIdentityType: 'AssumedRole' },
    });
    expect(call.event.facts).toMatchObject({
      provider: 'aws',
      success: false,
      errorCode: 'AccessDenied',
      parameters: { name: 't' },
    });
    expect(ids(call.event.actor)).toEqual([
      'awsPrincipal=arn:aws:sts::1:assumed-role/admin/ada@contoso.com',
      'upn=ada@contoso.com',
    ]);
    const login = {
      ...row,
      eventName: 'ConsoleLogin',
      errorCode: undefined,
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { MFAUsed: 'No' },
    };
    expect(facts('AWSCloudTrail', login)).toMatchObject({ kind: 'signIn', success: false, mfa: false });
    expect(outcome('AWSCloudTrail', { eventName: 'X' })).toMatchObject({
      ok: false,
      problem: { field: 'TimeGenerated' },
    });
  });

  it('reads CEF and DNS rows', () => {
    const cef = {
      DeviceVendor: 'Vectra',
      DeviceProduct: 'X',
      SourceIP: '10.0.0.1',
      DestinationIP: '203.0.113.7',
      DestinationPort: '443',
      DestinationHostName: 'x.avsvmcloud.com',
      AdditionalExtensions: 'cat=C2;start=1617770662000',
      SourceUserName: 'CORP\\bob',
    };
    const connection = read('CommonSecurityLog', cef);
    expect(connection.time).toBe(1617770662000);
    expect(connection.event.facts).toMatchObject({
      kind: 'network',
      remoteIp: '203.0.113.7',
      remotePort: 443,
      remoteUrl: 'x.avsvmcloud.com',
    });
    expect(ids(connection.event.actor)).toEqual(['ntAccount=corp\\bob']);
    expect(facts('CommonSecurityLog', { ...cef, DestinationPort: 53 })).toMatchObject({
      kind: 'dns',
      name: 'x.avsvmcloud.com',
    });
    const umbrella = {
      Timestamp: '2019-09-12T20:00:00.625Z',
      'Policy Identity': 'PC1',
      InternalIp: ' 17.81.146.1',
      QueryType: '1 (A)',
      Domain: 'avsvmcloud.com.',
      EventType: 'dnslogs',
    };
    expect(event('DnsEvents', umbrella)).toMatchObject({
      facts: { kind: 'dns', name: 'avsvmcloud.com', ip: '17.81.146.1' },
      host: { name: 'PC1' },
    });
  });
});
