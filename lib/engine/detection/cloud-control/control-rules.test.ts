import { describe, expect, it } from 'vitest';
import type { EventFacts } from '@/lib/domain/event';
import type { TableName } from '@/lib/domain/tables';
import { Bench, eventOf, person } from '../testing';
import { CONTROL_RULES } from './index';

type Call = readonly [operation: string, parameters?: Record<string, string>, success?: boolean];
interface Case {
  readonly hits: readonly Call[];
  readonly quiet: readonly Call[];
}

const OWNER = '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const CASES: Readonly<Record<string, Case>> = {
  'cloud-control.elevate-access': {
    hits: [['Microsoft.Authorization/elevateAccess/action']],
    quiet: [
      ['Microsoft.Authorization/roleAssignments/read'],
      ['Microsoft.Authorization/elevateAccess/action', {}, false],
    ],
  },
  'cloud-control.azure-owner': {
    hits: [['MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE', { roleDefinitionId: OWNER }]],
    quiet: [
      [
        'Microsoft.Authorization/roleAssignments/write',
        { roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' },
      ],
    ],
  },
  'cloud-control.azure-logging-stopped': {
    hits: [['Microsoft.Insights/diagnosticSettings/delete']],
    quiet: [['Microsoft.Insights/diagnosticSettings/write']],
  },
  'cloud-control.azure-run-command': {
    hits: [['Microsoft.Compute/virtualMachines/runCommand/action']],
    quiet: [['Microsoft.Compute/virtualMachines/start/action']],
  },
  'cloud-control.aws-logging-stopped': {
    hits: [['StopLogging'], ['DeleteTrail']],
    quiet: [['StartLogging'], ['StopLogging', {}, false]],
  },
  'cloud-control.aws-left-organization': {
    hits: [['LeaveOrganization', {}, false]],
    quiet: [['DescribeOrganization']],
  },
  'cloud-control.aws-key-for-another': {
    hits: [['CreateAccessKey', { userName: 'bob' }]],
    quiet: [
      ['CreateAccessKey', { userName: 'ann@contoso.com' }],
      ['ListAccessKeys', { userName: 'bob' }],
    ],
  },
  'cloud-control.aws-administrator-policy': {
    hits: [['AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }]],
    quiet: [['AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }]],
  },
  'cloud-control.aws-role-trust': {
    hits: [
      [
        'UpdateAssumeRolePolicy',
        { policyDocument: '{"Principal":{"AWS":"arn:aws:iam::193672423079:root"}}' },
      ],
    ],
    quiet: [['CreateRole', { assumeRolePolicyDocument: '{"Principal":{"Service":"ec2.amazonaws.com"}}' }]],
  },
  'cloud-control.aws-shared-outside': {
    hits: [
      [
        'ModifySnapshotAttribute',
        { createVolumePermission: '{"add":{"items":[{"userId":"098797384747"}]}}' },
      ],
    ],
    quiet: [['ModifySnapshotAttribute', { createVolumePermission: '{"remove":{"items":[{"userId":"1"}]}}' }]],
  },
  'cloud-control.aws-open-to-world': {
    hits: [['AuthorizeSecurityGroupIngress', { cidrIp: '0.0.0.0/0', fromPort: '22' }]],
    quiet: [
      ['AuthorizeSecurityGroupIngress', { cidrIp: '0.0.0.0/0', fromPort: '443' }],
      ['AuthorizeSecurityGroupIngress', { cidrIp: '10.0.0.0/8', fromPort: '22' }],
    ],
  },
  'cloud-control.aws-bucket-public': {
    hits: [['PutBucketPolicy', { bucketPolicy: '{"Effect":"Allow","Principal":"*"}' }]],
    quiet: [['PutBucketPolicy', { bucketPolicy: '{"Principal":{"AWS":"arn:aws:iam::1:user/a"}}' }]],
  },
  'cloud-control.aws-remote-command': { hits: [['SendCommand']], quiet: [['DescribeInstanceInformation']] },
  'cloud-control.aws-user-data': {
    hits: [['ModifyInstanceAttribute', { instanceId: 'i-1', userData: 'x' }]],
    quiet: [['ModifyInstanceAttribute', { instanceId: 'i-1', instanceType: 't3' }]],
  },
  'cloud-control.aws-function-code': {
    hits: [['UpdateFunctionCode20150331v2']],
    quiet: [['GetFunction20150331v2']],
  },
  'cloud-control.aws-federation-token': { hits: [['GetFederationToken']], quiet: [['GetCallerIdentity']] },
  'cloud-control.okta-support-access': {
    hits: [['user.session.impersonation.grant']],
    quiet: [['user.session.impersonation.end']],
  },
  'cloud-control.okta-admin-role': {
    hits: [['user.account.privilege.grant']],
    quiet: [['user.account.privilege.revoke']],
  },
  'cloud-control.okta-mfa-reset': {
    hits: [['user.mfa.factor.reset_all']],
    quiet: [['user.mfa.factor.activate']],
  },
  'cloud-control.okta-identity-provider': {
    hits: [['system.idp.lifecycle.create']],
    quiet: [['system.idp.lifecycle.read_client_secret']],
  },
  'cloud-control.okta-threat': {
    hits: [['security.threat.detected', {}, false]],
    quiet: [['security.threat.configuration.update']],
  },
  'cloud-control.okta-password-shown': {
    hits: [['application.user_membership.show_password']],
    quiet: [['application.user_membership.add']],
  },
  'cloud-control.okta-api-token': {
    hits: [['system.api_token.create']],
    quiet: [['system.api_token.revoke']],
  },
  'cloud-control.google-admin-role': { hits: [['ASSIGN_ROLE']], quiet: [['UNASSIGN_ROLE']] },
  'cloud-control.google-protection-off': {
    hits: [['2sv_disable']],
    quiet: [['2sv_enroll'], ['CHANGE_CALENDAR_SETTING']],
  },
  'cloud-control.google-forwarding': {
    hits: [['email_forwarding_out_of_domain', { email_forwarding_destination_address: 'x@gmail.com' }]],
    quiet: [['CHANGE_GMAIL_SETTING', { SETTING_NAME: 'THEME' }]],
  },
  'cloud-control.google-data-export': { hits: [['CUSTOMER_TAKEOUT_CREATED']], quiet: [['DOWNLOAD_REPORT']] },
  'cloud-control.google-threat': { hits: [['account_disabled_password_leak']], quiet: [['login_success']] },
};

const TABLE: Record<string, TableName> = {
  azure: 'AzureActivity',
  aws: 'AWSCloudTrail',
  okta: 'OktaSystemLog',
  google: 'GoogleWorkspaceActivity',
};

function eventFor(
  of: 'azure' | 'aws' | 'okta' | 'google',
  [operation, parameters = {}, success = true]: Call,
) {
  const facts: EventFacts =
    of === 'azure' || of === 'aws'
      ? { kind: 'cloudControl', provider: of, operation, success, parameters }
      : {
          kind: 'directoryChange',
          operation,
          success,
          targets: [
            {
              type: 'User',
              name: 'bob',
              changes: Object.entries(parameters).map(([name, to]) => ({ name, to })),
            },
          ],
        };
  return eventOf(facts, { actor: person('ann'), table: TABLE[of] ?? 'AzureActivity' });
}

describe('control rules', () => {
  it('has a case for every rule', () => {
    expect(Object.keys(CASES).sort()).toEqual(CONTROL_RULES.map((r) => r.id).sort());
  });

  it.each(CONTROL_RULES.map((r) => [r.id, r.of] as const))('%s: hits and quiet ones', (id, of) => {
    for (const call of CASES[id]?.hits ?? [])
      expect(new Bench().run([eventFor(of, call)], id), call[0]).toHaveLength(1);
    for (const call of CASES[id]?.quiet ?? [])
      expect(new Bench().run([eventFor(of, call)], id), call[0]).toEqual([]);
  });
});

describe('operations in bulk', () => {
  const deletion = (i: number, time: number) =>
    eventOf(
      {
        kind: 'cloudControl',
        provider: 'azure',
        operation: 'Microsoft.Compute/virtualMachines/delete',
        success: true,
        resourceId: `/vm/${i}`,
        parameters: {},
      },
      { actor: person('ann'), time, table: 'AzureActivity' },
    );
  const id = 'cloud-control.azure-mass-deletion';

  it('fires at ten resources within the hour, and counts the stages of one deletion once', () => {
    const t = Date.UTC(2026, 0, 5);
    expect(
      new Bench().run(
        Array.from({ length: 10 }, (_, i) => deletion(i, t + i * 60_000)),
        id,
      ),
    ).toHaveLength(1);
    expect(
      new Bench().run(
        Array.from({ length: 30 }, (_, i) => deletion(i % 3, t + i * 1000)),
        id,
      ),
    ).toEqual([]);
    expect(
      new Bench().run(
        Array.from({ length: 12 }, (_, i) => deletion(i, t + i * 3_600_000)),
        id,
      ),
    ).toEqual([]);
  });

  it('tells a console login without a second factor from a federated one', () => {
    const login = (arn: string, mfa: boolean) =>
      eventOf(
        { kind: 'signIn', mode: 'interactive', success: true, mfa },
        {
          actor: { type: 'account', ids: [{ kind: 'awsPrincipal', value: arn }], name: 'x' },
          table: 'AWSCloudTrail',
        },
      );
    const run = (arn: string, mfa: boolean) =>
      new Bench().run([login(arn, mfa)], 'cloud-control.aws-console-login').map((s) => s.severity);
    expect(run('arn:aws:iam::1:user/a', false)).toEqual(['low']);
    expect(run('arn:aws:iam::1:root', true)).toEqual(['medium']);
    expect(run('arn:aws:sts::1:assumed-role/admin/a', false)).toEqual([]);
    expect(run('arn:aws:iam::1:user/a', true)).toEqual([]);
  });
});
