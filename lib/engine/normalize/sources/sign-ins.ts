import type { EntityMention } from '@/lib/domain/entity';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import type { TableName } from '@/lib/domain/tables';
import { bool, type Fields, firstOf, lower, num, obj, str } from '../fields';
import { entraLocation, geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, application, idOf, principalOf } from '../mentions';
import { riskLevel, riskState, riskTypes } from '../risk-words';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { Normalizer, RawRow } from '../types';
import { failureOf, outcomeOf } from './sign-in-outcome';

/** Names of Graph, diagnostic records and the Entra portal's downloads where they differ by more than case. */
const ALIASES: Aliases = {
  time: 'TimeGenerated',
  date: 'TimeGenerated',
  dateutc: 'TimeGenerated',
  createddatetimeutc: 'CreatedDateTime',
  requestid: 'Id',
  originalrequestid: 'OriginalRequestId',
  user: 'UserDisplayName',
  username: 'UserPrincipalName',
  application: 'AppDisplayName',
  applicationid: 'AppId',
  clientapp: 'ClientAppUsed',
  calleripaddress: 'IPAddress',
  ip: 'IPAddress',
  signinerrorcode: 'ResultType',
  failurereason: 'ResultDescription',
  conditionalaccess: 'ConditionalAccessStatus',
  appliedconditionalaccesspolicies: 'ConditionalAccessPolicies',
  autonomoussystem__number: 'AutonomousSystemNumber',
  autonomoussystemnumber: 'AutonomousSystemNumber',
  uniquetokenidentifier: 'UniqueTokenIdentifier',
  incomingtokentype: 'IncomingTokenType',
  signinsessionid: 'SessionId',
};

const INNER = { location: 'LocationDetails', resourceid: 'ResourceIdentity' };

function lift(row: RawRow): RawRow {
  // Rows that have the table's own names, nearly all, cost two look-ups here.
  if (row.TimeGenerated !== undefined && row.properties === undefined) return row;
  const lifted = liftDiagnostic(row, { inner: INNER });
  const { location, Location, status, Status, ...rest } = lifted;
  const place = location ?? Location;
  const state = status ?? Status;
  const isObject = typeof state === 'object' || String(state).startsWith('{');
  return {
    ...portalNames(rest),
    ...(place !== undefined &&
      (typeof place === 'object' ? { LocationDetails: place } : { Location: place })),
    ...(state !== undefined && (isObject ? { Status: state } : { ResultSignature: state })),
  };
}

/** The portal's download calls the resource's display name `Resource`; the table has another column of that name. */
function portalNames(row: RawRow): RawRow {
  if (row['Request ID'] === undefined || row.Resource === undefined) return row;
  const { Resource, ...rest } = row;
  return { ...rest, ResourceDisplayName: Resource };
}

const MODERN_CLIENTS: ReadonlySet<string> = new Set(['browser', 'mobile apps and desktop clients']);

function legacyAuth(clientApp: string | undefined): boolean | undefined {
  return clientApp === undefined ? undefined : !MODERN_CLIENTS.has(clientApp.toLowerCase());
}

function mfaOf(c: Fields, success: boolean): boolean | undefined {
  const requirement = lower(c.AuthenticationRequirement);
  if (firstOf(obj(c.MfaDetail).authMethod) !== undefined) return success;
  return requirement === undefined ? undefined : requirement === 'multifactorauthentication' && success;
}

/** `City, State, CC`, as the portal's downloads write a place. */
function portalPlace(value: unknown): Fields | undefined {
  const parts = str(value)
    ?.split(',')
    .map((part) => part.trim());
  const country = parts?.at(-1);
  if (!parts || country === undefined || !/^[A-Za-z]{2}$/.test(country)) return undefined;
  return { countryOrRegion: country, ...(parts.length > 1 && { city: parts[0] }) };
}

function readFacts({ c, overflow, ctx }: SourceRow, mode: SignInFacts['mode']): SignInFacts {
  const status = obj(c.Status);
  const { success, errorCode } = outcomeOf(c, status);
  const ip = ipOf(c.IPAddress);
  const device = obj(c.DeviceDetail);
  const own = entraLocation(c.LocationDetails) ?? entraLocation(portalPlace(c.Location));
  const asn = num(c.AutonomousSystemNumber);
  const risks = riskTypes(c.RiskEventTypes_V2 ?? c.RiskEventTypes);
  const clientApp = str(c.ClientAppUsed);
  const trusted = str(device.trustType);
  // Millions of these are made: members without a value stay undefined instead of being copied out.
  return {
    kind: 'signIn',
    mode,
    success,
    errorCode,
    failure: success ? undefined : failureOf(errorCode, c, status),
    requestId: idOf(c.Id),
    sessionId: idOf(c.SessionId),
    ip,
    geo: geoOf(ctx, ip, asn === undefined ? own : { ...own, asn }),
    app: str(c.AppDisplayName),
    appId: idOf(c.AppId),
    resource: str(c.ResourceDisplayName),
    clientApp,
    userAgent: str(c.UserAgent),
    browser: firstOf(device.browser, overflow.Browser),
    os: firstOf(device.operatingSystem, overflow['Operating System']),
    deviceId: idOf(firstOf(device.deviceId, overflow['Device ID'])),
    deviceName: firstOf(device.displayName),
    deviceTrusted: bool(device.isCompliant ?? overflow.Compliant) || trusted !== undefined ? true : undefined,
    mfa: mfaOf(c, success),
    legacyAuth: legacyAuth(clientApp),
    tokenIssuer: firstOf(c.TokenIssuerName, c.TokenIssuerType),
    providerRiskTypes: risks.length > 0 ? risks : undefined,
    providerRiskLevel: riskLevel(c.RiskLevelDuringSignIn),
    providerRiskState: riskState(c.RiskState),
  };
}

function userActor({ c, overflow }: SourceRow): EntityMention | undefined {
  return account({
    oid: c.UserId,
    upn: firstOf(c.UserPrincipalName, c.AlternateSignInName, c.SignInIdentifier),
    onPremisesSid: overflow.onPremisesSecurityIdentifier,
    display: c.UserDisplayName ?? c.Identity,
  });
}

const servicePrincipalActor = ({ c }: SourceRow): EntityMention | undefined =>
  application({
    servicePrincipalId: c.ServicePrincipalId,
    appId: c.AppId,
    name: firstOf(c.ServicePrincipalName, c.AppDisplayName, c.Identity),
    type: 'servicePrincipal',
  });

function read(row: SourceRow, mode: SignInFacts['mode']): Reading | Unreadable {
  const byUser = mode === 'interactive' || mode === 'nonInteractive';
  // A sign-in record tells its user; one that has an application only is a service principal's.
  const actor = byUser ? (userActor(row) ?? servicePrincipalActor(row)) : servicePrincipalActor(row);
  if (!actor)
    return new Unreadable(byUser ? 'UserPrincipalName' : 'ServicePrincipalId', 'the sign-in names nobody');
  return { facts: readFacts(row, mode), actor, principal: principalOf(actor), dedupKey: keyOf(row.c.Id) };
}

function signIns(table: TableName, mode: SignInFacts['mode']): Normalizer {
  return defineSource({
    table,
    timeColumns: ['TimeGenerated', 'CreatedDateTime', 'p_event_time'],
    aliases: ALIASES,
    lift: (row) => withStepTime(lift(row)),
    read: (row) => read(row, mode),
  });
}

const TIME_NAME = /^(?:timegenerated|createddatetime|time|date|p_event_time)\b/i;

/** An export without any time column still tells the time in its authentication steps. */
function withStepTime(row: RawRow): RawRow {
  if (row.TimeGenerated !== undefined || Object.keys(row).some((key) => TIME_NAME.test(key))) return row;
  const steps = typeof row.AuthenticationDetails === 'string' ? row.AuthenticationDetails : undefined;
  const stamp = steps?.match(/"authenticationStepDateTime"\s*:\s*"([^"]+)"/)?.[1];
  return stamp === undefined ? row : { ...row, TimeGenerated: stamp };
}

export const signinLogs = signIns('SigninLogs', 'interactive');
export const nonInteractiveSignInLogs = signIns('AADNonInteractiveUserSignInLogs', 'nonInteractive');
export const servicePrincipalSignInLogs = signIns('AADServicePrincipalSignInLogs', 'servicePrincipal');
export const managedIdentitySignInLogs = signIns('AADManagedIdentitySignInLogs', 'managedIdentity');
