import type { EntityMention } from '@/lib/domain/entity';
import type { DirectoryChangeFacts, DirectoryTarget } from '@/lib/domain/facts/identity';
import { dyn, type Fields, firstOf, known, lower, obj, objects, str } from '../fields';
import { geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, addressOf, application, idOf, principalOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { RawRow } from '../types';
import { liftPortalAudit } from './audit-portal';

const ALIASES: Aliases = {
  time: 'TimeGenerated',
  dateutc: 'TimeGenerated',
  service: 'LoggedByService',
  activity: 'ActivityDisplayName',
  operationtype: 'AADOperationType',
  calleripaddress: 'CallerIpAddress',
};

const lift = (row: RawRow): RawRow => liftPortalAudit(liftDiagnostic(row));

/** A changed value as text: directory logs wrap it in JSON, often a quoted string or a list of one. */
function changedValue(value: unknown): string | undefined {
  const read = dyn(value);
  if (read === null || read === undefined) return undefined;
  return typeof read === 'object' ? JSON.stringify(read) : str(read);
}

function readTarget(value: Fields): DirectoryTarget {
  const upn = addressOf(value.userPrincipalName);
  const changes = objects(value.modifiedProperties).flatMap((property) => {
    const name = firstOf(property.displayName, property.Name);
    if (name === undefined) return [];
    return [known({ name, from: changedValue(property.oldValue), to: changedValue(property.newValue) })];
  });
  return {
    ...known({
      type: firstOf(value.type) ?? 'Other',
      id: idOf(value.id),
      name: firstOf(value.displayName, value.groupType),
      upn,
    }),
    changes,
  };
}

/** Target rows of the workbook that flattens one target into columns. */
function flattenedTarget({ overflow }: SourceRow): readonly DirectoryTarget[] {
  const id = firstOf(overflow.targetId, overflow.ModifiedApplicationObjectId);
  const name = firstOf(overflow.targetDisplayName, overflow.ModifiedApplication);
  if (id === undefined && name === undefined) return [];
  const known_ = known({ type: firstOf(overflow.targetType) ?? 'Other', id: idOf(id), name });
  return [{ ...known_, changes: [] }];
}

function targetMention(target: DirectoryTarget | undefined): EntityMention | undefined {
  switch (lower(target?.type)) {
    case 'user':
      return account({ oid: target?.id, upn: target?.upn, display: target?.name });
    case 'application':
      return application({ appObjectId: target?.id, name: target?.name, type: 'oauthApplication' });
    case 'serviceprincipal':
      return application({ servicePrincipalId: target?.id, name: target?.name });
    case 'group':
      return target?.id === undefined
        ? undefined
        : {
            type: 'securityGroup',
            ids: [{ kind: 'groupId', value: target.id }],
            name: target.name ?? target.id,
          };
    case 'device':
      return target?.id === undefined
        ? undefined
        : { type: 'host', ids: [{ kind: 'aadDeviceId', value: target.id }], name: target.name ?? target.id };
    default:
      return undefined;
  }
}

/** A grant lists the resource first; the application that receives it, named by a property, is what changed. */
function subjectOf(targets: readonly DirectoryTarget[]): readonly DirectoryTarget[] {
  const grantee = targets
    .flatMap((target) => target.changes)
    .find((change) => change.name === 'ServicePrincipal.ObjectID')?.to;
  const receiving = targets.filter(
    (target) => target.id !== undefined && target.id === grantee?.toLowerCase(),
  );
  return [...receiving, ...targets];
}

interface Initiator {
  readonly actor: EntityMention | undefined;
  readonly ip: string | undefined;
  readonly app: string | undefined;
}

function initiatorOf({ c, overflow }: SourceRow): Initiator {
  const by = obj(c.InitiatedBy);
  const user = obj(by.user);
  const app = obj(by.app);
  const appName = firstOf(app.displayName);
  const actor =
    account({
      oid: user.id,
      upn: firstOf(user.userPrincipalName, overflow.InitiatingUserOrApp),
      display: firstOf(user.displayName) ?? (addressOf(user.userPrincipalName) ? undefined : c.Identity),
    }) ??
    application({
      servicePrincipalId: app.servicePrincipalId,
      appId: app.appId,
      name: appName,
      type: 'servicePrincipal',
    });
  return {
    actor,
    ip: ipOf(
      firstOf(
        user.ipAddress,
        app.ipAddress,
        overflow.callerIpAddress,
        overflow.InitiatingIpAddress,
        overflow.ipAddress,
      ),
    ),
    app: appName,
  };
}

function userAgentOf(c: Fields): string | undefined {
  const details = objects(c.AdditionalDetails);
  const agent = details.find((detail) => lower(detail.key) === 'user-agent');
  return firstOf(agent?.value, c.UserAgent);
}

function read(row: SourceRow): Reading | Unreadable {
  const { c, ctx } = row;
  const operation = firstOf(c.OperationName, c.ActivityDisplayName);
  if (operation === undefined) return new Unreadable('OperationName', 'the row names no operation');
  const { actor, ip, app } = initiatorOf(row);
  const listed = objects(c.TargetResources).map(readTarget);
  const targets = listed.length > 0 ? listed : flattenedTarget(row);
  const facts: DirectoryChangeFacts = {
    ...known({
      kind: 'directoryChange' as const,
      operation: operation.trim(),
      category: str(c.Category),
      success: !/fail|denied|error/i.test(firstOf(c.Result, c.ResultType) ?? ''),
      ip,
      geo: geoOf(ctx, ip),
      userAgent: userAgentOf(c),
      initiatedByApp: app,
      correlationId: idOf(c.CorrelationId),
    }),
    targets,
  };
  const target = subjectOf(targets)
    .map(targetMention)
    .find((mention) => mention !== undefined);
  return { facts, actor, target, principal: principalOf(actor ?? target), dedupKey: keyOf(c.Id) };
}

export const auditLogs = defineSource({
  table: 'AuditLogs',
  timeColumns: ['TimeGenerated', 'ActivityDateTime', 'p_event_time'],
  stampOnArrival: true,
  aliases: ALIASES,
  lift,
  read,
});
