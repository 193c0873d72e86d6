import type { EventFacts } from '@/lib/domain/event';
import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';
import type { DirectoryChangeFacts, SignInFacts } from '@/lib/domain/facts/identity';
import { type Fields, firstOf, known, lower, obj, objects, pairs, str, text } from '../fields';
import { geoOf, ipOf, locationOf } from '../geo';
import { keyOf } from '../keys';
import { account, addressOf, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { RawRow } from '../types';

/** An activity holds its events in a list; the first one's name, type and parameters stand for the row. */
function lift(row: RawRow): RawRow {
  const event = objects(row.events)[0];
  if (!event || row.name !== undefined) return row;
  return { ...row, type: event.type, name: event.name, parameters: parametersOf(event.parameters) };
}

/** `[{name, value | multiValue | boolValue | intValue | messageValue}]` as an object; an object as it is. */
function parametersOf(value: unknown): Fields {
  if (!Array.isArray(value)) return obj(value);
  return Object.fromEntries(
    objects(value).flatMap((parameter) => {
      const name = str(parameter.name);
      const content =
        parameter.value ??
        parameter.multiValue ??
        parameter.boolValue ??
        parameter.intValue ??
        parameter.messageValue;
      return name === undefined || name === '__proto__' ? [] : [[name, content]];
    }),
  );
}

interface GoogleEvent {
  readonly application: string;
  readonly name: string;
  readonly parameters: Fields;
  readonly ip: string | undefined;
  readonly geo: SignInFacts['geo'];
}

function signIn(event: GoogleEvent): SignInFacts {
  const { name, parameters, ip, geo } = event;
  const success = !/failure|blocked|challenge|disabled|leaked/i.test(name);
  return known({
    kind: 'signIn' as const,
    mode: 'interactive' as const,
    success,
    failure: success ? undefined : name === 'login_failure' ? ('badPassword' as const) : ('other' as const),
    ip,
    geo,
    app: 'Google Workspace',
    clientApp: firstOf(parameters.login_type),
    mfa: parameters.is_second_factor === true ? success : undefined,
  });
}

function directory(event: GoogleEvent): DirectoryChangeFacts {
  const { name, parameters, ip, geo } = event;
  const upn = addressOf(firstOf(parameters.USER_EMAIL, parameters.affected_email_address));
  const group = firstOf(
    parameters.GROUP_EMAIL,
    parameters.ROLE_NAME,
    parameters.SETTING_NAME,
    parameters.APPLICATION_NAME,
  );
  const changes = Object.entries(parameters).flatMap(([key, value]) => {
    const to = text(value);
    return to === undefined ? [] : [{ name: key, to }];
  });
  const type = upn === undefined ? (parameters.GROUP_EMAIL === undefined ? 'Setting' : 'Group') : 'User';
  return {
    ...known({
      kind: 'directoryChange' as const,
      operation: name,
      category: `Google ${event.application}`,
      success: true,
      ip,
      geo,
    }),
    targets: [{ ...known({ type, name: group ?? upn, upn }), changes }],
  };
}

function cloudActivity(event: GoogleEvent): CloudActivityFacts {
  const { parameters, ip, geo } = event;
  return {
    ...known({
      kind: 'cloudActivity' as const,
      workload: `Google ${event.application}`,
      operation: event.name,
      success: true,
      ip,
      geo,
      object: firstOf(parameters.doc_id, parameters.doc_title, parameters.app_name),
      fileName: firstOf(parameters.doc_title),
      appId: firstOf(parameters.client_id, parameters.originating_app_id),
    }),
    parameters: pairs(parameters),
  };
}

/** Applications of the Reports API whose events are sign-ins or changes to the directory; all others are activities. */
function factsOf(event: GoogleEvent): EventFacts {
  if (
    event.application === 'login' &&
    /^(?:login_|logout|suspicious_|gov_attack|risky_)/.test(event.name) &&
    event.name !== 'logout'
  )
    return signIn(event);
  return /^(?:admin|user_accounts|groups_enterprise|rules)$/.test(event.application) ||
    (event.application === 'login' && event.name !== 'logout')
    ? directory(event)
    : cloudActivity(event);
}

function read({ c, overflow, ctx }: SourceRow): Reading | Unreadable {
  const id = obj(c.id);
  const name = firstOf(c.name, c.type);
  if (name === undefined) return new Unreadable('name', 'the activity names no event');
  const parameters = parametersOf(c.parameters ?? overflow.parameters);
  const who = obj(c.actor);
  const profile = str(who.profileId);
  const actor = account({
    upn: firstOf(who.email),
    extra: profile === undefined || /^0+$/.test(profile) ? [] : [{ kind: 'googleUserId', value: profile }],
  });
  const affected = account({
    upn: firstOf(parameters.USER_EMAIL, parameters.affected_email_address, parameters.target_user),
  });
  const ip = ipOf(c.ipAddress);
  const network = obj(c.networkInfo);
  const geo = geoOf(ctx, ip, locationOf({ country: network.regionCode, asn: objects(network.ipAsn)[0] }));
  const application = lower(id.applicationName) ?? 'workspace';
  const facts = factsOf({ application, name, parameters, ip, geo });
  return {
    facts,
    actor: actor ?? affected,
    target: actor ? affected : undefined,
    principal: principalOf(actor ?? affected),
    dedupKey: keyOf(id.uniqueQualifier, id.time, application, name),
  };
}

/** The event's time stands inside `id`. */
function withTime(row: RawRow): RawRow {
  const lifted = lift(row);
  const time = obj(lifted.id).time;
  return time === undefined || lifted.TimeGenerated !== undefined
    ? lifted
    : { ...lifted, TimeGenerated: time };
}

export const googleWorkspaceActivity = defineSource({
  table: 'GoogleWorkspaceActivity',
  timeColumns: ['TimeGenerated', 'p_event_time'],
  stampOnArrival: true,
  lift: withTime,
  read,
});
