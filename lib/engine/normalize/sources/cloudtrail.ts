import type { EntityMention, Identifier } from '@/lib/domain/entity';
import type { CloudControlFacts } from '@/lib/domain/facts/cloud';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { type Fields, firstOf, known, lower, obj, pairs, str } from '../fields';
import { geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { account, addressOf, principalOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { RawRow } from '../types';

/** CloudTrail's own record names, and those of S3 notification exports, for Sentinel's columns. */
const ALIASES: Aliases = {
  eventtime: 'TimeGenerated',
  eventdatetime: 'TimeGenerated',
  eventid: 'AwsEventId',
  eventtype: 'EventTypeName',
  requestid: 'AwsRequestId',
  sourceip: 'SourceIpAddress',
  requestuseragent: 'UserAgent',
  eventcategory: 'Category',
};

/** CloudTrail nests the caller; Sentinel's table lays it flat. */
function lift(row: RawRow): RawRow {
  const identity = obj(row.userIdentity ?? row['User ID']);
  if (Object.keys(identity).length === 0) return row;
  const context = obj(identity.sessionContext);
  const issuer = obj(context.sessionIssuer);
  const attributes = obj(context.attributes);
  return {
    ...row,
    UserIdentityType: identity.type,
    UserIdentityPrincipalid: identity.principalId,
    UserIdentityArn: identity.arn,
    UserIdentityAccountId: identity.accountId,
    UserIdentityAccessKeyId: identity.accessKeyId,
    UserIdentityUserName: identity.userName,
    UserIdentityInvokedBy: identity.invokedBy,
    SessionMfaAuthenticated: attributes.mfaAuthenticated,
    SessionCreationDate: attributes.creationDate,
    SessionIssuerType: issuer.type,
    SessionIssuerArn: issuer.arn,
    SessionIssuerUserName: issuer.userName,
    SessionIssuerPrincipalId: issuer.principalId,
    SessionIssuerAccountId: issuer.accountId,
  };
}

/** The caller by ARN and principal; an assumed role's session name is a person where it is a mail address. */
function actorOf(c: Fields): EntityMention | undefined {
  const arn = lower(c.UserIdentityArn);
  const principal = firstOf(c.UserIdentityPrincipalid);
  const session = arn?.includes(':assumed-role/') ? arn.slice(arn.lastIndexOf('/') + 1) : undefined;
  const extra: Identifier[] = [];
  if (arn !== undefined) extra.push({ kind: 'awsPrincipal', value: arn });
  else if (principal !== undefined) extra.push({ kind: 'awsPrincipal', value: principal.toLowerCase() });
  const name = firstOf(c.UserIdentityUserName, session, c.UserIdentityInvokedBy);
  return account({
    upn: addressOf(session) ?? addressOf(c.UserIdentityUserName),
    extra,
    display: name ?? arn,
  });
}

interface Call {
  readonly name: string;
  readonly success: boolean;
  readonly ip: string | undefined;
  readonly geo: SignInFacts['geo'];
}

function consoleLogin(c: Fields, call: Call): SignInFacts {
  const additional = obj(c.AdditionalEventData);
  const mfa = lower(additional.MFAUsed);
  return known({
    kind: 'signIn' as const,
    mode: 'interactive' as const,
    success: call.success,
    failure: call.success ? undefined : ('badPassword' as const),
    requestId: lower(c.AwsEventId),
    ip: call.ip,
    geo: call.geo,
    app: 'AWS Console',
    clientApp: 'Browser',
    userAgent: str(c.UserAgent),
    mfa: mfa === undefined ? undefined : mfa === 'yes',
  });
}

function control(c: Fields, call: Call): CloudControlFacts {
  const resources =
    str(c.Resources) ?? (typeof c.Resources === 'object' ? JSON.stringify(c.Resources) : undefined);
  return {
    ...known({
      kind: 'cloudControl' as const,
      provider: 'aws' as const,
      operation: call.name,
      service: str(c.EventSource),
      success: call.success,
      resourceId: /arn:aws[^"',\s]*/i.exec(resources ?? '')?.[0]?.toLowerCase(),
      subscription: firstOf(c.RecipientAccountId, c.UserIdentityAccountId),
      region: str(c.AWSRegion),
      ip: call.ip,
      geo: call.geo,
      userAgent: str(c.UserAgent),
      errorCode: str(c.ErrorCode),
    }),
    parameters: pairs(c.RequestParameters),
  };
}

function read({ c, ctx }: SourceRow): Reading | Unreadable {
  const name = str(c.EventName);
  if (name === undefined) return new Unreadable('EventName', 'the record names no call');
  const response = obj(c.ResponseElements);
  const failed = str(c.ErrorCode) !== undefined || /fail/i.test(str(response.ConsoleLogin) ?? '');
  const ip = ipOf(c.SourceIpAddress);
  const call: Call = { name, success: !failed, ip, geo: geoOf(ctx, ip) };
  const actor = actorOf(c);
  return {
    facts: name === 'ConsoleLogin' ? consoleLogin(c, call) : control(c, call),
    actor,
    principal: principalOf(actor),
    dedupKey: keyOf(c.AwsEventId),
  };
}

export const awsCloudTrail = defineSource({
  table: 'AWSCloudTrail',
  timeColumns: ['TimeGenerated', '@timestamp', 'p_event_time'],
  aliases: ALIASES,
  lift,
  read,
});
