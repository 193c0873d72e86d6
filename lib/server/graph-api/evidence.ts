import 'server-only';
import { assertNever } from '@/lib/core/assert-never';
import type {
  EntityType,
  EvidenceRole,
  EvidenceVerdict,
  IdentifierKind,
  RemediationStatus,
} from '@/lib/domain/entity';
import { member } from './enums';
import type { GraphObject } from './response';

/** An entity in its role, with what names it, ready to become Graph evidence. */
export interface EvidenceSource {
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
  readonly remediation: RemediationStatus;
  readonly props: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
  readonly createdAt: string;
}

/** An evidence item as `microsoft.graph.security.<type>Evidence`, property names and nulls as the CSDL has them. */
export function toGraphEvidence(source: EvidenceSource, isAll: boolean): GraphObject {
  const [type, properties] = shapeOf(source);
  return {
    '@odata.type': `#microsoft.graph.security.${type}Evidence`,
    createdDateTime: source.createdAt,
    verdict: source.verdict,
    remediationStatus: member('remediationStatus', source.remediation, isAll),
    remediationStatusDetails: null,
    roles: source.role === 'unknown' ? [] : [source.role],
    detailedRoles: [],
    tags: [],
    ...properties,
  };
}

type Shape = readonly [string, GraphObject];

function shapeOf(source: EvidenceSource): Shape {
  const id = finder(source);
  switch (source.type) {
    case 'account':
      return ['user', { userAccount: userAccount(source), stream: null }];
    case 'host':
      return ['device', device(source)];
    case 'ip':
      return [
        'ip',
        {
          ipAddress: id('address', 'scopedAddress') ?? source.name,
          countryLetterCode: prop(source, 'country'),
        },
      ];
    case 'mailbox':
      return ['mailbox', mailbox(source)];
    case 'mailMessage':
      return ['analyzedMessage', message(source)];
    case 'url':
      return ['url', { url: id('url') ?? source.name }];
    case 'domain':
      return [
        'dns',
        { domainName: id('domain') ?? source.name, dnsServerIp: null, hostIpAddress: null, ipAddresses: [] },
      ];
    case 'file':
      return [
        'file',
        {
          detectionStatus: 'detected',
          fileDetails: fileDetails(source),
          mdeDeviceId: prop(source, 'deviceId'),
        },
      ];
    case 'fileHash':
      return ['fileHash', fileHash(source)];
    case 'process':
      return ['process', processShape(source)];
    case 'cloudApplication':
      return [
        'cloudApplication',
        {
          appId: whole(id('appId')),
          displayName: source.name,
          instanceId: null,
          instanceName: null,
          saasAppId: null,
          stream: null,
        },
      ];
    case 'oauthApplication':
      return [
        'oauthApplication',
        {
          appId: id('appId'),
          displayName: source.name,
          objectId: id('appObjectId'),
          publisher: prop(source, 'publisher'),
        },
      ];
    case 'servicePrincipal':
      return ['servicePrincipal', servicePrincipal(source)];
    case 'securityGroup':
      return ['securityGroup', { displayName: source.name, securityGroupId: id('groupId'), sid: id('sid') }];
    case 'azureResource':
      return [
        'azureResource',
        {
          resourceId: id('resourceId'),
          resourceName: source.name,
          resourceType: prop(source, 'resourceType'),
        },
      ];
    case 'registryKey':
      return ['registryKey', registryKey(id('registryPath') ?? source.name)];
    default:
      return assertNever(source.type);
  }
}

const finder =
  (source: EvidenceSource) =>
  (...kinds: readonly IdentifierKind[]): string | null => {
    for (const kind of kinds) {
      const found = source.identifiers.find((identifier) => identifier.kind === kind);
      if (found !== undefined) return found.value;
    }
    return null;
  };

function prop(source: EvidenceSource, name: string): string | null {
  const value = source.props[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

const whole = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** `userAccount`: on-premises name and domain from `domain\name`, else from the UPN. */
function userAccount(
  source: Pick<EvidenceSource, 'name' | 'identifiers' | 'type'> & Partial<EvidenceSource>,
): GraphObject {
  const find = (kind: IdentifierKind) => source.identifiers.find((item) => item.kind === kind)?.value ?? null;
  const upn = find('upn') ?? find('mail');
  const [domain, name] = find('ntAccount')?.split('\\') ?? find('localAccount')?.split('\\') ?? [];
  return {
    accountName: name ?? upn?.split('@')[0] ?? source.name,
    domainName: domain ?? null,
    userSid: find('onPremisesSid') ?? find('sid'),
    azureAdUserId: find('aadUserId'),
    userPrincipalName: upn,
    displayName: source.name,
    activeDirectoryObjectGuid: null,
    resourceAccessEvents: [],
  };
}

function device(source: EvidenceSource): GraphObject {
  const id = finder(source);
  const fqdn = id('fqdn');
  return {
    azureAdDeviceId: id('aadDeviceId'),
    mdeDeviceId: id('mdeDeviceId'),
    deviceDnsName: fqdn ?? source.name,
    hostName: (fqdn ?? id('netbios') ?? source.name).split('.')[0] ?? null,
    ntDomain: id('ntHost')?.split('\\')[0] ?? null,
    dnsDomain: fqdn?.includes('.') ? fqdn.slice(fqdn.indexOf('.') + 1) : null,
    osPlatform: prop(source, 'os'),
    osBuild: null,
    version: null,
    healthStatus: 'unknown',
    riskScore: 'none',
    onboardingStatus: 'insufficientInfo',
    defenderAvStatus: 'unknown',
    firstSeenDateTime: null,
    ipInterfaces: [],
    lastIpAddress: null,
    lastExternalIpAddress: null,
    loggedOnUsers: [],
    rbacGroupId: null,
    rbacGroupName: null,
    vmMetadata: null,
    resourceAccessEvents: [],
  };
}

function mailbox(source: EvidenceSource): GraphObject {
  const address = finder(source)('mailboxAddress', 'mail', 'upn');
  return {
    primaryAddress: address ?? source.name,
    displayName: source.name,
    upn: finder(source)('upn') ?? address,
    userAccount: userAccount(source),
  };
}

function message(source: EvidenceSource): GraphObject {
  const id = finder(source);
  const sender = prop(source, 'sender');
  return {
    networkMessageId: id('networkMessageId'),
    internetMessageId: prop(source, 'internetMessageId'),
    subject: prop(source, 'subject') ?? source.name,
    recipientEmailAddress: prop(source, 'recipient'),
    senderIp: prop(source, 'senderIp'),
    p1Sender: null,
    p2Sender:
      sender === null
        ? null
        : { emailAddress: sender, displayName: null, domainName: sender.split('@')[1] ?? null },
    deliveryAction: prop(source, 'delivery'),
    antiSpamDirection: prop(source, 'direction'),
    threats: [],
    threatDetectionMethods: [],
    urls: [],
  };
}

function fileDetails(source: EvidenceSource): GraphObject {
  const id = finder(source);
  const path = id('path') ?? prop(source, 'path');
  return {
    fileName: source.name,
    filePath: path,
    sha1: id('sha1'),
    sha256: id('sha256'),
    md5: id('md5'),
    fileSize: null,
    filePublisher: null,
    signer: prop(source, 'signer'),
    issuer: null,
  };
}

function fileHash(source: EvidenceSource): GraphObject {
  const found = source.identifiers.find(({ kind }) => kind === 'sha256' || kind === 'sha1' || kind === 'md5');
  return { algorithm: found?.kind ?? 'unknown', value: found?.value ?? source.name };
}

function processShape(source: EvidenceSource): GraphObject {
  return {
    processId: whole(prop(source, 'processId')),
    processCommandLine: prop(source, 'commandLine'),
    processCreationDateTime: null,
    parentProcessId: whole(prop(source, 'parentProcessId')),
    parentProcessCreationDateTime: null,
    parentProcessImageFile: null,
    detectionStatus: 'detected',
    mdeDeviceId: prop(source, 'deviceId'),
    imageFile: fileDetails(source),
    userAccount: null,
  };
}

function servicePrincipal(source: EvidenceSource): GraphObject {
  const id = finder(source);
  return {
    servicePrincipalObjectId: id('servicePrincipalId'),
    servicePrincipalName: source.name,
    servicePrincipalType: 'application',
    appId: id('appId'),
    appOwnerTenantId: null,
    tenantId: null,
  };
}

function registryKey(path: string): GraphObject {
  const cut = path.indexOf('\\');
  return cut < 0
    ? { registryHive: null, registryKey: path }
    : { registryHive: path.slice(0, cut), registryKey: path.slice(cut + 1) };
}
