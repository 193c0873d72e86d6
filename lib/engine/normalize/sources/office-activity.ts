import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';
import { type Fields, firstOf, known, list, lower, obj, objects, pairs, str } from '../fields';
import { geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { account, addressOf, application, idOf, mailbox, principalOf, sidOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

/** Names of the Office 365 Management Activity API, whose records Purview and SIEM forwarders carry. */
const ALIASES: Aliases = {
  creationtime: 'TimeGenerated',
  creationdate: 'TimeGenerated',
  workload: 'OfficeWorkload',
  objectid: 'OfficeObjectId',
  id: 'OfficeId',
  siteurl: 'Site_Url',
  site: 'Site_',
  clientipaddress: 'Client_IPAddress',
  eventdata: 'Event_Data',
  logontype: 'Logon_Type',
  azureactivedirectoryeventtype: 'AzureActiveDirectory_EventType',
  sourcename: 'Source_Name',
};

/** Folder items of a mail access record, or affected items of a mailbox audit record. */
function itemCount(c: Fields): number | undefined {
  const items = objects(c.Folders).reduce((sum, folder) => sum + list(folder.FolderItems).length, 0);
  const count = items > 0 ? items : list(c.AffectedItems).length;
  return count > 0 ? count : undefined;
}

/** Parameters of a cmdlet or rule, then whatever else the record says in name and value. */
function parametersOf(c: Fields, overflow: Fields): Record<string, string> {
  return {
    ...pairs(c.ExtendedProperties),
    ...pairs(c.ModifiedProperties),
    ...pairs(c.OperationProperties),
    ...pairs(overflow.ExchangeMetaData),
    ...pairs(c.Parameters),
  };
}

/** The 16 hexadecimal digits of a PUID, bare or inside a SharePoint membership claim. */
const puidOf = (userKey: unknown): string | undefined =>
  /(?:^|\|)(100[0-9a-f]{13})(?:@|$)/.exec(lower(userKey) ?? '')?.[1];

function actorOf({ c, overflow }: SourceRow): Reading['actor'] {
  const user = firstOf(c.UserId);
  const listed = objects(c.Actor)
    .map((entry) => str(entry.ID))
    .find((id) => addressOf(id) !== undefined);
  const sid = sidOf(c.LogonUserSid);
  return (
    account({
      upn: addressOf(user) ? user : listed,
      name: addressOf(user) === undefined && user?.includes('\\') ? user : undefined,
      // Exchange Online's own mailbox SIDs are not the person's; only a record without any other name uses one.
      sid: addressOf(user) === undefined ? sid : undefined,
      puid: puidOf(c.UserKey),
      display: firstOf(c.LogonUserDisplayName),
    }) ??
    application({
      appId: firstOf(c.ClientAppId, c.AppId, overflow.ApplicationId),
      name: user,
      type: 'servicePrincipal',
    })
  );
}

function targetOf(c: Fields): Reading['target'] {
  const owner = mailbox(c.MailboxOwnerUPN, c.MailboxGuid);
  if (owner) return owner;
  if (/mailbox|inboxrule/i.test(str(c.Operation) ?? ''))
    return mailbox(pairs(c.Parameters).Identity ?? c.OfficeObjectId);
  return account({ upn: c.TargetUserOrGroupName });
}

function read(row: SourceRow): Reading | Unreadable {
  const { c, overflow, ctx } = row;
  const operation = str(c.Operation);
  if (operation === undefined) return new Unreadable('Operation', 'the row names no operation');
  const actor = actorOf(row);
  const target = targetOf(c);
  const ip = ipOf(firstOf(c.ClientIP, c.Client_IPAddress, c.ActorIpAddress));
  const parameters = parametersOf(c, overflow);
  const facts: CloudActivityFacts = {
    ...known({
      kind: 'cloudActivity' as const,
      workload: firstOf(c.OfficeWorkload, c.RecordType) ?? 'Office 365',
      operation,
      success: !/fail|false|denied/i.test(str(c.ResultStatus) ?? '') && !/failed$/i.test(operation),
      ip,
      geo: geoOf(ctx, ip),
      userAgent: firstOf(c.UserAgent, parameters.UserAgent, c.ClientInfoString),
      object: str(c.OfficeObjectId),
      fileName: firstOf(c.SourceFileName),
      site: firstOf(c.Site_Url),
      appId: idOf(firstOf(c.ClientAppId, c.AppId, overflow.ApplicationId)),
      sessionId: idOf(firstOf(obj(c.AppAccessContext).AADSessionId, overflow.SessionId)),
      mailboxOwner: addressOf(c.MailboxOwnerUPN),
      itemCount: itemCount(c),
    }),
    parameters,
  };
  return {
    facts,
    actor,
    target,
    principal: principalOf(actor ?? target),
    dedupKey: keyOf(c.SourceRecordId ?? c.OfficeId),
  };
}

export const officeActivity = defineSource({
  table: 'OfficeActivity',
  timeColumns: ['TimeGenerated', 'Start_Time', 'ElevationTime', 'p_event_time'],
  stampOnArrival: true,
  aliases: ALIASES,
  read,
});
