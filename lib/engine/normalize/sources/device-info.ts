import type { InventoryFacts } from '@/lib/domain/facts/identity';
import { firstOf, known, lower, objects } from '../fields';
import { ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { host, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

function roleOf(os: string | undefined, type: string | undefined): InventoryFacts['deviceRole'] {
  if (/server/i.test(type ?? os ?? '')) return 'server';
  if (/workstation|windows1[01]|macos/i.test(type ?? os ?? '')) return 'workstation';
  return type === undefined && os === undefined ? undefined : 'other';
}

function read({ c }: SourceRow): Reading | Unreadable {
  const machine = host({
    name: c.DeviceName,
    mdeDeviceId: c.DeviceId,
    aadDeviceId: c.AadDeviceId,
    azure: [c.AzureVmId, c.AzureResourceId],
  });
  if (!machine) return new Unreadable('DeviceId', 'the row names no device');
  const users = objects(c.LoggedOnUsers).flatMap((user) => {
    const domain = lower(user.DomainName);
    const name = lower(user.UserName);
    return name === undefined ? [] : [domain === undefined ? name : `${domain}\\${name}`];
  });
  const os = firstOf(c.OSPlatform);
  const facts: InventoryFacts = known({
    kind: 'inventory' as const,
    subject: 'host' as const,
    os,
    deviceRole: roleOf(os, firstOf(c.DeviceType)),
    loggedOnUsers: users.length > 0 ? users : undefined,
    publicIp: ipOf(c.PublicIP),
  });
  return {
    facts,
    host: machine,
    principal: principalOf(machine),
    dedupKey: keyOf(c.DeviceId ?? c.DeviceName),
  };
}

export const deviceInfo = defineSource({
  table: 'DeviceInfo',
  timeColumns: ['TimeGenerated', 'Timestamp'],
  lift: liftDiagnostic,
  read,
});
