import { type Fields, firstOf, known, pairs, str } from '../fields';
import { account } from '../mentions';
import { processOf } from '../process';
import { sidOfHex, subjectOf } from './windows-accounts';
import type { WindowsEvent } from './windows-row';
import { activity, SECURITY } from './windows-security';
import { type ReadWindows, SYSMON, type WindowsReading } from './windows-sysmon';

/** Positional data of an event, in order. */
const positional = (d: Fields): string[] => {
  const out: string[] = [];
  for (let i = 0; d[`Data${i}`] !== undefined; i++) out.push(str(d[`Data${i}`]) ?? '');
  return out;
};

/** The same values out of the rendered message, where a forwarder kept nothing else: instance, token type, claims. */
function adfsMessage(message: string): string[] {
  const instance = /instance id:?\s+([0-9a-f-]{36})/i.exec(message)?.[1];
  const quoted = /'(https?:\/\/[^']+)'/.exec(message)?.[1];
  const claims = (message.split(/caller identity:/i)[1] ?? '').split('\n').map((line) => line.trim());
  return [instance ?? '', ...(quoted ? [quoted] : []), ...claims.filter((line) => line !== '')];
}

/** AD FS auditing writes claims as pairs of type and value after the instance id. */
const adfsAudit: ReadWindows = (d, event) => {
  const given = positional(d);
  const data = given.length > 0 ? given : adfsMessage(str(d.Message) ?? '');
  const claims: Record<string, string> = {};
  for (let i = 0; i + 1 < data.length; i++) {
    const type = /^https?:\/\/\S+\/([^/]+)$/.exec(data[i] ?? '')?.[1];
    const value = data[i + 1];
    if (type && value && !/^https?:/.test(value)) claims[type] ??= value;
  }
  const named = claims.name ?? firstOf(d.ClaimsName);
  return {
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: 'adfsAudit',
        object: data[0],
        detail: named,
        eventId: event.id,
      }),
      parameters: pairs(known({ ...claims, TokenType: data.find((value) => value.includes('/tokens/')) })),
    },
    actor: account({ name: named, sid: claims.primarysid, upn: claims.upn, host: event.computer }),
  };
};

const SQL_KEYS =
  'audit_schema_version|event_time|sequence_number|action_id|succeeded|is_column_permission|session_id|server_principal_id|database_principal_id|target_server_principal_id|target_database_principal_id|object_id|user_defined_event_id|class_type|permission_bitmask|sequence_group_id|session_server_principal_name|server_principal_name|server_principal_sid|database_principal_name|target_server_principal_name|target_server_principal_sid|target_database_principal_name|server_instance_name|database_name|schema_name|object_name|statement|additional_information|user_defined_information|application_name|connection_id|client_ip|duration_milliseconds|response_rows|affected_rows|transaction_id|request_id|client_tls_version|database_transaction_id|ledger_start_sequence_number|is_local_secondary_replica';
const SQL_FIELD = new RegExp(String.raw`(?:^|\s)(${SQL_KEYS}):`, 'g');

/** `key:value key:value …` of SQL Server's audit record; values run to the next key. */
function sqlFields(record: string): Record<string, string> {
  const out: Record<string, string> = {};
  const marks = [...record.matchAll(SQL_FIELD)];
  marks.forEach((mark, i) => {
    const key = mark[1];
    const value = record.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? record.length).trim();
    if (key && value !== '' && out[key] === undefined) out[key] = value;
  });
  return out;
}

const sqlAudit: ReadWindows = (d, event) => {
  const fields = sqlFields(firstOf(d.Data0, d.Message, d.RenderedDescription) ?? '');
  return {
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: 'sqlAudit',
        object: fields.object_name,
        detail: fields.statement,
        eventId: event.id,
      }),
      parameters: fields,
    },
    actor: account({
      name: fields.session_server_principal_name ?? fields.server_principal_name,
      sid: sidOfHex(fields.server_principal_sid),
      host: event.computer,
    }),
  };
};

/** The account that ran a PowerShell pipeline: the event's own user and what its context says. */
function powershellUser(d: Fields, event: WindowsEvent): WindowsReading['actor'] {
  const named = /\bUser(?:Id)?\s*=\s*([^\r\n]+)/
    .exec(firstOf(d.ContextInfo, d.Data1, d.Message) ?? '')?.[1]
    ?.trim();
  return account({ sid: d.UserID, domain: d.Domain, name: named ?? d.AccountName, host: event.computer });
}

const hostApplication = (d: Fields): string | undefined =>
  /Host ?Application\s*=\s*([^\r\n]+)/
    .exec(firstOf(d.ContextInfo, d.Data1, d.Data2, d.Message) ?? '')?.[1]
    ?.trim();

const powershell: ReadWindows = (d, event) => {
  const application = hostApplication(d);
  return {
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: 'scriptBlock',
        object: firstOf(d.Path, d.ScriptName),
        detail: firstOf(
          d.ScriptBlockText,
          d.Payload,
          [d.Data0, d.Data2].map((part) => str(part) ?? '').join('\n'),
          d.Message,
          d.RenderedDescription,
        ),
        eventId: event.id,
        process:
          application === undefined
            ? undefined
            : processOf({ fileName: 'powershell.exe', commandLine: application }),
      }),
      parameters: pairs(known({ HostApplication: application, ScriptBlockId: str(d.ScriptBlockId) })),
    },
    actor: powershellUser(d, event),
  };
};

const schedulerTask =
  (action: 'created' | 'updated' | 'deleted'): ReadWindows =>
  (d, event) => {
    const name = firstOf(d.TaskName, d.Name);
    const actor = account({ name: firstOf(d.UserContext, d.UserName), host: event.computer });
    return name === undefined ? undefined : { facts: { kind: 'scheduledTask', action, name }, actor };
  };

const service: ReadWindows = (d, event) => {
  const reading = SECURITY[4697]?.(d, event);
  // The installer is the event's own user; the service's account is what it will run as.
  return reading && { ...reading, actor: account({ sid: d.UserID, domain: d.Domain, host: event.computer }) };
};

interface Provider {
  readonly match: RegExp;
  readonly readers: Readonly<Record<number, ReadWindows>>;
  /** Reads the ids that `readers` does not list. */
  readonly rest?: ReadWindows;
}

const defender = activity(
  'antivirus',
  (d) => d['Threat Name'] ?? d.Path ?? d['New Value'],
  (d) => d.Path ?? d['Old Value'],
);

const PROVIDERS: readonly Provider[] = [
  { match: /^microsoft-windows-sysmon$|^linux-sysmon$/i, readers: SYSMON },
  { match: /^microsoft-windows-security-auditing$/i, readers: SECURITY },
  {
    match: /^microsoft-windows-eventlog$/i,
    readers: { 104: activity('logCleared', (d) => d.Channel), 1102: activity('logCleared') },
  },
  { match: /^service control manager$/i, readers: { 7045: service } },
  { match: /^ad ?fs(?: auditing)?$/i, readers: {}, rest: adfsAudit },
  { match: /^mssql/i, readers: { 33205: sqlAudit } },
  {
    match: /^(?:microsoft-windows-)?powershell$/i,
    readers: {
      400: powershell,
      403: powershell,
      600: powershell,
      800: powershell,
      4103: powershell,
      4104: powershell,
    },
  },
  {
    match: /^microsoft-windows-taskscheduler$/i,
    readers: { 106: schedulerTask('created'), 140: schedulerTask('updated'), 141: schedulerTask('deleted') },
  },
  { match: /^microsoft-windows-windows defender$/i, readers: {}, rest: defender },
  {
    match: /^microsoft-windows-wmi-activity$/i,
    readers: {
      5860: activity('wmi', (d) => d.Query),
      5861: activity(
        'wmi',
        (d) => d.ESS ?? d.Namespace,
        (d) => d.CONSUMER,
      ),
    },
  },
  {
    match: /^microsoft-windows-dns-?server/i,
    readers: {},
    rest: activity(
      'dnsServer',
      (d) => d.param1,
      (d) => d.param2,
    ),
  },
];

/** Facts of one Windows event; those without a reader are kept for hunting under provider and id. */
export function readWindows(event: WindowsEvent): WindowsReading {
  const id = event.id ?? -1;
  const provider = PROVIDERS.find((candidate) => candidate.match.test(event.provider));
  // Sentinel's rows may leave the provider out: the channel decides then.
  const fallback = event.provider === '' && /^security$|^$/i.test(event.channel) ? SECURITY : undefined;
  const read = provider ? (provider.readers[id] ?? provider.rest) : fallback?.[id];
  const reading = read?.(event.data, event);
  if (reading) return reading;
  const name = [event.provider || event.channel || 'Windows', event.id]
    .filter((part) => part !== undefined)
    .join(' ');
  const named = subjectOf(event.data, event);
  return { facts: { kind: 'other', operation: name }, actor: named };
}
