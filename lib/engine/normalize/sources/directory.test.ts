import { describe, expect, it } from 'vitest';
import { ARRIVED, event, facts, ids, read } from '../testing';

const OID = 'aead923d-498b-4f64-a66c-2af91447a8b6';
describe('directory', () => {
  const AUDIT = {
    TimeGenerated: '2026-03-01T08:00:00Z',
    Id: 'Directory_1',
    OperationName: 'Update application – Certificates and secrets management ',
    Result: 'success',
    InitiatedBy: `{"user":{"id":"${OID}","userPrincipalName":"ada@contoso.com","ipAddress":"203.0.113.7"}}`,
    TargetResources:
      '[{"id":"11B49E19-2326-4be6-93cb-7f37439bbd81","displayName":"App","type":"Application","modifiedProperties":[{"displayName":"KeyDescription","oldValue":"[]","newValue":"[\\"[KeyType=Password]\\"]"}]}]',
  };

  it('reads changed properties, initiator and target', () => {
    const row = read('AuditLogs', AUDIT);
    expect(row.dedupKey).toBe('Directory_1');
    expect(row.event.facts).toMatchObject({
      kind: 'directoryChange',
      operation: 'Update application – Certificates and secrets management',
      success: true,
      ip: '203.0.113.7',
      targets: [
        {
          type: 'Application',
          name: 'App',
          changes: [{ name: 'KeyDescription', from: '[]', to: '["[KeyType=Password]"]' }],
        },
      ],
    });
    expect(ids(row.event.actor)).toContain('upn=ada@contoso.com');
    expect(ids(row.event.target)).toContain('appObjectId=11b49e19-2326-4be6-93cb-7f37439bbd81');
  });

  it('makes the application that receives a grant the target', () => {
    const TargetResources = [
      {
        id: 'resource',
        type: 'ServicePrincipal',
        modifiedProperties: [{ displayName: 'ServicePrincipal.ObjectID', newValue: '"CLIENT"' }],
      },
      { id: 'client', type: 'ServicePrincipal', modifiedProperties: [] },
    ];
    expect(ids(event('AuditLogs', { ...AUDIT, TargetResources }).target)).toContain(
      'servicePrincipalId=client',
    );
  });

  it("reads the portal's download of audit logs", () => {
    const row = {
      'Date (UTC)': '2026-03-01T08:00:00Z',
      Activity: 'Reset user password',
      Result: 'failure',
      ActorType: 'User',
      ActorUserPrincipalName: 'admin@contoso.com',
      IPAddress: '203.0.113.7',
      Target1Type: 'User',
      Target1ObjectId: OID,
      Target1UserPrincipalName: 'ada@contoso.com',
      Target1ModifiedProperty1Name: 'PasswordProfile',
    };
    const change = event('AuditLogs', row);
    expect(change.facts).toMatchObject({
      operation: 'Reset user password',
      success: false,
      targets: [{ upn: 'ada@contoso.com', changes: [{ name: 'PasswordProfile' }] }],
    });
    expect(ids(change.actor)).toEqual(['upn=admin@contoso.com']);
    expect(ids(change.target)).toEqual([`aadUserId=${OID}`, 'upn=ada@contoso.com']);
  });

  it('stamps an audit row that has no time with its arrival', () => {
    const { TimeGenerated, ...rest } = AUDIT;
    expect(read('AuditLogs', rest)).toMatchObject({
      time: ARRIVED,
      columns: { TimeGenerated: '2030-01-01T00:00:00.000Z' },
    });
  });

  it('joins the on-premises name, SIDs, addresses and object id of a person', () => {
    const row = {
      TimeGenerated: '2026-03-01T08:00:00Z',
      AccountObjectId: OID,
      AccountUPN: 'ada@contoso.com',
      AccountSID: 'S-1-5-21-1-2-3-1105',
      AccountCloudSID: 'S-1-12-1-1-2-3-4',
      AccountDomain: 'CORP',
      AccountName: 'ada',
      MailAddress: 'ada.l@contoso.com',
      AdditionalMailAddresses: '["al@contoso.com"]',
      GroupMembership: '["Admins"]',
      IsAccountEnabled: 'true',
    };
    const inventory = event('IdentityInfo', row);
    expect(ids(inventory.actor)).toEqual([
      `aadUserId=${OID}`,
      'mail=ada.l@contoso.com',
      'mail=al@contoso.com',
      'ntAccount=corp\\ada',
      'onPremisesSid=S-1-5-21-1-2-3-1105',
      'sid=S-1-12-1-1-2-3-4',
      'sid=S-1-5-21-1-2-3-1105',
      'upn=ada@contoso.com',
    ]);
    expect(inventory.facts).toMatchObject({ kind: 'inventory', groups: ['Admins'], accountEnabled: true });
  });

  it("reads Graph's risk detections and risky users", () => {
    const risk = {
      id: 'd1',
      detectedDateTime: '2026-03-01T08:00:00Z',
      riskEventType: 'unfamiliarFeatures',
      riskLevel: 'medium',
      riskState: 'atRisk',
      riskDetail: 'none',
      requestId: 'R1',
      userId: OID,
      ipAddress: '203.0.113.7',
      activity: 'signin',
      location: { countryOrRegion: 'NO' },
    };
    expect(facts('AADUserRiskEvents', risk)).toMatchObject({
      kind: 'providerRisk',
      detectionId: 'd1',
      type: 'unfamiliarFeatures',
      level: 'medium',
      requestId: 'r1',
      geo: { country: 'NO' },
    });
    const user = {
      id: OID,
      riskLastUpdatedDateTime: '2026-03-01T08:00:00Z',
      riskState: 'remediated',
      riskLevel: 'none',
      riskDetail: 'userPerformedSecuredPasswordReset',
    };
    expect(read('AADRiskyUsers', user)).toMatchObject({
      dedupKey: OID,
      event: { facts: { state: 'remediated', detail: 'userPerformedSecuredPasswordReset' } },
    });
  });

  it('bridges on-premises and cloud names in Defender for Identity rows', () => {
    const row = {
      Timestamp: '2026-03-01T08:00:00Z',
      ActionType: 'Directory Services replication',
      Protocol: 'Drsr',
      ReportId: 'r',
      AccountObjectId: OID,
      AccountUpn: 'ada@contoso.com',
      AccountName: 'ada',
      AccountDomain: 'contoso.com',
      AccountSid: 'S-1-5-21-1-2-3-1105',
      DeviceName: 'adfs01.contoso.com',
      DestinationDeviceName: 'dc01.contoso.com',
    };
    const replication = event('IdentityDirectoryEvents', row);
    expect(ids(replication.actor)).toEqual([
      `aadUserId=${OID}`,
      'ntAccount=contoso.com\\ada',
      'sid=S-1-5-21-1-2-3-1105',
      'upn=ada@contoso.com',
    ]);
    expect(replication.facts).toMatchObject({
      kind: 'directoryQuery',
      protocol: 'drs',
      target: 'dc01.contoso.com',
    });
    expect(replication.host?.name).toBe('adfs01.contoso.com');
  });

  it('tells logons on-premises from sign-ins to the cloud', () => {
    const row = {
      Timestamp: '2026-03-01T08:00:00Z',
      ActionType: 'LogonFailed',
      Application: 'Active Directory',
      Protocol: 'Ntlm',
      LogonType: 'Credentials validation',
      AccountUpn: 'a@b.c',
      FailureReason: 'WrongPassword',
    };
    expect(facts('IdentityLogonEvents', row)).toMatchObject({
      kind: 'logon',
      success: false,
      protocol: 'Ntlm',
      failure: 'WrongPassword',
    });
    expect(facts('IdentityLogonEvents', { ...row, Application: 'Microsoft 365' })).toMatchObject({
      kind: 'signIn',
      failure: 'badPassword',
    });
    expect(
      facts('IdentityQueryEvents', { ...row, ActionType: 'SAMR query', Query: 'EnumDomainUsers' }),
    ).toMatchObject({ kind: 'directoryQuery', protocol: 'samr', query: 'EnumDomainUsers' });
  });
});
