import { dyn, type Fields, firstOf, list, num, obj, str } from '../fields';
import { pick } from '../lift';
import type { RawRow } from '../types';

/** One Windows event, whatever wrote it down. */
export interface WindowsEvent {
  readonly id: number | undefined;
  readonly provider: string;
  readonly channel: string;
  readonly computer: string | undefined;
  readonly recordId: string | undefined;
  /** The event's own data by name; positional data as `Data0`, `Data1` … */
  readonly data: Fields;
}

/** Where a forwarder, EVTX reader or log agent puts the event's data. */
const DATA_KEYS = [
  'EventData',
  'UserData',
  'ExtraEventData',
  'EventData_string',
  'EventData_dynamic',
] as const;
const VARIANT = /_(?:string|dynamic|long|int|guid|bool|real)$/;

const decode = (value: string): string =>
  value
    .replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** `<Data Name="X">…</Data>` and unnamed `<Data>` elements of the event's XML. */
function xmlData(xml: string): Fields {
  const out: Record<string, unknown> = Object.create(null);
  let position = 0;
  for (const [, attributes, value] of xml.matchAll(
    /<(?:Data|Param)((?:\s[^>]*)?)(?:\/>|>([\s\S]*?)<\/(?:Data|Param)>)/g,
  )) {
    const name = /Name\s*=\s*["']([^"']+)["']/.exec(attributes ?? '')?.[1] ?? `Data${position++}`;
    out[name] = decode(value ?? '');
  }
  return out;
}

function eventData(value: unknown): Fields {
  const read = dyn(value);
  if (typeof read === 'string') return read.includes('<') ? xmlData(read) : {};
  if (Array.isArray(read)) return Object.fromEntries(list(read).map((item, i) => [`Data${i}`, item]));
  const data = obj(read);
  const named = data.Data;
  // evtx readers: {"Data": [{"@Name": "X", "#text": "…"}]}
  if (Array.isArray(named)) {
    return Object.fromEntries(
      named.map((item, i) => [
        firstOf(obj(item)['@Name'], obj(item).Name) ?? `Data${i}`,
        obj(item)['#text'] ?? obj(item).Value ?? item,
      ]),
    );
  }
  return data;
}

/** Lays an event flat: what stood in nested data, XML or a typed variant of a name stands beside the system fields. */
export function flattenWindows(row: RawRow): RawRow {
  const outer = obj(row.Event);
  const system = obj(outer.System);
  const source: RawRow =
    outer.System === undefined
      ? row
      : { ...systemFields(system), EventData: outer.EventData ?? outer.UserData };
  const out: Record<string, unknown> = {};
  for (const key in source) {
    if (key === '__proto__') continue;
    const base = key.replace(VARIANT, '');
    if (base === key || source[base] === undefined || source[base] === '')
      out[base === 'EventData' ? key : base] = source[key];
  }
  const data: Record<string, unknown> = {};
  for (const key of DATA_KEYS) if (source[key] !== undefined) Object.assign(data, eventData(source[key]));
  if (typeof source.ParameterXml === 'string' && Object.keys(data).length === 0)
    Object.assign(data, xmlData(source.ParameterXml));
  for (const key in data)
    if (out[key] === undefined || out[key] === null || out[key] === '') out[key] = data[key];
  return out;
}

const textOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (obj(value)['#text'] ?? obj(value).Value) : value;

function systemFields(system: Fields): RawRow {
  const provider = obj(system.Provider);
  const created = obj(system.TimeCreated);
  const attributes = obj(created['#attributes']);
  const providerAttributes = obj(provider['#attributes']);
  return {
    SourceName: firstOf(provider.Name, provider['@Name'], providerAttributes.Name),
    EventID: textOf(system.EventID),
    Level: system.Level,
    Task: system.Task,
    Keywords: system.Keywords,
    Channel: system.Channel,
    Computer: system.Computer,
    EventRecordID: textOf(system.EventRecordID),
    TimeCreated: firstOf(created.SystemTime, created['@SystemTime'], attributes.SystemTime),
  };
}

/** Reads the system part of a flattened event. */
export function windowsEvent(flat: RawRow): WindowsEvent {
  return {
    id: num(textOf(pick(flat, 'EventID'))),
    provider:
      firstOf(flat.SourceName, flat.EventSourceName, flat.ProviderName, flat.Provider, flat.Source) ?? '',
    channel: firstOf(flat.Channel, flat.EventLog, flat.LogName) ?? '',
    computer: firstOf(flat.Computer, flat.Hostname, flat.MachineName, flat.ComputerName),
    recordId: firstOf(flat.EventRecordID, flat.EventRecordId, flat.RecordNumber),
    data: flat,
  };
}

const SYSTEM_FIELDS: ReadonlySet<string> = new Set(
  `tenantid sourcesystem timegenerated timecreated timecreatedutc @timestamp @version eventtime eventreceivedtime timecollected
  computer hostname machinename computername host port tags eventid source sourcename eventsourcename providername provider
  providerguid channel eventlog logname level eventlevel eventlevelname keywords task opcode opcodevalue version eventrecordid
  recordnumber activityid relatedactivityid executionprocessid executionthreadid threadid userid username severity severityvalue category
  sourcemoduletype sourcemodulename message renderedescription rendereddescription parameterxml eventdata eventdata_string
  eventdata_dynamic userdata extraeventdata mg managementgroupname type _resourceid _file _itemid eventoriginid sourcecomputerid
  role azuredeploymentid eventcategory activity messagetitle p_log_type p_event_time accounttype error_evt_unresolved eventtypeorignal`.split(
    /\s+/,
  ),
);

const escapeXml = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/**
 * The row in the columns of the `Event` table: system fields under its names, the event's data as the XML that the
 * Windows agent writes into `EventData`, so that queries that parse it find what they expect.
 */
export function asEventRow(row: RawRow): RawRow {
  const flat = flattenWindows(row);
  const event = windowsEvent(flat);
  const ready = firstOf(row.EventData_string, typeof row.EventData === 'string' ? row.EventData : undefined);
  const out: Record<string, unknown> = {};
  const parts: string[] = [];
  for (const key in flat) {
    const value = flat[key];
    if (SYSTEM_FIELDS.has(key.toLowerCase()) || ready !== undefined) out[key] = value;
    else if (value !== null && value !== undefined) {
      parts.push(
        `<Data Name="${escapeXml(key).replace(/"/g, '&quot;')}">${escapeXml(str(value) ?? (typeof value === 'object' ? JSON.stringify(value) : ''))}</Data>`,
      );
    }
  }
  // Each of these stands in the row under the table's own name already.
  for (const key of [...DATA_KEYS, 'SourceName', 'ProviderName', 'Hostname', 'MachineName', 'Channel'])
    delete out[key];
  return {
    ...out,
    Computer: event.computer,
    Source: event.provider,
    EventLog: event.channel,
    EventID: event.id,
    EventData: ready ?? (parts.length > 0 ? `<EventData>${parts.join('')}</EventData>` : undefined),
    ...(flat.Message !== undefined &&
      flat.RenderedDescription === undefined && { RenderedDescription: flat.Message, Message: undefined }),
  };
}

/** The row in the columns of the `SecurityEvent` table. */
export function asSecurityRow(row: RawRow): RawRow {
  const flat = flattenWindows(row);
  const event = windowsEvent(flat);
  const {
    EventData,
    EventData_string,
    EventData_dynamic,
    UserData,
    ExtraEventData,
    Hostname,
    SourceName,
    ProviderName,
    ...rest
  } = flat;
  const text = firstOf(
    EventData_string,
    typeof EventData === 'string' ? EventData : undefined,
    EventData_dynamic,
  );
  return {
    ...rest,
    Computer: event.computer,
    EventSourceName: event.provider,
    EventID: event.id,
    ...(event.recordId !== undefined && {
      EventRecordId: event.recordId,
      EventRecordID: undefined,
      RecordNumber: undefined,
    }),
    ...(text !== undefined && { EventData: text }),
  };
}
