import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import type { EntityMention } from '@/lib/domain/entity';
import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';
import type { DirectoryChangeFacts, DirectoryTarget } from '@/lib/domain/facts/identity';
import { Bench, type EventOptions, eventOf, person, START } from '../testing';

const activity = (operation: string, changes: Partial<CloudActivityFacts> = {}, options: EventOptions = {}) =>
  eventOf(
    { kind: 'cloudActivity', workload: 'Exchange', operation, success: true, parameters: {}, ...changes },
    { actor: person('ann'), table: 'OfficeActivity', ...options },
  );
const change = (
  operation: string,
  targets: readonly DirectoryTarget[],
  more: Partial<DirectoryChangeFacts> = {},
  options: EventOptions = {},
) =>
  eventOf(
    { kind: 'directoryChange', operation, success: true, targets, ...more },
    { actor: person('ann'), table: 'AuditLogs', ...options },
  );
const app = (changes: DirectoryTarget['changes']): DirectoryTarget => ({
  type: 'Application',
  id: 'obj-1',
  name: 'Mailer',
  changes,
});
const run = (id: string, ...events: ReturnType<typeof eventOf>[]) => new Bench().run(events, id);

describe('inbox rules', () => {
  const rule = (parameters: Record<string, string>, operation = 'New-InboxRule') =>
    activity(operation, { parameters });

  it('fires on forwarding outside, by rule or by mailbox setting', () => {
    const id = 'cloud-app.inbox-forwarding';
    expect(run(id, rule({ Name: 'x', ForwardTo: 'thief@evil.test' }))[0]?.risk?.type).toBe(
      'suspiciousInboxForwarding',
    );
    expect(run(id, rule({ ForwardingSmtpAddress: 'smtp:thief@evil.test' }, 'Set-Mailbox'))).toHaveLength(1);
    expect(run(id, rule({ ForwardTo: 'bob@contoso.com' }))).toEqual([]);
    expect(
      run(id, activity('New-InboxRule', { success: false, parameters: { ForwardTo: 'thief@evil.test' } })),
    ).toEqual([]);
    const partner = new Bench({ internalDomains: ['fabrikam.com'] });
    expect(partner.run([rule({ ForwardTo: 'ann@fabrikam.com' })], id)).toEqual([]);
  });

  it('fires on rules that hide mail, not on people who tidy up', () => {
    const id = 'cloud-app.inbox-manipulation';
    expect(
      run(id, rule({ Name: 'rule2', MoveToFolder: 'Junk Email', SubjectContainsWords: 'do not open' })),
    ).toHaveLength(1);
    expect(
      run(id, rule({ Name: '.', DeleteMessage: 'True', SubjectOrBodyContainsWords: 'invoice;payment' })),
    ).toHaveLength(1);
    expect(
      run(id, rule({ RuleName: '..', Actions: 'MarkAsRead, MoveToFolder RSS Feeds' }, 'UpdateInboxRules')),
    ).toHaveLength(1);
    expect(
      run(id, rule({ Name: 'Newsletter', MoveToFolder: 'Reading', From: 'news@x.test', MarkAsRead: 'True' })),
    ).toEqual([]);
    expect(run(id, rule({ Name: 'Build mail', DeleteMessage: 'True', From: 'ci@contoso.com' }))).toEqual([]);
  });
});

describe('applications', () => {
  const grant = (scope: string, from = '') =>
    change('Add delegated permission grant', [
      {
        type: 'ServicePrincipal',
        id: 'graph',
        name: 'Microsoft Graph',
        changes: [
          { name: 'DelegatedPermissionGrant.Scope', from: `"${from}"`, to: `"${scope}"` },
          { name: 'ServicePrincipal.ObjectID', to: '"sp-1"' },
        ],
      },
    ]);
  const secret = (options: EventOptions = {}, more: Partial<DirectoryChangeFacts> = {}) =>
    change(
      'Update application – Certificates and secrets management ',
      [
        app([
          {
            name: 'KeyDescription',
            from: '[]',
            to: '["[KeyIdentifier=k1,KeyType=Password,KeyUsage=Verify,DisplayName=Creds]"]',
          },
        ]),
      ],
      more,
      options,
    );

  it('fires on strong permissions that are new, whoever gets them', () => {
    const id = 'cloud-app.risky-consent';
    const [signal] = run(id, grant('User.Read Mail.ReadWrite', 'User.Read'));
    expect(signal?.reasons[0]?.value).toBe('Mail.ReadWrite');
    expect(signal?.evidence[0]).toMatchObject({ type: 'oauthApplication', role: 'created' });
    expect(run(id, grant('User.Read openid'))).toEqual([]);
    expect(run(id, grant('Mail.Read', 'Mail.Read'))).toEqual([]);
  });

  it('gives the mirror of a grant in another table the same key', () => {
    const mirror = activity('Add delegated permission grant.', {
      parameters: { Permissions: 'User.Read Mail.ReadWrite' },
    });
    const keys = run('cloud-app.risky-consent', grant('User.Read Mail.ReadWrite', 'User.Read'), mirror).map(
      (s) => s.key,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('fires on new credentials, lower when an application renews its own, not on removal', () => {
    const id = 'cloud-app.application-credential';
    expect(run(id, secret())[0]?.severity).toBe('medium');
    expect(run(id, secret({}, { initiatedByApp: 'Key Vault' }))[0]?.severity).toBe('low');
    const key = '["[KeyIdentifier=k1,KeyType=Password,KeyUsage=Verify,DisplayName=Creds]"]';
    expect(
      run(id, change('Update application', [app([{ name: 'KeyDescription', from: key, to: '[]' }])])),
    ).toEqual([]);
    expect(run(id, change('Update application', [app([{ name: 'DisplayName', to: 'x' }])]))).toEqual([]);
  });

  it('notes permissions that an application asks for', () => {
    const id = 'cloud-app.application-permissions-changed';
    const asks = (to: string) =>
      change('Update application', [app([{ name: 'RequiredResourceAccess', from: '[]', to }])]);
    expect(run(id, asks('024d486e-b451-40bb-833d-3e66d98c5c73'))[0]?.severity).toBe('low');
    expect(run(id, asks('e1fe6dd8-ba31-4d61-89e7-88639da4683d'))[0]?.severity).toBe('informational');
    expect(run(id, asks('[]'))).toEqual([]);
  });

  const mailer: EntityMention = {
    type: 'oauthApplication',
    ids: [{ kind: 'appName', value: 'mailer' }],
    name: 'Mailer',
  };
  const read = (time: number, options: EventOptions = { actor: mailer }) =>
    activity(
      'MailItemsAccessed',
      { mailboxOwner: 'ann@contoso.com', userAgent: 'Client=REST;;' },
      { target: person('ann'), time, ...options },
    );

  it('fires when an application reads mail after it got a credential', () => {
    const id = 'cloud-app.app-mail-access';
    const [signal] = run(id, secret(), read(START + HOUR));
    expect(signal).toMatchObject({ severity: 'high', firstActivity: START });
    expect(signal?.evidence[0]).toMatchObject({ type: 'oauthApplication', role: 'attacker' });
    expect(signal?.rowIds).toHaveLength(2);
  });

  it('is quiet without a change, long after it, and for the owner reading in Outlook', () => {
    const id = 'cloud-app.app-mail-access';
    expect(run(id, read(START + HOUR))).toEqual([]);
    expect(run(id, secret(), read(START + 9 * DAY))).toEqual([]);
    const outlook = activity(
      'MailItemsAccessed',
      {
        mailboxOwner: 'ann@contoso.com',
        userAgent: 'Client=MSExchangeRPC',
        appId: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
      },
      { target: person('ann'), time: START + HOUR },
    );
    expect(run(id, secret(), outlook)).toEqual([]);
  });
});

describe('administration', () => {
  it('fires on privileged roles, not on small ones or on activation by their holder', () => {
    const id = 'cloud-app.privileged-role';
    const role = (name: string, operation = 'Add member to role', target = person('bob')) =>
      change(
        operation,
        [{ type: 'User', upn: 'bob@contoso.com', changes: [{ name: 'Role.DisplayName', to: `"${name}"` }] }],
        {},
        { target },
      );
    expect(run(id, role('Global Administrator'))[0]?.severity).toBe('medium');
    expect(run(id, role('Exchange Administrator'))[0]?.severity).toBe('low');
    expect(run(id, role('Message Center Reader'))).toEqual([]);
    expect(
      run(id, role('Global Administrator', 'Add member to role completed (PIM activation)', person('ann'))),
    ).toEqual([]);
  });

  it('fires on federation, and only notes the way back', () => {
    const id = 'cloud-app.federation-trust';
    const set = (to: string) =>
      change('Set domain authentication', [
        { type: 'Domain', name: 'contoso.com', changes: [{ name: 'LiveType', to }] },
      ]);
    expect(run(id, set('"Federated"'))[0]?.severity).toBe('high');
    expect(run(id, set('"Managed"'))[0]?.severity).toBe('low');
    expect(run(id, change('Verify domain', [{ type: 'Domain', name: 'contoso.com', changes: [] }]))).toEqual(
      [],
    );
  });

  it('fires on delegated mailboxes, not on read access or on Exchange itself', () => {
    const id = 'cloud-app.mailbox-delegation';
    const give = (AccessRights: string, User: string) =>
      activity('Add-MailboxPermission', { parameters: { AccessRights, User, Identity: 'ceo@contoso.com' } });
    expect(run(id, give('FullAccess', 'bob'))).toHaveLength(1);
    expect(run(id, give('ReadPermission', 'bob'))).toEqual([]);
    expect(run(id, give('FullAccess', 'NT AUTHORITY\\SELF'))).toEqual([]);
  });
});

describe('bulk work on files', () => {
  const files = (n: number, from: number, operation = 'FileDownloaded') =>
    Array.from({ length: n }, (_, i) =>
      activity(operation, { workload: 'SharePoint' }, { time: from + i * 1000 }),
    );
  const habit = Array.from({ length: 10 }, (_, d) => files(30, START + d * DAY)).flat();

  it('fires far above the habit of the account', () => {
    const [signal] = run('cloud-app.mass-download', ...habit, ...files(160, START + 10 * DAY));
    expect(signal?.reasons.find((r) => r.label === 'Busiest hour before')?.value).toBe('30');
    expect(run('cloud-app.mass-delete', ...files(600, START, 'FileRecycled')).length).toBeGreaterThan(0);
  });

  it('is quiet below five times the habit, in the first week and when spread over days', () => {
    const id = 'cloud-app.mass-download';
    expect(run(id, ...habit, ...files(140, START + 10 * DAY))).toEqual([]);
    expect(run(id, ...files(400, START))).toEqual([]);
    expect(
      run(
        id,
        ...habit,
        ...Array.from({ length: 8 }, (_, h) => files(40, START + 10 * DAY + h * 3 * HOUR + MINUTE)).flat(),
      ),
    ).toEqual([]);
  });
});
