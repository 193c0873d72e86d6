import { Random } from './random';

/** What a load of sign-ins looks like. */
export interface SignInLoad {
  readonly users: number;
  /** Event time of the first row, epoch milliseconds. */
  readonly from: number;
  /** Milliseconds of event time between rows. */
  readonly step: number;
  readonly seed: number;
}

const CITIES = [
  ['DE', 'Berlin', 52.52, 13.4, '91.64.'],
  ['FR', 'Paris', 48.85, 2.35, '90.84.'],
  ['US', 'Seattle', 47.6, -122.33, '73.83.'],
  ['GB', 'London', 51.5, -0.12, '86.1.'],
] as const;
const APPS = [
  ['Office 365 Exchange Online', '00000002-0000-0ff1-ce00-000000000000'],
  ['Microsoft Teams', '1fec8e78-bce4-4aaf-ab1b-5451cc387264'],
  ['Azure Portal', 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'],
  ['SharePoint Online', '00000003-0000-0ff1-ce00-000000000000'],
] as const;
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0';

const guid = (n: number): string => `00000000-0000-4000-a000-${n.toString(16).padStart(12, '0')}`;

/** Columns of Kusto type string that hold JSON come as text, as Log Analytics exports them. */
const text = (value: unknown): string => JSON.stringify(value);

/** Row `n` of the load, in Sentinel's full SigninLogs schema and column types: about 5 KB as JSON. */
function signIn(load: SignInLoad, n: number): Record<string, unknown> {
  const random = new Random(load.seed * 1_000_003 + n);
  const user = random.int(load.users);
  const [country, city, latitude, longitude, network] = CITIES[user % CITIES.length] ?? CITIES[0];
  const [app, appId] = random.pick(
    APPS as unknown as readonly [(typeof APPS)[0], ...(typeof APPS)[number][]],
  );
  const time = new Date(load.from + n * load.step).toISOString();
  const failed = random.next() < 0.04;
  const ip = `${network}${user % 250}.${1 + (user % 200)}`;
  const id = random.uuid();
  const device = {
    deviceId: guid(900_000 + user),
    displayName: `WS-${user}`,
    operatingSystem: 'Windows 10',
    browser: 'Edge 126.0.0',
    isCompliant: true,
    isManaged: true,
    trustType: 'Azure AD joined',
  };
  const methods = [
    {
      authenticationStepDateTime: time,
      authenticationMethod: 'Password',
      authenticationMethodDetail: 'Password Hash Sync',
      succeeded: !failed,
      authenticationStepResultDetail: failed ? 'Incorrect password' : 'Correct password',
      authenticationStepRequirement: 'Primary authentication',
      StatusSequence: 0,
      RequestSequence: 1,
    },
    {
      authenticationStepDateTime: time,
      authenticationMethod: 'Mobile app notification',
      succeeded: !failed,
      authenticationStepResultDetail: 'MFA completed in Azure AD',
      authenticationStepRequirement: 'User',
      StatusSequence: 1,
      RequestSequence: 2,
    },
  ];
  const policies = Array.from({ length: 4 }, (_, i) => ({
    id: guid(700_000 + i),
    displayName: `CA${100 + i} - baseline policy ${i}`,
    enforcedGrantControls: ['Mfa'],
    enforcedSessionControls: [],
    result: i === 0 ? 'success' : 'notApplied',
    conditionsSatisfied: 3,
    conditionsNotSatisfied: i,
  }));
  return {
    TenantId: guid(1),
    SourceSystem: 'Azure AD',
    TimeGenerated: time,
    ResourceId: `/tenants/${guid(2)}/providers/Microsoft.aadiam`,
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    Category: 'SignInLogs',
    ResultType: failed ? '50126' : '0',
    ResultSignature: 'None',
    ResultDescription: failed
      ? 'Invalid username or password or Invalid on-premise username or password.'
      : '',
    DurationMs: random.int(400),
    CorrelationId: random.uuid(),
    Resource: 'Microsoft.aadiam',
    ResourceGroup: 'Microsoft.aadiam',
    ResourceProvider: '',
    Identity: `User ${user}`,
    Level: '4',
    Location: country,
    AlternateSignInName: `user${user}@bench.example`,
    AppDisplayName: app,
    AppId: appId,
    AppliedEventListeners: [],
    AuthenticationContextClassReferences: text([{ id: 'urn:microsoft:req1', detail: 'previouslySatisfied' }]),
    AuthenticationDetails: text(methods),
    AuthenticationMethodsUsed: '',
    AuthenticationProcessingDetails: text([
      { key: 'Legacy TLS (TLS 1.0, 1.1, 3DES)', value: 'False' },
      { key: 'Is CAE Token', value: 'True' },
    ]),
    AuthenticationProtocol: 'none',
    AuthenticationRequirement: 'multiFactorAuthentication',
    AuthenticationRequirementPolicies: text([
      { requirementProvider: 'multiConditionalAccess', detail: 'Conditional Access' },
    ]),
    AutonomousSystemNumber: '3320',
    ClientAppUsed: 'Browser',
    ClientCredentialType: 'none',
    ConditionalAccessPolicies: policies,
    ConditionalAccessStatus: failed ? 'failure' : 'success',
    CreatedDateTime: time,
    CrossTenantAccessType: 'none',
    DeviceDetail: device,
    FlaggedForReview: false,
    HomeTenantId: guid(2),
    HomeTenantName: '',
    Id: id,
    IncomingTokenType: 'none',
    IPAddress: ip,
    IPAddressFromResourceProvider: '',
    IsInteractive: true,
    IsRisky: false,
    IsTenantRestricted: false,
    IsThroughGlobalSecureAccess: false,
    LocationDetails: { city, state: city, countryOrRegion: country, geoCoordinates: { latitude, longitude } },
    MfaDetail: { authMethod: 'Mobile app notification', authDetail: '' },
    NetworkLocationDetails: text([{ networkType: 'namedNetwork', networkNames: ['Trusted offices'] }]),
    OriginalRequestId: id,
    OriginalTransferMethod: 'none',
    ProcessingTimeInMilliseconds: String(random.int(300)),
    ResourceDisplayName: app,
    ResourceIdentity: appId,
    ResourceOwnerTenantId: guid(2),
    ResourceServicePrincipalId: guid(3),
    ResourceTenantId: guid(2),
    RiskDetail: 'none',
    RiskEventTypes: '[]',
    RiskEventTypes_V2: '[]',
    RiskLevelAggregated: 'none',
    RiskLevelDuringSignIn: 'none',
    RiskState: 'none',
    ServicePrincipalCredentialKeyId: '',
    ServicePrincipalCredentialThumbprint: '',
    ServicePrincipalId: '',
    ServicePrincipalName: '',
    SessionId: random.uuid(),
    SessionLifetimePolicies: text([
      { expirationRequirement: 'rememberMultifactorAuthenticationOnTrustedDevices', detail: 'Remember MFA' },
    ]),
    SignInEventTypes: ['interactiveUser'],
    SignInIdentifier: `user${user}@bench.example`,
    SignInIdentifierType: 'userPrincipalName',
    Status: failed
      ? { errorCode: 50126, failureReason: 'Invalid username or password' }
      : { errorCode: 0, additionalDetails: 'MFA requirement satisfied by claim in the token' },
    TokenIssuerName: '',
    TokenIssuerType: 'AzureAD',
    TokenProtectionStatusDetails: { signInSessionStatus: 'unbound', signInSessionStatusCode: 1002 },
    UniqueTokenIdentifier: random.hex(22),
    UserAgent: AGENT,
    UserDisplayName: `User ${user}`,
    UserId: guid(10_000 + user),
    UserPrincipalName: `user${user}@bench.example`,
    UserType: 'Member',
    Type: 'SigninLogs',
  };
}

/** NDJSON of rows `from` (inclusive) to `to` (exclusive). */
export function signInsNdjson(load: SignInLoad, from: number, to: number): Buffer {
  const lines: string[] = [];
  for (let n = from; n < to; n++) lines.push(JSON.stringify(signIn(load, n)));
  return Buffer.from(lines.join('\n'));
}
