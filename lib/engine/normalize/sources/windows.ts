import type { TableName } from '@/lib/domain/tables';
import { firstOf } from '../fields';
import { keyOf } from '../keys';
import { host, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { Normalizer, RawRow } from '../types';
import { readWindows } from './windows-other';
import { asEventRow, asSecurityRow, flattenWindows, windowsEvent } from './windows-row';

/**
 * `TimeCreated` before `UtcTime`: collectors stamp all of a machine's logs by one clock, while `UtcTime` is Sysmon's
 * alone and in several published sets lies hours beside it. `EventTime` is local time without a zone: last.
 */
const TIME_COLUMNS = [
  'TimeGenerated',
  'TimeCreated',
  'TimeCreatedUtc',
  '@timestamp',
  'UtcTime',
  'EventTime',
  'p_event_time',
] as const;

function read({ source, time }: SourceRow): Reading | Unreadable {
  const event = windowsEvent(flattenWindows(source));
  if (event.id === undefined) return new Unreadable('EventID', 'the event has no id');
  if (event.computer === undefined) return new Unreadable('Computer', 'the event names no computer');
  const machine = host({ name: event.computer, azure: [source._ResourceId], reporting: true });
  const { facts, actor, target } = readWindows(event);
  const origin = firstOf(source.EventOriginId);
  const record = event.recordId;
  return {
    facts,
    actor,
    host: machine,
    target,
    principal: principalOf(machine),
    dedupKey:
      record === undefined ? keyOf(origin) : keyOf(event.computer.toLowerCase(), event.channel, record, time),
  };
}

const ALIASES = {
  level: 'EventLevel',
  task: 'EventCategory',
  eventrecordid: 'EventRecordId',
  recordnumber: 'EventRecordId',
};

const windowsSource = (table: TableName, lift: (row: RawRow) => RawRow): Normalizer =>
  defineSource({ table, timeColumns: TIME_COLUMNS, aliases: ALIASES, lift, read });

export const securityEvent = windowsSource('SecurityEvent', asSecurityRow);
export const event = windowsSource('Event', asEventRow);
