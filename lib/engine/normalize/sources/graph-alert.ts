import type { EntityMention, EvidenceItem } from '@/lib/domain/entity';
import type { ProviderAlertFacts } from '@/lib/domain/facts/provider';
import { type Fields, firstOf, known, list, obj, objects, str } from '../fields';
import { keyOf } from '../keys';
import { account, application, host, idOf, mailbox, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import { parseTime } from '../time';
import { fileMention, ipMention, processMention, urlMention } from './alert-entities';
import { alertStatusOf, roleOf, serviceSourceOf, severityOf, techniquesOf, verdictOf } from './alert-words';

type Reader = (item: Fields) => EntityMention | undefined;

const userAccount: Reader = (item) => {
  const user = obj(item.userAccount);
  return account({
    oid: user.azureAdUserId,
    upn: user.userPrincipalName,
    sid: user.userSid,
    domain: user.domainName,
    name: user.accountName,
    display: user.displayName,
  });
};

const fileDetails = (details: Fields): EntityMention | undefined =>
  fileMention({
    name: details.fileName,
    folder: details.filePath,
    sha256: details.sha256,
    sha1: details.sha1,
    md5: details.md5,
  });

/** `@odata.type` of Graph's evidence, without namespace and the word Evidence. */
const READERS: Readonly<Record<string, Reader>> = {
  user: userAccount,
  device: (item) =>
    host({
      name: firstOf(item.deviceDnsName, item.hostName),
      domain: item.ntDomain,
      mdeDeviceId: item.mdeDeviceId,
      aadDeviceId: item.azureAdDeviceId,
    }),
  ip: (item) => ipMention(item.ipAddress),
  url: (item) => urlMention(item.url),
  file: (item) => fileDetails(obj(item.fileDetails)),
  process: (item) => {
    const image = obj(item.imageFile);
    return processMention({
      host: item.mdeDeviceId,
      processId: item.processId,
      created: item.processCreationDateTime,
      name: image.fileName,
      commandLine: item.processCommandLine,
    });
  },
  mailbox: (item) => mailbox(item.primaryAddress),
  analyzedmessage: (item) => {
    const id = idOf(item.networkMessageId);
    return id === undefined
      ? undefined
      : {
          type: 'mailMessage',
          ids: [{ kind: 'networkMessageId', value: id }],
          name: str(item.subject) ?? id,
        };
  },
  cloudapplication: (item) =>
    application({ appId: item.appId, name: item.displayName, type: 'cloudApplication' }),
  oauthapplication: (item) =>
    application({
      appId: item.appId,
      appObjectId: item.objectId,
      name: item.displayName,
      type: 'oauthApplication',
    }),
  serviceprincipal: (item) =>
    application({
      servicePrincipalId: item.servicePrincipalObjectId,
      appId: item.appId,
      name: item.servicePrincipalName,
    }),
  registrykey: (item) => {
    const path = [str(item.registryHive), str(item.registryKey)]
      .filter((part) => part !== undefined)
      .join('\\');
    return path === ''
      ? undefined
      : { type: 'registryKey', ids: [{ kind: 'registryPath', value: path.toLowerCase() }], name: path };
  },
  securitygroup: (item) => {
    const id = idOf(item.securityGroupId);
    return id === undefined
      ? undefined
      : { type: 'securityGroup', ids: [{ kind: 'groupId', value: id }], name: str(item.displayName) ?? id };
  },
  azureresource: (item) => {
    const id = str(item.resourceId)?.toLowerCase();
    return id === undefined
      ? undefined
      : {
          type: 'azureResource',
          ids: [{ kind: 'resourceId', value: id }],
          name: str(item.resourceName) ?? id,
        };
  },
};

function evidenceOf(value: unknown): readonly EvidenceItem[] {
  return objects(value).flatMap((item) => {
    const type = (str(item['@odata.type']) ?? '')
      .replace(/^#?microsoft\.graph\.security\./i, '')
      .replace(/Evidence$/i, '')
      .toLowerCase();
    const read = Object.hasOwn(READERS, type) ? READERS[type] : guessReader(item);
    const mention = read?.(item);
    if (!mention) return [];
    const roles = list(item.roles);
    return [{ ...mention, role: roleOf(roles[0]), verdict: verdictOf(item.verdict) }];
  });
}

/** Evidence whose type was lost on the way still tells what it is by its members. */
function guessReader(item: Fields): Reader | undefined {
  if (item.userAccount !== undefined) return READERS.user;
  if (item.ipAddress !== undefined) return READERS.ip;
  return item.deviceDnsName === undefined ? undefined : READERS.device;
}

function read({ c, time }: SourceRow): Reading | Unreadable {
  const id = firstOf(c.id);
  if (id === undefined) return new Unreadable('id', 'the alert has no id');
  const evidence = evidenceOf(c.evidence);
  const start = parseTime(c.firstActivityDateTime) ?? time;
  const end = parseTime(c.lastActivityDateTime) ?? start;
  const facts: ProviderAlertFacts = known({
    kind: 'providerAlert' as const,
    providerAlertId: id,
    providerIncidentId: firstOf(c.incidentId),
    title: firstOf(c.title) ?? 'Alert',
    description: firstOf(c.description) ?? '',
    severity: severityOf(c.severity),
    status: alertStatusOf(c.status),
    serviceSource: serviceSourceOf(c.serviceSource, c.productName),
    detectionSource: firstOf(c.detectionSource) ?? 'unknown',
    productName: firstOf(c.productName),
    category: firstOf(c.category),
    techniques: techniquesOf(c.mitreTechniques),
    firstActivity: Math.min(start, end),
    lastActivity: Math.max(start, end),
    evidence,
    alertUrl: firstOf(c.alertWebUrl),
  });
  const pick = (type: EntityMention['type']): EntityMention | undefined => {
    const item = evidence.find((candidate) => candidate.type === type);
    return item && { type: item.type, ids: item.ids, name: item.name };
  };
  const actor = pick('account');
  const machine = pick('host');
  return {
    facts,
    actor,
    host: machine,
    principal: principalOf(actor ?? machine),
    dedupKey: keyOf(id),
  };
}

export const graphAlert = defineSource({
  table: 'alerts_v2',
  timeColumns: ['TimeGenerated', 'createdDateTime', 'firstActivityDateTime', 'lastUpdateDateTime'],
  read,
});
