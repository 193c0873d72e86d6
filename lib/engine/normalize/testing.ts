import type { EntityMention } from '@/lib/domain/entity';
import type { CanonicalEvent, EventFacts } from '@/lib/domain/event';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { TableName } from '@/lib/domain/tables';
import { NORMALIZERS } from './index';
import type { NormalizedRow, NormalizeOutcome, RawRow } from './types';

/** When the rows of these tests arrived: an event stamped with it told no time of its own. */
export const ARRIVED = Date.UTC(2030, 0, 1);
const NETWORKS: Readonly<Record<string, GeoLocation>> = {
  '203.0.113.7': {
    country: 'NL',
    city: 'Amsterdam',
    latitude: 52.4,
    longitude: 4.9,
    asn: 64500,
    asOrganization: 'Example Hosting',
    anonymizer: 'hosting',
  },
};
export const CONTEXT = { geo: (ip: string) => NETWORKS[ip], receivedAt: ARRIVED };

export const outcome = (table: TableName, row: RawRow): NormalizeOutcome =>
  NORMALIZERS[table].normalize(row, CONTEXT);

/** The normalized row; a refusal fails the test with its reason. */
export function read(table: TableName, row: RawRow): NormalizedRow {
  const result = outcome(table, row);
  if (!result.ok) throw new Error(`${table}.${result.problem.field}: ${result.problem.reason}`);
  return result.row;
}

export const event = (table: TableName, row: RawRow): Omit<CanonicalEvent<EventFacts>, 'rowId'> =>
  read(table, row).event;
export const facts = (table: TableName, row: RawRow): EventFacts => event(table, row).facts;

/** `kind=value` of a mention's identifiers, sorted. */
export const ids = (mention: EntityMention | undefined): string[] =>
  (mention?.ids ?? []).map((id) => `${id.kind}=${id.value}`).sort();
