import { describe, expect, it } from 'vitest';
import { event, facts, ids, outcome, read } from '../testing';

const TIME = '2026-03-01T08:00:00Z';

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
