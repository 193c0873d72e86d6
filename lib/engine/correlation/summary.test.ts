import { describe, expect, it } from 'vitest';
import type { SummaryAlert, SummaryEntity } from './assets';
import { nameIncident } from './naming';
import { priorityOf } from './priority';
import { rollUp } from './summary';

const e = (
  type: SummaryEntity['type'],
  name: string,
  role: SummaryEntity['role'] = 'compromised',
  critical?: string,
): SummaryEntity => ({
  entityId: `${type}:${name}`,
  type,
  name,
  role,
  distinct: 0,
  ...(critical === undefined ? {} : { critical }),
});

const one = (part: Partial<SummaryAlert>): SummaryAlert => ({
  title: 'Title',
  severity: 'medium',
  status: 'new',
  tactic: 'Execution',
  serviceSource: 'microsoftDefenderForEndpoint',
  domain: 'endpoint',
  firstActivity: 1,
  lastActivity: 2,
  entities: [],
  ...part,
});

const goldenSaml: SummaryAlert[] = [
  one({
    title: 'AD FS key read',
    tactic: 'CredentialAccess',
    entities: [e('host', 'adfs01.simulandlabs.com'), e('account', 'SIMULANDLABS\\wardog')],
  }),
  one({
    title: 'Mail read through an application',
    tactic: 'Collection',
    domain: 'cloudApp',
    severity: 'high',
    status: 'resolved',
    serviceSource: 'microsoftDefenderForCloudApps',
    firstActivity: 50,
    lastActivity: 60,
    entities: [
      e('mailbox', 'pgustavo@simulandlabs.com', 'attacked'),
      e('account', 'pgustavo@simulandlabs.com'),
    ],
  }),
];

describe('naming', () => {
  it('tells the way from the first to the furthest stage, where, by whom, how many sources', () => {
    expect(nameIncident(goldenSaml)).toBe(
      'Credential theft to mailbox access on ADFS01 by wardog, pgustavo (2 sources)',
    );
    expect(nameIncident([...goldenSaml].reverse())).toBe(nameIncident(goldenSaml));
  });

  it('keeps one title where all alerts say the same', () => {
    const spray = one({ title: 'Password spray', entities: [e('account', 'ann@x.com', 'attacked')] });
    expect(nameIncident([spray])).toBe('Password spray against ann');
    expect(nameIncident([spray, spray])).toBe('Password spray ×2 against ann');
    // A source that tells no roles tells neither victim nor culprit.
    expect(nameIncident([one({ entities: [e('account', 'ann@x.com', 'unknown')] })])).toBe(
      'Title involving ann',
    );
  });

  it('shortens long lists and says application names', () => {
    const hosts = ['a', 'b', 'c', 'd', 'f'].map((n) => e('host', `${n}.x.com`));
    expect(nameIncident([one({ entities: hosts })])).toBe('Title on A, B, C and 2 more');
    expect(nameIncident([one({ entities: [e('oauthApplication', 'MailApp', 'attacker')] })])).toBe(
      'Title involving MailApp',
    );
  });
});

describe('priority', () => {
  it('is the sum of the terms it prints', () => {
    const { value, terms } = priorityOf([
      ...goldenSaml,
      one({
        entities: [e('host', 'dc01', 'compromised', 'domain controller'), e('ip', '8.8.8.8', 'attacker')],
      }),
    ]);
    expect(terms.map((t) => t.label)).toEqual([
      'Severity high',
      '3 ATT&CK tactics',
      'Late stage: Collection',
      '2 sources agree',
      'Critical: dc01 (domain controller)',
      'Attacker rarely seen here: 8.8.8.8',
    ]);
    expect(value).toBe(terms.reduce((sum, t) => sum + Number(t.value), 0));
    expect(value).toBe(72);
  });

  it('stays within 0–100 and grows with severity', () => {
    const low = priorityOf([one({ severity: 'low' })]).value;
    const high = priorityOf([one({ severity: 'high' })]).value;
    expect([low, high]).toEqual([10, 40]);
    const tactics = [
      'InitialAccess',
      'Execution',
      'Persistence',
      'CredentialAccess',
      'Exfiltration',
      'Impact',
    ] as const;
    const sources = [
      'microsoftSentinel',
      'microsoftDefenderForIdentity',
      'azureAdIdentityProtection',
      'throughline',
    ] as const;
    const worst = Array.from({ length: 24 }, (_, i) =>
      one({
        severity: 'high',
        tactic: tactics[i % 6] ?? 'Impact',
        serviceSource: sources[i % 4] ?? 'throughline',
        entities: [e('host', `dc${i}`, 'attacker', 'domain controller')],
      }),
    );
    expect(priorityOf(worst).value).toBe(100);
  });
});

describe('roll-up', () => {
  it('takes the highest severity, the whole span and every source, domain and tactic once', () => {
    expect(rollUp(goldenSaml)).toMatchObject({
      severity: 'high',
      firstActivity: 1,
      lastActivity: 60,
      alertCount: 2,
      activeAlertCount: 1,
      entityCount: 4,
      serviceSources: ['microsoftDefenderForCloudApps', 'microsoftDefenderForEndpoint'],
      domains: ['cloudApp', 'endpoint'],
      tactics: ['CredentialAccess', 'Collection'],
    });
    expect(() => rollUp([])).toThrow(RangeError);
  });
});
