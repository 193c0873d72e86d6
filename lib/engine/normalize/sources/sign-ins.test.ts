import { describe, expect, it } from 'vitest';
import { event, facts, ids, outcome, read } from '../testing';

const OID = 'aead923d-498b-4f64-a66c-2af91447a8b6';
const SIGN_IN = {
  TimeGenerated: '2026-03-01T08:00:00.1234567Z',
  Id: 'A0000000-1111-4222-8333-444444444444',
  UserId: OID,
  UserPrincipalName: 'Ada@Contoso.com',
  UserDisplayName: 'Ada',
  IPAddress: '203.0.113.7',
  ResultType: '0',
  Status: { errorCode: 0 },
  DeviceDetail: {
    browser: 'Edge 120',
    operatingSystem: 'Windows 11',
    deviceId: '',
    trustType: 'Azure AD joined',
  },
  ClientAppUsed: 'Browser',
  AppDisplayName: 'Office 365',
  RiskLevelDuringSignIn: 'high',
  RiskEventTypes_V2: '["anonymizedIPAddress","unheardOf"]',
};

describe('sign-ins', () => {
  it('reads a row of the table and hands it on uncopied', () => {
    const row = read('SigninLogs', SIGN_IN);
    expect(row.columns).toBe(SIGN_IN);
    expect(row).toMatchObject({
      time: Date.UTC(2026, 2, 1, 8, 0, 0, 123),
      dedupKey: SIGN_IN.Id,
      principal: 'ada@contoso.com',
      overflow: null,
    });
    expect(ids(row.event.actor)).toEqual([`aadUserId=${OID}`, 'upn=ada@contoso.com']);
    expect(row.event.facts).toMatchObject({
      kind: 'signIn',
      mode: 'interactive',
      success: true,
      errorCode: 0,
      ip: '203.0.113.7',
      geo: { country: 'NL', asn: 64500, anonymizer: 'hosting' },
      browser: 'Edge 120',
      deviceTrusted: true,
      legacyAuth: false,
      providerRiskTypes: ['anonymizedIPAddress'],
      providerRiskLevel: 'high',
    });
  });

  it("prefers the row's own location", () => {
    const row = {
      ...SIGN_IN,
      LocationDetails:
        "{'city': 'Azor', 'countryOrRegion': 'IL', 'geoCoordinates': {'latitude': 32.0, 'longitude': 34.7}}",
    };
    expect(facts('SigninLogs', row)).toMatchObject({
      geo: { country: 'IL', city: 'Azor', latitude: 32, asn: 64500 },
    });
  });

  it.each<[number, string]>([
    [50126, 'badPassword'],
    [50053, 'locked'],
    [50057, 'disabled'],
    [50034, 'unknownUser'],
    [50076, 'mfaRequired'],
    [500121, 'mfaDenied'],
    [53003, 'blocked'],
    [50140, 'interrupted'],
    [700016, 'other'],
  ])('reads error %i as %s', (code, failure) => {
    expect(
      facts('SigninLogs', { ...SIGN_IN, ResultType: String(code), Status: { errorCode: code } }),
    ).toMatchObject({ success: false, errorCode: code, failure });
  });

  it('reads diagnostic records, in any case, with properties inside', () => {
    const record = {
      time: '2026-03-01 08:00:00.5',
      category: 'SignInLogs',
      operationname: 'Sign-in activity',
      resourceId: '/tenants/t/providers/Microsoft.aadiam',
      calleripaddress: '198.51.100.9',
      properties: {
        id: 'r1',
        userPrincipalName: 'bob@contoso.com',
        userId: OID,
        status: { errorCode: 50053 },
        location: { countryOrRegion: 'RU' },
        createdDateTime: '2026-03-01T08:00:00Z',
      },
    };
    const row = read('SigninLogs', record);
    expect(row).toMatchObject({
      dedupKey: 'r1',
      principal: 'bob@contoso.com',
      columns: { IPAddress: '198.51.100.9', ResourceId: record.resourceId },
    });
    expect(row.event.facts).toMatchObject({ failure: 'locked', ip: '198.51.100.9', geo: { country: 'RU' } });
  });

  it("reads the portal's download", () => {
    const row = {
      'Date (UTC)': '2026-03-01T08:00:00Z',
      'Request ID': 'r2',
      User: 'Ada',
      Username: 'ada@contoso.com',
      'User ID': OID,
      'IP address': '203.0.113.7',
      Location: 'Oslo, Oslo, NO',
      Status: 'Failure',
      'Sign-in error code': '50126',
      Resource: 'Microsoft Graph',
      Browser: 'Firefox 130',
    };
    const read_ = read('SigninLogs', row);
    expect(read_).toMatchObject({
      dedupKey: 'r2',
      columns: { ResourceDisplayName: 'Microsoft Graph', ResultType: '50126' },
    });
    expect(read_.event.facts).toMatchObject({
      failure: 'badPassword',
      geo: { country: 'NO', city: 'Oslo' },
      browser: 'Firefox 130',
    });
  });

  it('folds exported column names and opens JSON text', () => {
    const { TimeGenerated, DeviceDetail, ...rest } = SIGN_IN;
    const row = {
      ...rest,
      'CreatedDateTime [UTC]': '3/1/2026, 8:00:00.123 AM',
      DeviceDetail_dynamic: JSON.stringify(DeviceDetail),
      Odd: 1,
    };
    expect(read('SigninLogs', row)).toMatchObject({
      time: Date.UTC(2026, 2, 1, 8, 0, 0, 123),
      columns: {
        CreatedDateTime: '2026-03-01T08:00:00.123Z',
        TimeGenerated: '2026-03-01T08:00:00.123Z',
        DeviceDetail,
      },
      overflow: { Odd: 1 },
    });
  });

  it('takes the time of an authentication step where there is no other', () => {
    const { TimeGenerated, ...rest } = SIGN_IN;
    const AuthenticationDetails = '[{"authenticationStepDateTime":"2026-03-01T08:00:00+00:00"}]';
    expect(read('SigninLogs', { ...rest, AuthenticationDetails }).time).toBe(Date.UTC(2026, 2, 1, 8));
  });

  it('names the actor of a service principal', () => {
    const actor = event('AADServicePrincipalSignInLogs', {
      TimeGenerated: SIGN_IN.TimeGenerated,
      ServicePrincipalId: OID,
      AppId: 'B1',
      ServicePrincipalName: 'Sync',
    }).actor;
    expect(ids(actor)).toEqual(['appId=b1', 'appName=sync', `servicePrincipalId=${OID}`]);
  });

  it.each([
    ['TimeGenerated', { ...SIGN_IN, TimeGenerated: 'yesterday' }],
    ['TimeGenerated', { ...SIGN_IN, TimeGenerated: undefined }],
    ['UserPrincipalName', { TimeGenerated: SIGN_IN.TimeGenerated, Id: 'x' }],
  ])('refuses a row without %s', (field, row) => {
    expect(outcome('SigninLogs', row)).toMatchObject({ ok: false, problem: { field } });
  });
});
