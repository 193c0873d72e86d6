import type { DnsFacts, NetworkFacts } from '@/lib/domain/facts/endpoint';
import { type Fields, firstOf, known, lower, num, str } from '../fields';
import { ipOf } from '../geo';
import { keyOf } from '../keys';
import { account, host, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { RawRow } from '../types';

/** CEF extensions carry the event's own start, in epoch milliseconds, where the collector's column is missing. */
function withStart(row: RawRow): RawRow {
  const start = /(?:^|;|\s)(?:rt|start|end)=(\d{13})/.exec(str(row.AdditionalExtensions) ?? '')?.[1];
  return start === undefined ? row : { ...row, ExtensionStart: Number(start) };
}

const CEF_ACCOUNT = (c: Fields, prefix: 'Source' | 'Destination') =>
  account({
    name: firstOf(c[`${prefix}UserName`], c[`${prefix}UserID`]),
    domain: c[`${prefix}NTDomain`],
    upn: c[`${prefix}UserName`],
    sid: c[`${prefix}UserID`],
  });

/** DNS requests of CEF sources are DNS facts; everything else is a connection. */
function readCef({ c }: SourceRow): Reading | Unreadable {
  if (firstOf(c.DeviceVendor, c.DeviceProduct, c.DeviceEventClassID, c.Activity) === undefined) {
    return new Unreadable('DeviceVendor', 'the row has no CEF header');
  }
  const source = ipOf(c.SourceIP);
  const destination = ipOf(c.DestinationIP);
  const name = lower(firstOf(c.DestinationDnsDomain, c.DestinationHostName));
  const isDns =
    /\bdns\b/i.test(
      [c.ApplicationProtocol, c.Activity, c.DeviceEventClassID].map((v) => str(v) ?? '').join(' '),
    ) || num(c.DestinationPort) === 53;
  const query = lower(firstOf(c.RequestURL)) ?? name;
  const facts: DnsFacts | NetworkFacts =
    isDns && query !== undefined
      ? known({ kind: 'dns' as const, name: query, ip: source })
      : known({
          kind: 'network' as const,
          direction:
            lower(c.CommunicationDirection) === 'inbound' ? ('inbound' as const) : ('outbound' as const),
          localIp: source,
          remoteIp: destination,
          remotePort: num(c.DestinationPort),
          remoteUrl: firstOf(c.RequestURL) ?? name,
          protocol: str(c.Protocol),
        });
  const machine = host({
    name: firstOf(c.SourceHostName, c.Computer, c.DeviceName),
    domain: c.SourceNTDomain,
  });
  const actor = CEF_ACCOUNT(c, 'Source');
  const target = CEF_ACCOUNT(c, 'Destination');
  return {
    facts,
    actor,
    host: machine,
    target,
    principal: principalOf(actor ?? machine) || (source ?? ''),
    dedupKey: null,
  };
}

export const commonSecurityLog = defineSource({
  table: 'CommonSecurityLog',
  timeColumns: ['TimeGenerated', 'ReceiptTime', 'StartTime', 'EndTime', 'ExtensionStart', 'p_event_time'],
  lift: withStart,
  read: readCef,
});

/** Column names of Cisco Umbrella's DNS logs, as exported and as connectors write them. */
const DNS_ALIASES = {
  timestamp: 'TimeGenerated',
  internalip: 'ClientIP',
  domain: 'Name',
  responsecode: 'Result',
  computername: 'Computer',
};

/** Umbrella writes an event's members as `Identities/0`; the first identity is the machine or user. */
function umbrellaIdentity(overflow: Fields): string | undefined {
  return firstOf(
    overflow['Policy Identity'],
    overflow.policyIdentity,
    overflow['Identities/0'],
    overflow.identities,
  );
}

function readDns({ c, overflow, raw }: SourceRow): Reading | Unreadable {
  const name = lower(firstOf(c.Name, overflow.Domain, overflow.domain, overflow.query))?.replace(/\.$/, '');
  if (name === undefined) return new Unreadable('Name', 'the row names no domain');
  const identity = umbrellaIdentity(overflow);
  const machine = host({ name: firstOf(c.Computer, identity?.includes('@') ? undefined : identity) });
  const actor = account({ upn: identity });
  const ip = ipOf(firstOf(c.ClientIP, raw.ExternalIp));
  const facts: DnsFacts = known({ kind: 'dns' as const, name, answer: firstOf(c.IPAddresses, c.Result), ip });
  return {
    facts,
    actor,
    host: machine,
    principal: principalOf(machine ?? actor) || (ip ?? ''),
    dedupKey: keyOf(undefined),
  };
}

export const dnsEvents = defineSource({
  table: 'DnsEvents',
  timeColumns: ['TimeGenerated', 'Timestamp', 'p_event_time', 'timestamp'],
  aliases: DNS_ALIASES,
  read: readDns,
});
