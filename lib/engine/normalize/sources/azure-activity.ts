import type { EntityMention } from '@/lib/domain/entity';
import type { CloudControlFacts } from '@/lib/domain/facts/cloud';
import { type Fields, firstOf, known, lower, obj, pairs, str } from '../fields';
import { geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic, pick } from '../lift';
import { account, addressOf, application, principalOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { RawRow } from '../types';

const ALIASES: Aliases = {
  time: 'TimeGenerated',
  eventtimestamp: 'TimeGenerated',
  resultsignature: 'ResultSignature',
};

/** Diagnostic records name operation, category and result as the resource log schema does. */
function lift(row: RawRow): RawRow {
  if (row.TimeGenerated !== undefined) return row;
  const lifted = liftDiagnostic(row, { keepAs: 'Properties_d' });
  const { category, operationName, identity, callerIpAddress, ...rest } = lifted;
  const who = obj(identity);
  return {
    ...rest,
    ...(category !== undefined && { CategoryValue: category }),
    ...(operationName !== undefined && { OperationNameValue: operationName }),
    ...(callerIpAddress !== undefined && { CallerIpAddress: callerIpAddress }),
    ...(who.claims !== undefined && { Claims_d: who.claims }),
    ...(who.authorization !== undefined && { Authorization_d: who.authorization }),
    ...(identity !== undefined && who.claims === undefined && { identity }),
  };
}

const CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

function actorOf(c: Fields, overflow: Fields): EntityMention | undefined {
  const claims = { ...obj(c.Claims), ...obj(c.Claims_d) };
  const caller = firstOf(c.Caller);
  const person = addressOf(firstOf(claims[`${CLAIM}upn`], claims[`${CLAIM}name`], caller));
  const oid = firstOf(claims[OBJECT_ID], claims.oid, addressOf(caller) === undefined ? caller : undefined);
  if (person !== undefined) return account({ upn: person, oid, puid: claims.puid, display: claims.name });
  const app = application({
    servicePrincipalId: oid,
    appId: firstOf(claims.appid),
    name: claims.appname,
    type: 'servicePrincipal',
  });
  return app ?? account({ upn: pick(obj(overflow.identity), 'upn') ?? overflow.identity });
}

const WORDS_OF_FAILURE = /fail|denied|forbidden|unauthori[sz]ed|error/i;

interface Status {
  readonly failed: boolean;
  readonly word: string;
}

function statusOf(c: Fields, overflow: Fields): Status {
  const word =
    firstOf(
      c.ActivityStatusValue,
      c.ActivityStatus,
      c.ResultType,
      overflow.statusText,
      overflow.statusCode,
    ) ?? '';
  return { failed: WORDS_OF_FAILURE.test(word) || /^[45]\d\d$/.test(word), word };
}

function factsOf(
  { c, overflow, ctx }: SourceRow,
  operation: string,
  resourceId: string | undefined,
): CloudControlFacts {
  const ip = ipOf(firstOf(c.CallerIpAddress, obj(c.HTTPRequest).clientIpAddress));
  const { failed, word } = statusOf(c, overflow);
  const parameters = { ...pairs(c.Properties), ...pairs(c.Properties_d) };
  return {
    ...known({
      kind: 'cloudControl' as const,
      provider: 'azure' as const,
      operation,
      service: firstOf(c.ResourceProviderValue, c.ResourceProvider) ?? operation.split('/')[0],
      success: !failed,
      resourceId,
      subscription:
        lower(firstOf(c.SubscriptionId)) ?? /\/subscriptions\/([^/]+)/.exec(resourceId ?? '')?.[1],
      region: str(overflow.location),
      ip,
      geo: geoOf(ctx, ip),
      userAgent: firstOf(parameters.userAgentHeader, overflow.userAgent),
      errorCode: failed ? firstOf(c.ActivitySubstatusValue, c.ResultSignature, word) : undefined,
    }),
    parameters,
  };
}

function read(row: SourceRow): Reading | Unreadable {
  const { c, overflow } = row;
  const operation = firstOf(c.OperationNameValue, c.OperationName);
  if (operation === undefined) return new Unreadable('OperationNameValue', 'the row names no operation');
  const resourceId = lower(firstOf(c._ResourceId, c.ResourceId));
  const actor = actorOf(c, overflow);
  const target = resourceTarget(resourceId);
  return {
    facts: factsOf(row, operation, resourceId),
    actor,
    target,
    principal: principalOf(actor ?? target),
    dedupKey: keyOf(c.EventDataId, c.OperationId),
  };
}

const resourceTarget = (id: string | undefined): EntityMention | undefined =>
  id === undefined
    ? undefined
    : {
        type: 'azureResource',
        ids: [{ kind: 'resourceId', value: id }],
        name: id.slice(id.lastIndexOf('/') + 1),
      };

export const azureActivity = defineSource({
  table: 'AzureActivity',
  timeColumns: ['TimeGenerated', 'EventSubmissionTimestamp', 'p_event_time'],
  aliases: ALIASES,
  lift,
  read,
});
