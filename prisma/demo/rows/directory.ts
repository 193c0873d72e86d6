import type { Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { TENANT_ID, WORKSPACE_ID } from '../world/identity';
import type { Net } from '../world/places';
import type { Person, ServicePrincipal } from '../world/types';

export interface Change {
  readonly name: string;
  readonly from?: string;
  readonly to: string;
}

export interface Target {
  readonly type:
    | 'User'
    | 'Application'
    | 'ServicePrincipal'
    | 'Group'
    | 'Role'
    | 'Device'
    | 'Policy'
    | 'Other';
  readonly id: string;
  readonly name?: string;
  readonly upn?: string;
  readonly changes?: readonly Change[];
}

export interface Audit {
  readonly operation: string;
  readonly category: string;
  readonly service?: string;
  readonly kind?: 'Add' | 'Update' | 'Delete' | 'Assign';
  readonly by:
    | { readonly person: Person; readonly net?: Net }
    | { readonly app: string; readonly id: string };
  readonly targets: readonly Target[];
  readonly userAgent?: string;
  readonly result?: 'success' | 'failure';
  readonly reason?: string;
  readonly correlationId?: string;
}

const target = (t: Target): object => ({
  id: t.id,
  displayName: t.name ?? null,
  type: t.type,
  ...(t.upn ? { userPrincipalName: t.upn } : {}),
  modifiedProperties: (t.changes ?? []).map((c) => ({
    displayName: c.name,
    oldValue: c.from ?? null,
    newValue: c.to,
  })),
  administrativeUnits: [],
});

const initiator = (by: Audit['by']): object =>
  'person' in by
    ? {
        user: {
          id: by.person.objectId,
          displayName: null,
          userPrincipalName: by.person.upn,
          ipAddress: by.net?.ip ?? '',
          roles: [],
        },
      }
    : { app: { appId: null, displayName: by.app, servicePrincipalId: by.id, servicePrincipalName: null } };

/** A row of AuditLogs. */
export function auditRow(rng: Rng, time: number, audit: Audit): Row {
  const correlation = audit.correlationId ?? rng.guid();
  const result = audit.result ?? 'success';
  return {
    TimeGenerated: iso(time),
    ActivityDateTime: iso(time),
    SourceSystem: 'Azure AD',
    AADTenantId: TENANT_ID,
    AADOperationType: audit.kind ?? 'Update',
    ActivityDisplayName: audit.operation,
    OperationName: audit.operation,
    OperationVersion: '1.0',
    Category: audit.category,
    CorrelationId: correlation,
    DurationMs: 0,
    Id: `Directory_${correlation}_${rng.hex(4).toUpperCase()}_${rng.int(1_000_000, 99_000_000)}`,
    Identity: 'person' in audit.by ? audit.by.person.display : audit.by.app,
    InitiatedBy: initiator(audit.by),
    Level: '4',
    LoggedByService: audit.service ?? 'Core Directory',
    Resource: 'Microsoft.aadiam',
    ResourceGroup: 'Microsoft.aadiam',
    ResourceId: `/tenants/${TENANT_ID}/providers/Microsoft.aadiam`,
    Result: result,
    ResultReason: audit.reason ?? '',
    ResultSignature: 'None',
    ResultType: '',
    TargetResources: audit.targets.map(target),
    AdditionalDetails: audit.userAgent ? [{ key: 'User-Agent', value: audit.userAgent }] : [],
    Type: 'AuditLogs',
  };
}

export const userTarget = (p: Person, changes: readonly Change[] = []): Target => ({
  type: 'User',
  id: p.objectId,
  upn: p.upn,
  changes,
});

/** Adding a secret to an application, as Entra tells it. */
export const credentialAdded = (
  app: ServicePrincipal,
  by: Audit['by'],
  keyId: string,
  keyName: string,
  userAgent: string,
  others: readonly string[] = [],
): Audit => {
  const key = (id: string, name: string): string =>
    `[KeyIdentifier=${id},KeyType=Password,KeyUsage=Verify,DisplayName=${name}]`;
  const before = others.map((id, i) => key(id, `secret-${i + 1}`));
  return {
    operation: 'Update application – Certificates and secrets management ',
    category: 'ApplicationManagement',
    by,
    userAgent,
    targets: [
      {
        type: 'Application',
        id: app.applicationObjectId,
        name: app.name,
        changes: [
          {
            name: 'KeyDescription',
            from: JSON.stringify(before),
            to: JSON.stringify([...before, key(keyId, keyName)]),
          },
          { name: 'Included Updated Properties', to: '"KeyDescription"' },
        ],
      },
    ],
  };
};

/** Consent to an application, one person's or the administrator's for all. */
export const consent = (
  app: { readonly name: string; readonly objectId: string; readonly appId: string },
  by: Audit['by'],
  scope: string,
  forAll: boolean,
  userAgent: string,
): Audit => ({
  operation: 'Consent to application',
  category: 'ApplicationManagement',
  kind: 'Assign',
  by,
  userAgent,
  targets: [
    {
      type: 'ServicePrincipal',
      id: app.objectId,
      name: app.name,
      changes: [
        { name: 'ConsentContext.IsAdminConsent', to: forAll ? '"True"' : '"False"' },
        { name: 'ConsentContext.IsAppOnly', to: '"False"' },
        { name: 'ConsentContext.OnBehalfOfAll', to: forAll ? '"True"' : '"False"' },
        {
          name: 'ConsentAction.Permissions',
          to: `"[] => [[Id: , ClientId: 00000000-0000-0000-0000-000000000000, PrincipalId: , ResourceId: , ConsentType: ${forAll ? 'AllPrincipals' : 'Principal'}, Scope: ${scope}, CreatedDateTime: , LastModifiedDateTime ]]"`,
        },
        { name: 'TargetId.ServicePrincipalNames', to: `"${app.appId}"` },
      ],
    },
  ],
});

export interface RiskEvent {
  readonly id: string;
  readonly person: Person;
  readonly type: string;
  readonly level: 'low' | 'medium' | 'high';
  readonly state: 'atRisk' | 'dismissed' | 'remediated' | 'confirmedSafe';
  readonly detail: string;
  readonly net: Net;
  readonly requestId: string;
  readonly source?: string;
  readonly activityTime: number;
}

/** A row of AADUserRiskEvents: a version of one detection. */
export function riskEventRow(rng: Rng, time: number, r: RiskEvent): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'Azure AD',
    OperationName: 'User Risk Detection',
    Id: r.id,
    Activity: 'signin',
    ActivityDateTime: iso(r.activityTime),
    DetectedDateTime: iso(r.activityTime + 8_000),
    LastUpdatedDateTime: iso(time),
    AdditionalInfo: [{ Key: 'userAgent', Value: r.person.userAgent }],
    CorrelationId: rng.guid(),
    DetectionTimingType: 'realtime',
    IpAddress: r.net.ip,
    Location: { city: r.net.city, state: r.net.region, countryOrRegion: r.net.country },
    RequestId: r.requestId,
    RiskDetail: r.detail,
    RiskEventType: r.type,
    RiskLevel: r.level,
    RiskState: r.state,
    Source: r.source ?? 'IdentityProtection',
    TokenIssuerType: 'AzureAD',
    UserDisplayName: r.person.display,
    UserId: r.person.objectId,
    UserPrincipalName: r.person.upn,
    Type: 'AADUserRiskEvents',
  };
}

/** A row of AADRiskyUsers: a version of one user's risk. */
export function riskyUserRow(
  rng: Rng,
  time: number,
  p: Person,
  level: string,
  state: string,
  detail: string,
): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'Azure AD',
    OperationName: 'User Risk Data Updated',
    Id: p.objectId,
    CorrelationId: rng.guid(),
    IsDeleted: false,
    IsProcessing: false,
    RiskDetail: detail,
    RiskLastUpdatedDateTime: iso(time),
    RiskLevel: level,
    RiskState: state,
    UserDisplayName: p.display,
    UserPrincipalName: p.upn,
    Type: 'AADRiskyUsers',
  };
}
