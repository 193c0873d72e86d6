import type { EntityMention, EvidenceItem } from '@/lib/domain/entity';
import type { ProviderAlertFacts } from '@/lib/domain/facts/provider';
import { type Fields, firstOf, known, lower, obj, words } from '../fields';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, application, host, idOf, mailbox, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import { fileMention, ipMention, processMention, urlMention } from './alert-entities';
import { alertStatusOf, roleOf, serviceSourceOf, severityOf, techniquesOf, verdictOf } from './alert-words';

const TIME_COLUMNS = ['TimeGenerated', 'Timestamp'] as const;

function alertFacts(
  c: Fields,
  time: number,
  id: string,
  evidence: readonly EvidenceItem[],
  evidenceOnly: boolean,
): ProviderAlertFacts {
  return known({
    kind: 'providerAlert' as const,
    providerAlertId: id,
    title: firstOf(c.Title) ?? 'Alert',
    description: '',
    severity: severityOf(c.Severity),
    status: alertStatusOf('new'),
    serviceSource: serviceSourceOf(c.ServiceSource, c.DetectionSource),
    detectionSource: firstOf(c.DetectionSource) ?? 'unknown',
    productName: firstOf(c.ServiceSource),
    category: firstOf(c.Category) ?? words(c.Categories)[0],
    techniques: techniquesOf(c.AttackTechniques),
    firstActivity: time,
    lastActivity: time,
    evidence,
    evidenceOnly: evidenceOnly ? true : undefined,
  });
}

function readInfo({ c, time }: SourceRow): Reading | Unreadable {
  const id = firstOf(c.AlertId);
  if (id === undefined) return new Unreadable('AlertId', 'the alert has no id');
  return { facts: alertFacts(c, time, id, [], false), principal: '', dedupKey: keyOf(id) };
}

const rowAccount = (c: Fields): EntityMention | undefined =>
  account({
    oid: c.AccountObjectId,
    upn: c.AccountUpn,
    sid: c.AccountSid,
    domain: c.AccountDomain,
    name: c.AccountName,
    host: c.DeviceName,
  });

const rowHost = (c: Fields): EntityMention | undefined => {
  const details = obj(c.AdditionalFields);
  return host({
    name: firstOf(c.DeviceName, details.HostName),
    domain: details.DnsDomain,
    mdeDeviceId: c.DeviceId,
  });
};

type Reader = (c: Fields) => EntityMention | undefined;

const file: Reader = (c) =>
  fileMention({ name: c.FileName, folder: c.FolderPath, sha256: c.SHA256, sha1: c.SHA1 });
const oauth: Reader = (c) =>
  application({
    appId: firstOf(c.OAuthApplicationId, c.ApplicationId),
    name: c.Application,
    type: 'oauthApplication',
  });

/** `EntityType` of AlertEvidence. */
const READERS: Readonly<Record<string, Reader>> = {
  user: rowAccount,
  account: rowAccount,
  machine: rowHost,
  ip: (c) => ipMention(c.RemoteIP ?? c.LocalIP),
  url: (c) => urlMention(c.RemoteUrl),
  file,
  process: (c) =>
    processMention({
      host: c.DeviceName,
      name: c.FileName,
      commandLine: c.ProcessCommandLine,
      processId: obj(c.AdditionalFields).ProcessId,
      created: obj(c.AdditionalFields).CreationTimeUtc,
    }),
  mailbox: (c) => mailbox(c.AccountUpn),
  mailmessage: (c) => {
    const id = idOf(c.NetworkMessageId);
    return id === undefined
      ? undefined
      : {
          type: 'mailMessage',
          ids: [{ kind: 'networkMessageId', value: id }],
          name: firstOf(c.EmailSubject) ?? id,
        };
  },
  cloudapplication: (c) =>
    application({ appId: c.ApplicationId, name: c.Application, type: 'cloudApplication' }),
  oauthapplication: oauth,
  registrykey: (c) => {
    const key = firstOf(c.RegistryKey);
    return key === undefined
      ? undefined
      : { type: 'registryKey', ids: [{ kind: 'registryPath', value: key.toLowerCase() }], name: key };
  },
  registryvalue: (c) => READERS.registrykey?.(c),
  cloudresource: (c) => {
    const id = lower(c.CloudResource);
    return id === undefined
      ? undefined
      : { type: 'azureResource', ids: [{ kind: 'resourceId', value: id }], name: id };
  },
};

function readEvidence({ c, time }: SourceRow): Reading | Unreadable {
  const id = firstOf(c.AlertId);
  if (id === undefined) return new Unreadable('AlertId', 'the evidence names no alert');
  const type = lower(c.EntityType) ?? '';
  const mention =
    (Object.hasOwn(READERS, type) ? READERS[type]?.(c) : undefined) ?? rowHost(c) ?? rowAccount(c) ?? file(c);
  const evidence: EvidenceItem[] = mention
    ? [
        {
          ...mention,
          role: roleOf(firstOf(obj(c.AdditionalFields).DetailedRoles, c.EvidenceRole)),
          verdict: verdictOf(obj(c.AdditionalFields).Verdict),
        },
      ]
    : [];
  const actor = rowAccount(c);
  const machine = rowHost(c);
  return {
    facts: alertFacts(c, time, id, evidence, true),
    actor,
    host: machine,
    principal: principalOf(actor ?? machine ?? mention),
    // One alert has many rows: what the row is evidence of belongs to its name.
    dedupKey: keyOf(
      id,
      c.EntityType,
      c.EvidenceRole,
      ...(mention?.ids.map((entry) => `${entry.kind}:${entry.value}`) ?? []),
      c.Timestamp ?? c.TimeGenerated,
    ),
  };
}

export const alertInfo = defineSource({
  table: 'AlertInfo',
  timeColumns: TIME_COLUMNS,
  lift: liftDiagnostic,
  read: readInfo,
});
export const alertEvidence = defineSource({
  table: 'AlertEvidence',
  timeColumns: TIME_COLUMNS,
  lift: liftDiagnostic,
  read: readEvidence,
});
