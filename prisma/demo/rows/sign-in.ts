import type { Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { TENANT_ID, WORKSPACE_ID } from '../world/identity';
import type { Net } from '../world/places';
import type { CloudApp, Person, ServicePrincipal } from '../world/types';

/** What somebody signs in with. `managed` names a compliant device of the company. */
export interface Client {
  readonly browser: string;
  readonly os: string;
  readonly userAgent: string;
  readonly clientApp:
    | 'Browser'
    | 'Mobile Apps and Desktop clients'
    | 'IMAP4'
    | 'Authenticated SMTP'
    | 'Other clients';
  readonly managed?: { readonly id: string; readonly name: string; readonly trust: string };
}

/** Entra error codes that the demo uses, with the words that come with them. */
const CODES: Readonly<Record<number, readonly [description: string, signature: string]>> = {
  0: ['', 'None'],
  50126: ['Invalid username or password or Invalid on-premise username or password.', 'None'],
  50053: [
    "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    'None',
  ],
  50055: ['The password is expired.', 'None'],
  50057: ['The user account is disabled.', 'None'],
  50074: ['Strong Authentication is required.', 'None'],
  50076: [
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access.',
    'None',
  ],
  50140: ["This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.", 'None'],
  50034: ['The user account does not exist in the directory.', 'None'],
  500121: ['Authentication failed during strong authentication request.', 'None'],
  53003: [
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    'None',
  ],
  70043: [
    'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
    'None',
  ],
  700016: ['Application was not found in the directory.', 'None'],
};

export interface SignIn {
  readonly person: Person;
  readonly net: Net;
  readonly app: CloudApp;
  readonly client: Client;
  readonly sessionId: string;
  readonly code?: number;
  /** A second factor was asked for and, unless the code says otherwise, passed. */
  readonly mfa?: boolean;
  readonly mfaMethod?: string;
  /** The token came from the federation server. */
  readonly federated?: boolean;
  readonly interactive?: boolean;
  readonly risk?: {
    readonly level: 'low' | 'medium' | 'high';
    readonly types: readonly string[];
    readonly state: string;
    readonly detail: string;
  };
}

const location = (net: Net) => ({
  city: net.city,
  state: net.region,
  countryOrRegion: net.country,
  geoCoordinates: { latitude: net.latitude, longitude: net.longitude },
});

function policies(s: SignIn): readonly object[] {
  const failed = s.code === 53003;
  return [
    {
      id: 'b1c51d0e-6b1a-4b43-9f0e-2f1f6b0c9a11',
      displayName: 'Require multifactor authentication outside the office',
      enforcedGrantControls: ['Mfa'],
      enforcedSessionControls: [],
      result: failed ? 'notApplied' : s.mfa ? 'success' : 'notApplied',
    },
    {
      id: '3e6b7c64-2a57-4d0d-8d0c-0c5a52b0a7d2',
      displayName: 'Block legacy authentication',
      enforcedGrantControls: ['Block'],
      enforcedSessionControls: [],
      result: failed ? 'failure' : 'notApplied',
    },
  ];
}

function steps(s: SignIn, time: number): readonly object[] {
  const code = s.code ?? 0;
  const password = {
    authenticationStepDateTime: iso(time),
    authenticationMethod: s.interactive === false ? 'Previously satisfied' : 'Password',
    authenticationMethodDetail: s.federated ? 'Federated sign-in' : 'Password Hash Sync',
    succeeded: code !== 50126,
    authenticationStepResultDetail: code === 50126 ? 'Incorrect password' : 'Correct password',
    authenticationStepRequirement: 'Primary authentication',
    StatusSequence: 0,
    RequestSequence: 1,
  };
  if (!s.mfa) return [password];
  return [
    password,
    {
      authenticationStepDateTime: iso(time + 9_000),
      authenticationMethod: s.mfaMethod ?? 'Mobile app notification',
      succeeded: code !== 500121,
      authenticationStepResultDetail:
        code === 500121 ? 'MFA denied; user declined the authentication' : 'MFA successfully completed',
      authenticationStepRequirement: '',
      StatusSequence: 1,
      RequestSequence: 1,
    },
  ];
}

function device(client: Client): object {
  const { managed } = client;
  return {
    deviceId: managed?.id ?? '',
    displayName: managed?.name ?? '',
    operatingSystem: client.os,
    browser: client.browser,
    ...(managed ? { isCompliant: true, isManaged: true, trustType: managed.trust } : {}),
  };
}

/** Columns that interactive and non-interactive sign-ins share. */
function shared(rng: Rng, time: number, s: SignIn, id: string): Record<string, unknown> {
  const code = s.code ?? 0;
  const [description, signature] = CODES[code] ?? ['Other', 'None'];
  const at = iso(time);
  return {
    TimeGenerated: at,
    CreatedDateTime: at,
    SourceSystem: 'Azure AD',
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    ResultType: String(code),
    ResultSignature: signature,
    ResultDescription: description,
    DurationMs: 0,
    CorrelationId: rng.guid(),
    ResourceGroup: 'Microsoft.aadiam',
    Identity: s.person.display,
    Level: '4',
    Location: s.net.country,
    AADTenantId: TENANT_ID,
    HomeTenantId: TENANT_ID,
    ResourceTenantId: TENANT_ID,
    AppOwnerTenantId: TENANT_ID,
    ResourceOwnerTenantId: TENANT_ID,
    AlternateSignInName: s.person.upn,
    AppDisplayName: s.app.name,
    AppId: s.app.id,
    AuthenticationProtocol: 'none',
    AuthenticationRequirement: s.mfa ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    AutonomousSystemNumber: String(s.net.asn),
    ClientAppUsed: s.client.clientApp,
    ClientCredentialType: 'none',
    ConditionalAccessStatus: code === 53003 ? 'failure' : s.mfa ? 'success' : 'notApplied',
    CrossTenantAccessType: 'none',
    Id: id,
    OriginalRequestId: id,
    IPAddress: s.net.ip,
    IncomingTokenType: s.interactive === false ? 'primaryRefreshToken' : s.federated ? 'saml20' : 'none',
    IsInteractive: s.interactive !== false,
    ResourceDisplayName: s.app.resource,
    ResourceIdentity: s.app.resourceId,
    RiskDetail: s.risk?.detail ?? 'none',
    RiskLevelAggregated: s.risk?.level ?? 'none',
    RiskLevelDuringSignIn: s.risk?.level ?? 'none',
    RiskState: s.risk?.state ?? 'none',
    SessionId: s.sessionId,
    SignInIdentifierType: 'userPrincipalName',
    TokenIssuerName: s.federated ? 'http://sts.larkfield.example/adfs/services/trust' : '',
    TokenIssuerType: s.federated ? 'ADFederationServices' : 'AzureAD',
    UniqueTokenIdentifier: rng.hex(22),
    UserAgent: s.client.userAgent,
    UserDisplayName: s.person.display,
    UserId: s.person.objectId,
    UserPrincipalName: s.person.upn,
    UserType: 'Member',
  };
}

const SHAPES = new Map<string, Row>();

/**
 * Both parts in one row. The first row of a table leaves its shape for the others: filling a copy is many times cheaper
 * than putting eighty columns together anew. All rows of a table here have the same columns.
 */
function together(table: string, a: Row, b: Row): Row {
  const shape = SHAPES.get(table) ?? (JSON.parse(JSON.stringify({ ...a, ...b })) as Row);
  SHAPES.set(table, shape);
  return Object.assign({ ...shape }, a, b);
}

/** A row of SigninLogs. */
export function signInRow(rng: Rng, time: number, s: SignIn): Row {
  const code = s.code ?? 0;
  return together('SigninLogs', shared(rng, time, s, rng.guid()), {
    ResourceId: `/tenants/${TENANT_ID}/providers/Microsoft.aadiam`,
    Resource: 'Microsoft.aadiam',
    Category: 'SignInLogs',
    AuthenticationDetails: JSON.stringify(steps(s, time)),
    AuthenticationProcessingDetails: JSON.stringify([{ key: 'Root Key Type', value: 'Unknown' }]),
    ConditionalAccessPolicies: policies(s),
    DeviceDetail: device(s.client),
    FlaggedForReview: false,
    IsRisky: s.risk !== undefined,
    IsTenantRestricted: false,
    LocationDetails: location(s.net),
    MfaDetail: s.mfa ? { authMethod: s.mfaMethod ?? 'Mobile app notification', authDetail: '' } : {},
    NetworkLocationDetails: '[]',
    ProcessingTimeInMilliseconds: String(rng.int(60, 420)),
    RiskEventTypes: JSON.stringify(s.risk?.types ?? []),
    RiskEventTypes_V2: JSON.stringify(s.risk?.types ?? []),
    Status: {
      errorCode: code,
      failureReason: code === 0 ? 'Other.' : CODES[code]?.[0],
      additionalDetails: s.mfa && code === 0 ? 'MFA completed in Azure AD' : '',
    },
    TokenProtectionStatusDetails: { signInSessionStatus: 'unbound', signInSessionStatusCode: 1002 },
    Type: 'SigninLogs',
  });
}

/** A row of AADNonInteractiveUserSignInLogs: the same, with its dynamic columns as text. */
export function tokenRow(rng: Rng, time: number, s: SignIn): Row {
  const code = s.code ?? 0;
  return together(
    'AADNonInteractiveUserSignInLogs',
    shared(rng, time, { ...s, interactive: false }, rng.guid()),
    {
      TenantId: WORKSPACE_ID,
      Category: 'NonInteractiveUserSignInLogs',
      AuthenticationDetails: JSON.stringify(steps({ ...s, interactive: false, mfa: false }, time)),
      ConditionalAccessPolicies: '[]',
      DeviceDetail: JSON.stringify(device(s.client)),
      LocationDetails: JSON.stringify(location(s.net)),
      ProcessingTimeInMs: String(rng.int(20, 160)),
      RiskEventTypes_V2: '[]',
      Status: JSON.stringify({
        errorCode: code,
        additionalDetails: code === 0 ? 'MFA requirement satisfied by claim in the token' : '',
      }),
      SignInEventTypes: '["nonInteractiveUser"]',
      Type: 'AADNonInteractiveUserSignInLogs',
    },
  );
}

/** A row of AADServicePrincipalSignInLogs. */
export function principalRow(
  rng: Rng,
  time: number,
  p: ServicePrincipal,
  net: Net,
  keyId: string,
  code = 0,
): Row {
  return {
    ...machineRow(rng, time, p.appId, net, code),
    Category: 'ServicePrincipalSignInLogs',
    ClientCredentialType: 'clientSecret',
    ServicePrincipalId: p.objectId,
    ServicePrincipalName: p.name,
    Identity: p.name,
    ServicePrincipalCredentialKeyId: keyId,
    ServicePrincipalCredentialThumbprint: '',
    ResourceDisplayName: p.resource,
    Type: 'AADServicePrincipalSignInLogs',
  };
}

/** A row of AADManagedIdentitySignInLogs. */
export function managedIdentityRow(
  rng: Rng,
  time: number,
  name: string,
  appId: string,
  objectId: string,
  resource: string,
): Row {
  return {
    ...machineRow(rng, time, appId, undefined, 0),
    Category: 'ManagedIdentitySignInLogs',
    ClientCredentialType: 'federatedIdentityCredential',
    ServicePrincipalId: objectId,
    ServicePrincipalName: name,
    Identity: name,
    ResourceDisplayName: resource,
    Type: 'AADManagedIdentitySignInLogs',
  };
}

function machineRow(
  rng: Rng,
  time: number,
  appId: string,
  net: Net | undefined,
  code: number,
): Record<string, unknown> {
  const at = iso(time);
  return {
    TimeGenerated: at,
    CreatedDateTime: at,
    SourceSystem: 'Azure AD',
    TenantId: WORKSPACE_ID,
    AADTenantId: TENANT_ID,
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    ResultType: String(code),
    ResultSignature: code === 0 ? 'SUCCESS' : 'FAILURE',
    ResultDescription: CODES[code]?.[0] ?? '',
    DurationMs: 0,
    CorrelationId: rng.guid(),
    Level: '4',
    ResourceGroup: 'Microsoft.aadiam',
    AppId: appId,
    AppOwnerTenantId: TENANT_ID,
    ResourceOwnerTenantId: TENANT_ID,
    ConditionalAccessStatus: 'notApplied',
    ConditionalAccessPolicies: '[]',
    Id: rng.guid(),
    UniqueTokenIdentifier: rng.hex(22),
    ...(net
      ? {
          IPAddress: net.ip,
          AutonomousSystemNumber: String(net.asn),
          Location: net.country,
          LocationDetails: JSON.stringify(location(net)),
        }
      : { IPAddress: '', Location: '', LocationDetails: '{}' }),
  };
}
