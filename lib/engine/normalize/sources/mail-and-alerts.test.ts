import { describe, expect, it } from 'vitest';
import { event, facts, ids, outcome, read } from '../testing';

const TIME = '2026-03-01T08:00:00Z';

describe('mail', () => {
  const MAIL = {
    Timestamp: TIME,
    NetworkMessageId: 'N1',
    RecipientEmailAddress: 'Ada@Contoso.com',
    RecipientObjectId: 'O1',
    SenderFromAddress: 'x@evil.com',
    SenderIPv4: '203.0.113.7',
    Subject: 'Pay',
    EmailDirection: 'Inbound',
    DeliveryAction: 'Delivered',
    ThreatTypes: 'Phish, Spam',
    ConfidenceLevel: '{"Phish":"High"}',
    AuthenticationDetails: '{"SPF":"fail","DMARC":"none"}',
    UrlCount: 1,
    ReportId: 'r',
  };

  it('reads a mail', () => {
    const row = read('EmailEvents', MAIL);
    expect(row).toMatchObject({ dedupKey: 'n1|ada@contoso.com|r', principal: 'ada@contoso.com' });
    expect(row.event.facts).toMatchObject({
      kind: 'mail',
      networkMessageId: 'n1',
      sender: 'x@evil.com',
      senderDomain: 'evil.com',
      recipient: 'ada@contoso.com',
      direction: 'inbound',
      delivery: 'delivered',
      threats: ['phish', 'spam'],
      confidence: 'high',
      authentication: { spf: 'fail', dmarc: 'none' },
    });
    expect(ids(row.event.target)).toEqual(['aadUserId=o1', 'mail=ada@contoso.com']);
  });

  it('reads its parts, what happened later, and clicks', () => {
    expect(
      read('EmailUrlInfo', {
        Timestamp: TIME,
        NetworkMessageId: 'N1',
        Url: 'https://evil.com/a',
        UrlDomain: 'evil.com',
      }),
    ).toMatchObject({
      dedupKey: 'n1|https://evil.com/a||',
      event: { facts: { part: 'url', domain: 'evil.com' } },
    });
    expect(
      facts('EmailAttachmentInfo', { ...MAIL, FileName: 'a.html', SHA256: 'AB', ThreatTypes: 'Malware' }),
    ).toMatchObject({ part: 'attachment', fileName: 'a.html', threats: ['malware'] });
    expect(
      facts('EmailPostDeliveryEvents', {
        ...MAIL,
        Action: 'Moved to quarantine',
        ActionType: 'Phish ZAP',
        ActionResult: 'Success',
      }),
    ).toMatchObject({ kind: 'mailPostDelivery', action: 'Moved to quarantine', success: true });
    const click = {
      Timestamp: TIME,
      Url: 'https://evil.com/a',
      AccountUpn: 'ada@contoso.com',
      ActionType: 'ClickAllowed',
      IsClickedThrough: '1',
      NetworkMessageId: 'N1',
      ThreatTypes: 'Phish',
      ReportId: 'c',
    };
    expect(facts('UrlClickEvents', click)).toMatchObject({
      kind: 'urlClick',
      allowed: true,
      clickedThrough: true,
      threats: ['phish'],
    });
    expect(outcome('EmailEvents', { Timestamp: TIME, NetworkMessageId: 'n' })).toMatchObject({
      problem: { field: 'RecipientEmailAddress' },
    });
  });
});

describe('provider alerts', () => {
  const ENTITIES = [
    { $id: '2', HostName: 'PC1', DnsDomain: 'corp.com', Type: 'host' },
    {
      $id: '3',
      Name: 'ada',
      NTDomain: 'CORP',
      Sid: 'S-1-5-21-1-2-3-9',
      Host: { $ref: '2' },
      Type: 'account',
    },
    { $id: '4', Directory: 'c:\\x', Name: 'a.exe', FileHashes: [{ $ref: '5' }], Type: 'file' },
    { $id: '5', Algorithm: 'SHA256', Value: 'A'.repeat(64), Type: 'filehash' },
    {
      $id: '6',
      ProcessId: '0x10',
      CommandLine: 'a.exe -x',
      ImageFile: { $ref: '4' },
      Host: { $ref: '2' },
      Type: 'process',
    },
    { $id: '7', Address: '203.0.113.7', Type: 'ip' },
    { $id: '8', SystemAlertIds: ['Z1', 'z2'], DisplayName: 'x', Type: 'alerts' },
  ];
  const ALERT = {
    TimeGenerated: TIME,
    SystemAlertId: 'Z9',
    AlertDisplayName: 'Fused',
    Severity: 'High',
    ProviderName: 'Azure Security Center',
    StartTimeUtc: '2026-03-01 07:00:00.5',
    EndTimeUtc: '2026-03-01 07:30:00',
    Tactics: 'Execution',
    Techniques: '["T1059"]',
    Entities: JSON.stringify(ENTITIES),
  };

  it('reads SecurityAlert in the older spelling, with entities that refer to each other', () => {
    const row = read('SecurityAlert', ALERT);
    expect(row).toMatchObject({
      dedupKey: 'z9',
      columns: { DisplayName: 'Fused', AlertSeverity: 'High', StartTime: '2026-03-01T07:00:00.500Z' },
    });
    expect(row.event.facts).toMatchObject({
      kind: 'providerAlert',
      providerAlertId: 'z9',
      title: 'Fused',
      severity: 'high',
      status: 'new',
      serviceSource: 'microsoftDefenderForCloud',
      techniques: ['T1059'],
      firstActivity: Date.UTC(2026, 2, 1, 7, 0, 0, 500),
      containsAlertIds: ['z1', 'z2'],
    });
    const evidence = row.event.facts.kind === 'providerAlert' ? row.event.facts.evidence : [];
    expect(evidence.map((item) => [item.type, ids(item)])).toEqual([
      ['host', ['fqdn=pc1.corp.com', 'netbios=pc1']],
      ['account', ['ntAccount=corp\\ada', 'sid=S-1-5-21-1-2-3-9']],
      ['file', ['path=c:\\x\\a.exe', `sha256=${'a'.repeat(64)}`]],
      // A process id without its start is used again: it names nothing.
      ['process', [expect.stringMatching(/^name=/)]],
      ['ip', ['address=203.0.113.7']],
    ]);
    expect(new Set(evidence.map((item) => item.role))).toEqual(new Set(['unknown']));
  });

  it('names a machine by the resource that the alert is about', () => {
    const ResourceId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/PC1';
    const alert = event('SecurityAlert', {
      ...ALERT,
      Entities: '[{"HostName":"pc1","Type":"host"}]',
      ResourceId,
    });
    expect(ids(alert.host)).toEqual([`azureVmId=${ResourceId.toLowerCase()}`, 'netbios=pc1']);
  });

  it('reads AlertInfo and AlertEvidence, also as streamed', () => {
    const info = {
      time: TIME,
      category: 'AdvancedHunting-AlertInfo',
      properties: {
        AlertId: 'A1',
        Title: 'T',
        Severity: 'Medium',
        ServiceSource: 'Microsoft Defender for Endpoint',
        AttackTechniques: '["Rundll32 (T1218.011)"]',
        Timestamp: TIME,
      },
    };
    expect(facts('AlertInfo', info)).toMatchObject({
      providerAlertId: 'A1',
      severity: 'medium',
      serviceSource: 'microsoftDefenderForEndpoint',
      techniques: ['T1218.011'],
      evidence: [],
    });
    const machine = {
      Timestamp: TIME,
      AlertId: 'A1',
      EntityType: 'Machine',
      EvidenceRole: 'Impacted',
      DeviceId: 'D1',
      DeviceName: 'pc1.corp.com',
    };
    expect(facts('AlertEvidence', machine)).toMatchObject({
      evidenceOnly: true,
      evidence: [{ type: 'host', role: 'attacked' }],
    });
    const user = {
      ...machine,
      EntityType: 'User',
      AccountUpn: 'a@b.c',
      AccountName: 'a',
      AccountDomain: 'corp',
    };
    expect(read('AlertEvidence', machine).dedupKey).not.toBe(read('AlertEvidence', user).dedupKey);
  });

  it("reads Graph's alerts", () => {
    const row = {
      id: 'g1',
      createdDateTime: TIME,
      title: 'Anonymous IP address',
      severity: 'high',
      status: 'inProgress',
      serviceSource: 'azureAdIdentityProtection',
      incidentId: '28',
      mitreTechniques: ['T1078'],
      evidence: [
        {
          '@odata.type': '#microsoft.graph.security.userEvidence',
          roles: ['compromised'],
          verdict: 'suspicious',
          userAccount: {
            userPrincipalName: 'ada@contoso.com',
            azureAdUserId: 'O1',
            userSid: 'S-1-5-21-1-2-3-9',
          },
        },
        { '@odata.type': '#microsoft.graph.security.ipEvidence', ipAddress: '203.0.113.7' },
      ],
    };
    expect(facts('alerts_v2', row)).toMatchObject({
      providerAlertId: 'g1',
      providerIncidentId: '28',
      status: 'inProgress',
      serviceSource: 'azureAdIdentityProtection',
      evidence: [{ type: 'account', role: 'compromised', verdict: 'suspicious' }, { type: 'ip' }],
    });
    expect(ids(event('alerts_v2', row).actor)).toEqual([
      'aadUserId=o1',
      'sid=S-1-5-21-1-2-3-9',
      'upn=ada@contoso.com',
    ]);
    expect(outcome('alerts_v2', { createdDateTime: TIME })).toMatchObject({ problem: { field: 'id' } });
  });
});
