import { digestOf, guidOf } from '../core/random';
import { DOMAIN, SUBSCRIPTIONS } from './identity';
import { privateIp } from './places';
import type { Device, DeviceKind, Person } from './types';

const SERVERS: readonly (readonly [name: string, role: string, office: number])[] = [
  ['LF-DC01', 'dc', 0],
  ['LF-DC02', 'dc', 0],
  ['LF-DC03', 'dc', 1],
  ['LF-DC04', 'dc', 3],
  ['LF-ADFS01', 'adfs', 0],
  ['LF-ADFS02', 'adfs', 0],
  ['LF-AADC01', 'aadconnect', 0],
  ['LF-EXCH01', 'exchange', 0],
  ['LF-FS01', 'file', 0],
  ['LF-FS02', 'file', 1],
  ['LF-FS03', 'file', 2],
  ['LF-FS04', 'file', 3],
  ['LF-SQL01', 'sql', 0],
  ['LF-SQL02', 'sql', 0],
  ['LF-SQL03', 'sql', 1],
  ['LF-ERP01', 'app', 0],
  ['LF-ERP02', 'app', 0],
  ['LF-APP01', 'app', 0],
  ['LF-APP02', 'app', 0],
  ['LF-APP03', 'app', 2],
  ['LF-APP04', 'app', 1],
  ['LF-NETMON01', 'monitor', 0],
  ['LF-MGMT01', 'management', 0],
  ['LF-PKI01', 'pki', 0],
  ['LF-BKP01', 'backup', 0],
  ['LF-BKP02', 'backup', 1],
  ['LF-PRN01', 'print', 0],
  ['LF-PRN02', 'print', 2],
  ['LF-JMP01', 'jump', 0],
  ['LF-JMP02', 'jump', 3],
  ['LF-SCAN01', 'scanner', 0],
  ['LF-BLD01', 'build', 0],
  ['LF-BLD02', 'build', 0],
  ['LF-WEB01', 'web', 0],
  ['LF-WEB02', 'web', 3],
];

const MODELS = [
  ['Latitude 7450', 'Dell'],
  ['EliteBook 840 G11', 'HP'],
  ['ThinkPad T14 Gen 5', 'Lenovo'],
] as const;

function device(index: number, name: string, kind: DeviceKind, role: string, office: number): Device {
  const server = kind === 'server' || kind === 'domainController';
  const [model, vendor] =
    kind === 'mac'
      ? (['MacBook Pro', 'Apple'] as const)
      : server
        ? (['Virtual Machine', 'Microsoft'] as const)
        : (MODELS[index % MODELS.length] ?? MODELS[0]);
  const os =
    kind === 'mac'
      ? 'macOS'
      : server
        ? index % 3 === 0
          ? 'WindowsServer2019'
          : 'WindowsServer2022'
        : 'Windows11';
  const build = { macOS: 26, Windows11: 26_100, WindowsServer2022: 20_348, WindowsServer2019: 17_763 }[os];
  const inAzure = role === 'web' || role === 'build';
  return {
    index,
    name,
    fqdn: `${name.toLowerCase()}.${DOMAIN}`,
    kind,
    role,
    mdeId: digestOf(`mde ${name}`, 40),
    aadId: guidOf(`aad ${name}`),
    office,
    ip: server
      ? privateIp(office, 10, 10 + index)
      : privateIp(office, 40 + Math.floor(index / 200), 10 + (index % 200)),
    os,
    build,
    model,
    vendor,
    azureId: inAzure
      ? `/subscriptions/${SUBSCRIPTIONS.production}/resourceGroups/rg-${role}/providers/Microsoft.Compute/virtualMachines/${name}`
      : undefined,
  };
}

/** Servers first, then one computer per employee and a few shared ones on the shop floor. */
export function buildDevices(people: readonly Person[]): {
  devices: Device[];
  owners: ReadonlyMap<number, number>;
} {
  const devices = SERVERS.map(([name, role, office], i) =>
    device(i, name, role === 'dc' ? 'domainController' : 'server', role, office),
  );
  const owners = new Map<number, number>();
  for (const person of people) {
    if (person.duty !== 'employee') continue;
    const index = devices.length;
    const mac = person.browser.startsWith('Safari');
    const name = `${mac ? 'LF-MB' : 'LF-WS'}-${String(1_000 + person.index * 3)}`;
    devices.push(device(index, name, mac ? 'mac' : 'workstation', 'personal', person.office));
    owners.set(person.index, index);
  }
  for (let i = 0; i < 8; i++)
    devices.push(device(devices.length, `LF-LINE-${String(11 + i)}`, 'workstation', 'shopfloor', i % 3));
  return { devices, owners };
}
