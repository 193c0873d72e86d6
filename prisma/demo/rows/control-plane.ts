import { digestOf, guidOf, type Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { AWS_ACCOUNT, SUBSCRIPTIONS, TENANT_ID, WORKSPACE_ID } from '../world/identity';
import type { Net } from '../world/places';
import type { Person, ServicePrincipal } from '../world/types';

export interface AzureAct {
  readonly operation: string;
  readonly by: Person | ServicePrincipal;
  readonly net: Net;
  readonly group: string;
  /** Resource path below the resource group, `Microsoft.Compute/virtualMachines/x`; empty for the subscription itself. */
  readonly resource: string;
  readonly subscription?: string;
  /** Whole resource id where it lies outside a subscription. */
  readonly scope?: string;
  readonly status?: 'Start' | 'Success' | 'Failure';
  readonly properties?: Record<string, unknown>;
  readonly correlationId?: string;
}

/** A row of AzureActivity. */
export function azureRow(rng: Rng, time: number, act: AzureAct): Row {
  const subscription = act.subscription ?? SUBSCRIPTIONS.production;
  const provider = act.operation.split('/')[0] ?? '';
  const id =
    act.scope ??
    `/subscriptions/${subscription}${act.group ? `/resourceGroups/${act.group}` : ''}${act.resource ? `/providers/${act.resource}` : ''}`;
  const person = 'upn' in act.by ? act.by : undefined;
  const status = act.status ?? 'Success';
  return {
    TimeGenerated: iso(time),
    EventSubmissionTimestamp: iso(time + 45_000),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'Azure',
    SubscriptionId: act.scope ? '' : subscription,
    Hierarchy: `${TENANT_ID}/${subscription}`,
    Level: status === 'Failure' ? 'Error' : 'Informational',
    OperationNameValue: act.operation.toUpperCase(),
    OperationName: act.operation,
    ActivityStatusValue: status,
    ActivityStatus: status === 'Start' ? 'Started' : status === 'Success' ? 'Succeeded' : 'Failed',
    ActivitySubstatusValue: status === 'Success' ? 'OK' : '',
    CategoryValue: 'Administrative',
    Caller: person?.upn ?? act.by.objectId,
    CallerIpAddress: act.net.ip,
    Claims_d: {
      aud: 'https://management.core.windows.net/',
      iss: `https://sts.windows.net/${TENANT_ID}/`,
      appid: person ? 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c' : 'appId' in act.by ? act.by.appId : '',
      ipaddr: act.net.ip,
      ...(person
        ? {
            name: person.display,
            'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': person.upn,
            'http://schemas.microsoft.com/identity/claims/objectidentifier': person.objectId,
          }
        : { idtyp: 'app' }),
    },
    Authorization_d: { action: act.operation, scope: id },
    CorrelationId: act.correlationId ?? rng.guid(),
    EventDataId: rng.guid(),
    OperationId: rng.guid(),
    Properties_d: { entity: id, message: act.operation, hierarchy: TENANT_ID, ...act.properties },
    Resource: id.split('/').pop() ?? '',
    ResourceGroup: act.group,
    ResourceId: id.toLowerCase(),
    _ResourceId: id.toLowerCase(),
    ResourceProviderValue: provider.toUpperCase(),
    Type: 'AzureActivity',
  };
}

export interface AwsAct {
  readonly event: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly user: string;
  readonly type?: 'IAMUser' | 'AssumedRole';
  readonly accessKey: string;
  readonly net: Net;
  readonly userAgent: string;
  readonly region?: string;
  readonly request?: Record<string, unknown>;
  readonly response?: Record<string, unknown>;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A row of AWSCloudTrail. */
export function awsRow(rng: Rng, time: number, act: AwsAct): Row {
  const role = act.type === 'AssumedRole';
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'Aws',
    AwsEventId: rng.guid(),
    AwsRequestId_: rng.guid(),
    AWSRegion: act.region ?? 'eu-north-1',
    EventName: act.event,
    EventSource: `${act.source}.amazonaws.com`,
    EventTypeName: 'AwsApiCall',
    EventVersion: '1.11',
    Category: 'Management',
    ManagementEvent: true,
    ReadOnly: act.readOnly,
    RecipientAccountId: AWS_ACCOUNT,
    SourceIpAddress: act.net.ip,
    UserAgent: act.userAgent,
    UserIdentityType: act.type ?? 'IAMUser',
    UserIdentityAccountId: AWS_ACCOUNT,
    UserIdentityArn: role
      ? `arn:aws:sts::${AWS_ACCOUNT}:assumed-role/${act.user}/session`
      : `arn:aws:iam::${AWS_ACCOUNT}:user/${act.user}`,
    UserIdentityPrincipalid: role
      ? `AROA${digestOf(act.user, 16).toUpperCase()}:session`
      : `AIDA${digestOf(act.user, 16).toUpperCase()}`,
    UserIdentityUserName: act.user,
    UserIdentityAccessKeyId: act.accessKey,
    RequestParameters: JSON.stringify(act.request ?? null),
    ResponseElements: JSON.stringify(act.response ?? null),
    ErrorCode: act.error?.code ?? '',
    ErrorMessage: act.error?.message ?? '',
    SessionMfaAuthenticated: false,
    TlsVersion: 'TLSv1.3',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
    Type: 'AWSCloudTrail',
  };
}

export interface OktaAct {
  readonly event: string;
  readonly message: string;
  readonly person: Person;
  readonly net: Net;
  readonly app: string;
  readonly outcome?: 'SUCCESS' | 'FAILURE';
  readonly reason?: string;
}

/** An event of Okta's System Log, as its API returns it: the contractors' portal uses Okta. */
export function oktaRow(rng: Rng, time: number, act: OktaAct): Row {
  const name = act.person.sam.replace('.', '-');
  return {
    uuid: rng.guid(),
    published: iso(time),
    eventType: act.event,
    version: '0',
    severity: act.outcome === 'FAILURE' ? 'WARN' : 'INFO',
    displayMessage: act.message,
    legacyEventType: '',
    actor: {
      id: `00u${digestOf(`okta ${act.person.upn}`, 16)}`,
      type: 'User',
      alternateId: act.person.upn,
      displayName: act.person.display,
    },
    client: {
      userAgent: {
        rawUserAgent: act.person.userAgent,
        os: 'Windows 10',
        browser: act.person.browser.split(' ')[0]?.toUpperCase() ?? '',
      },
      zone: 'null',
      device: 'Computer',
      ipAddress: act.net.ip,
      geographicalContext: {
        city: act.net.city,
        state: act.net.region,
        country: act.net.country,
        geolocation: { lat: act.net.latitude, lon: act.net.longitude },
      },
    },
    outcome: { result: act.outcome ?? 'SUCCESS', reason: act.reason ?? null },
    target: [
      {
        id: `0oa${digestOf(`okta app ${act.app}`, 16)}`,
        type: 'AppInstance',
        alternateId: act.app,
        displayName: act.app,
      },
    ],
    transaction: { type: 'WEB', id: rng.hex(20), detail: {} },
    authenticationContext: {
      authenticationStep: 0,
      externalSessionId: `trs${digestOf(`${name}${Math.floor(time / 28_800_000)}`, 20)}`,
    },
    securityContext: { asNumber: act.net.asn, asOrg: act.net.holder, isp: act.net.holder, isProxy: false },
    debugContext: { debugData: { requestUri: '/api/v1/authn', requestId: guidOf(`${name}${time}`) } },
    request: { ipChain: [{ ip: act.net.ip, version: 'V4' }] },
  };
}
