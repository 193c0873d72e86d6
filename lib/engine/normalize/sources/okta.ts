import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';
import type { DirectoryTarget, SignInFacts } from '@/lib/domain/facts/identity';
import { type Fields, firstOf, known, lower, obj, objects, pairs, str } from '../fields';
import { geoOf, ipOf, locationOf } from '../geo';
import { keyOf } from '../keys';
import { account, addressOf, application, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

/** Columns of Sentinel's `Okta_CL`, which flattens the log event, and of forwarders that lower every name. */
const ALIASES = {
  timegenerated: 'TimeGenerated',
  eventtype: 'eventType',
  displaymessage: 'displayMessage',
  legacyeventtype: 'legacyEventType',
};

/** One member of the log event, from the nested object or from `Okta_CL`'s flattened column. */
function part(row: SourceRow, name: string, ...path: readonly string[]): string | undefined {
  let value: unknown = row.c[name];
  for (const key of path) value = obj(value)[key];
  return firstOf(value, row.overflow[`${[name, ...path].join('_')}_s`]);
}

function person(id: unknown, alternateId: unknown, display: unknown): EntityMention | undefined {
  const okta = str(id);
  const login = addressOf(alternateId);
  return account({
    upn: login,
    display,
    extra: okta === undefined ? [] : [{ kind: 'oktaUserId', value: okta.toLowerCase() }],
    name: login === undefined && lower(alternateId) !== 'unknown' ? str(alternateId) : undefined,
  });
}

function actorOf(row: SourceRow): EntityMention | undefined {
  const type = lower(part(row, 'actor', 'type'));
  const id = part(row, 'actor', 'id');
  const display = part(row, 'actor', 'displayName');
  if (type !== undefined && !/user|admin|^\*$/.test(type))
    return application({ appObjectId: id, name: display, type: 'servicePrincipal' });
  return person(id, part(row, 'actor', 'alternateId'), display);
}

const targetsOf = (row: SourceRow): readonly Fields[] => objects(row.c.target ?? row.overflow.target_s);

function targetMention(targets: readonly Fields[]): EntityMention | undefined {
  const user = targets.find((target) => lower(target.type) === 'user');
  if (user) return person(user.id, user.alternateId, user.displayName);
  const app = targets.find((target) => /app/i.test(str(target.type) ?? ''));
  return app && application({ appObjectId: app.id, name: app.displayName, type: 'cloudApplication' });
}

function outcome(row: SourceRow): { success: boolean; reason: string | undefined } {
  const result = lower(part(row, 'outcome', 'result')) ?? 'success';
  return { success: result === 'success' || result === 'allow', reason: part(row, 'outcome', 'reason') };
}

/** Okta's outcome reasons in the words of sign-in failures. */
function failureOf(reason: string | undefined, eventType: string): NonNullable<SignInFacts['failure']> {
  if (reason === undefined) return eventType.includes('mfa') ? 'mfaDenied' : 'other';
  if (/INVALID_CREDENTIALS|VERIFICATION_ERROR/i.test(reason) && !eventType.includes('mfa'))
    return 'badPassword';
  if (/LOCKED_OUT/i.test(reason)) return 'locked';
  if (/DENIED|POLICY/i.test(reason)) return 'blocked';
  return eventType.includes('mfa') ? 'mfaDenied' : 'other';
}

interface Network {
  readonly ip: string | undefined;
  readonly geo: SignInFacts['geo'];
  readonly userAgent: string | undefined;
}

function networkOf(row: SourceRow): Network {
  const ip = ipOf(part(row, 'client', 'ipAddress'));
  const context = obj(obj(row.c.client).geographicalContext);
  const at = obj(context.geolocation);
  const security = obj(row.c.securityContext);
  const own = locationOf({
    country: context.country,
    city: context.city,
    latitude: at.lat,
    longitude: at.lon,
    asn: security.asNumber,
    asOrganization: security.asOrg,
  });
  const hides = security.isProxy === true ? { anonymizer: 'proxy' as const } : {};
  const geo = geoOf(row.ctx, ip, { ...own, ...hides });
  return { ip, geo, userAgent: part(row, 'client', 'userAgent', 'rawUserAgent') };
}

const SIGN_IN =
  /^user\.(?:session\.start|authentication\.(?:sso|auth_via_mfa|auth_via_IDP|verify|auth_via_AD_agent|auth_via_radius))/i;

function signIn(row: SourceRow, eventType: string, network: Network): SignInFacts {
  const { success, reason } = outcome(row);
  const app = targetsOf(row).find((target) => lower(target.type) === 'appinstance');
  const device = obj(obj(row.c.debugContext).debugData);
  return known({
    kind: 'signIn' as const,
    mode: 'interactive' as const,
    success,
    failure: success ? undefined : failureOf(reason, eventType),
    requestId: lower(row.c.uuid),
    sessionId: part(row, 'authenticationContext', 'externalSessionId'),
    ...network,
    app: firstOf(app?.displayName) ?? 'Okta',
    clientApp: 'Browser',
    browser: part(row, 'client', 'userAgent', 'browser'),
    os: part(row, 'client', 'userAgent', 'os'),
    deviceId: lower(device.dtHash),
    mfa: eventType.includes('mfa') ? success : undefined,
  });
}

const DIRECTORY =
  /^(?:user\.(?:account|lifecycle|mfa\.factor)|group\.|application\.lifecycle|application\.user_membership|policy\.|zone\.|system\.(?:api_token|idp|agent|org)|iam\.)/i;

function changes(row: SourceRow): readonly DirectoryTarget[] {
  return targetsOf(row).map((target) => ({
    ...known({
      type: firstOf(target.type) ?? 'Other',
      id: lower(target.id),
      name: firstOf(target.displayName),
      upn: addressOf(target.alternateId),
    }),
    changes: Object.entries(pairs(target.detailEntry)).map(([name, to]) => ({ name, to })),
  }));
}

function factsOf(row: SourceRow, eventType: string): EventFacts {
  const network = networkOf(row);
  if (SIGN_IN.test(eventType)) return signIn(row, eventType, network);
  const { success } = outcome(row);
  if (DIRECTORY.test(eventType)) {
    return {
      ...known({
        kind: 'directoryChange' as const,
        operation: eventType,
        category: 'Okta',
        success,
        ...network,
      }),
      targets: changes(row),
    };
  }
  const facts: CloudActivityFacts = {
    ...known({
      kind: 'cloudActivity' as const,
      workload: 'Okta',
      operation: eventType,
      success,
      ...network,
      object: firstOf(targetsOf(row)[0]?.displayName),
      sessionId: part(row, 'authenticationContext', 'externalSessionId'),
    }),
    parameters: pairs(obj(row.c.debugContext).debugData),
  };
  return facts;
}

function read(row: SourceRow): Reading | Unreadable {
  const eventType = firstOf(row.c.eventType, row.overflow.eventType_s);
  if (eventType === undefined) return new Unreadable('eventType', 'the row names no event type');
  const actor = actorOf(row);
  const target = targetMention(targetsOf(row));
  return {
    facts: factsOf(row, eventType),
    actor,
    target,
    principal: principalOf(actor ?? target),
    dedupKey: keyOf(row.c.uuid),
  };
}

export const oktaSystemLog = defineSource({
  table: 'OktaSystemLog',
  timeColumns: ['TimeGenerated', 'published', 'p_event_time'],
  aliases: ALIASES,
  stampOnArrival: true,
  read,
});
