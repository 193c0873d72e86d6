import type { EntityMention } from '@/lib/domain/entity';
import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';
import { type Fields, firstOf, known, list, lower, num, obj, objects, pairs, str, text } from '../fields';
import { geoOf, ipOf, locationOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, addressOf, application, idOf, mailbox, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

/** The activity's objects and the original record's parameters, by name. */
function parametersOf(c: Fields, overflow: Fields, rawEvent: Fields): Record<string, string> {
  const out: Record<string, string> = {};
  for (const item of objects(c.ActivityObjects)) {
    const name = firstOf(item.Name);
    const value = text(item.Value);
    if (name !== undefined && value !== undefined && lower(item.Role) === 'parameter') out[name] = value;
  }
  for (const key of ['Permissions', 'PermissionsAddedTo']) {
    const value = text(overflow[key]);
    if (value !== undefined) out[key] = value;
  }
  return {
    ...out,
    ...pairs(rawEvent.ExtendedProperties),
    ...pairs(rawEvent.ModifiedProperties),
    ...pairs(rawEvent.OperationProperties),
    ...pairs(rawEvent.Parameters),
  };
}

function actorOf({ c, overflow }: SourceRow, rawEvent: Fields): EntityMention | undefined {
  const oid = idOf(c.AccountObjectId);
  const appId = idOf(firstOf(c.OAuthAppId, overflow.OAuthAppId, rawEvent.ClientAppId));
  const byApp = lower(c.AccountType) === 'application' || (oid !== undefined && oid === appId);
  if (byApp)
    return application({ appId: oid ?? appId, name: c.AccountDisplayName, type: 'oauthApplication' });
  return account({
    oid,
    upn: firstOf(rawEvent.UserId, overflow.UserId, addressOf(c.AccountId) ? c.AccountId : undefined),
    display: c.AccountDisplayName,
  });
}

/** The person whose mailbox, file or account was acted upon. */
function targetOf(c: Fields, rawEvent: Fields): EntityMention | undefined {
  const owner = mailbox(rawEvent.MailboxOwnerUPN, rawEvent.MailboxGuid);
  if (owner) return owner;
  const listed = objects(c.ActivityObjects).find(
    (item) => lower(item.Role) === 'target object' && lower(item.Type) === 'user',
  );
  return (
    listed && account({ oid: listed.Id, upn: addressOf(listed.Name) ?? listed.Upn, display: listed.Name })
  );
}

function read(row: SourceRow): Reading | Unreadable {
  const { c, overflow, ctx } = row;
  const operation = str(c.ActionType);
  if (operation === undefined) return new Unreadable('ActionType', 'the row names no action');
  const rawEvent = obj(c.RawEventData ?? overflow.rawData);
  const actor = actorOf(row, rawEvent);
  const target = targetOf(c, rawEvent);
  const ip = ipOf(firstOf(c.IPAddress, rawEvent.ClientIP, rawEvent.ClientIPAddress));
  const place = locationOf({ country: c.CountryCode, city: c.City });
  const items = objects(rawEvent.Folders).reduce((sum, folder) => sum + list(folder.FolderItems).length, 0);
  const facts: CloudActivityFacts = {
    ...known({
      kind: 'cloudActivity' as const,
      workload: firstOf(rawEvent.Workload, c.Application) ?? 'cloud app',
      operation: firstOf(rawEvent.Operation) ?? operation,
      success: !/fail|false|denied/i.test(firstOf(rawEvent.ResultStatus) ?? ''),
      ip,
      geo: geoOf(ctx, ip, place),
      userAgent: firstOf(c.UserAgent, rawEvent.UserAgent),
      object: firstOf(rawEvent.ObjectId, c.ObjectName),
      fileName: firstOf(rawEvent.SourceFileName),
      site: firstOf(rawEvent.SiteUrl),
      appId: idOf(firstOf(c.OAuthAppId, overflow.OAuthAppId, rawEvent.ClientAppId, rawEvent.AppId)),
      sessionId: idOf(firstOf(obj(rawEvent.AppAccessContext).AADSessionId, rawEvent.SessionId)),
      mailboxOwner: addressOf(rawEvent.MailboxOwnerUPN),
      itemCount: items > 0 ? items : num(rawEvent.OperationCount),
    }),
    parameters: parametersOf(c, overflow, rawEvent),
  };
  return { facts, actor, target, principal: principalOf(actor ?? target), dedupKey: keyOf(c.ReportId) };
}

export const cloudAppEvents = defineSource({
  table: 'CloudAppEvents',
  timeColumns: ['TimeGenerated', 'Timestamp'],
  lift: liftDiagnostic,
  read,
});
