import { accountNamed } from '../company';
import { Rng } from '../core/random';
import { HOUR, MINUTE } from '../core/time';
import { deviceEventRow, logonRow, networkRow, processRow, running } from '../rows/device';
import type { ImageName } from '../rows/images';
import { directoryQueryRow, securityRow, subject, windowsTarget } from '../rows/on-premises';
import { BASE_DN } from '../world/identity';
import type { Device } from '../world/types';
import { type Hour, hourNumber, within } from './hour';
import { STREAM } from './plan';

/** UTF-16 little endian in base64, as `-EncodedCommand` takes it. */
export function encodedCommand(script: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < script.length; i++) bytes.push(script.charCodeAt(i) & 255, script.charCodeAt(i) >> 8);
  return btoa(String.fromCharCode(...bytes));
}

/** Scripts that the management tool runs on every machine, encoded so that quoting survives. */
const MANAGED_SCRIPTS = [
  '$ErrorActionPreference = "Stop"; Get-CimInstance Win32_QuickFixEngineering | Select-Object HotFixID, InstalledOn | ConvertTo-Json',
  'Get-ItemProperty HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\* | Select-Object DisplayName, DisplayVersion | ConvertTo-Json',
  'if ((Get-Service StillwaterAgent).Status -ne "Running") { Start-Service StillwaterAgent }',
] as const;

type Job = readonly [image: ImageName, parent: ImageName, command: string];
const ROLE_JOBS: Readonly<Record<string, readonly Job[]>> = {
  sql: [['sqlserver', 'services', '"sqlservr.exe" -sMSSQLSERVER']],
  adfs: [['adfs', 'services', 'C:\\Windows\\ADFS\\Microsoft.IdentityServer.ServiceHost.exe']],
  aadconnect: [['aadsync', 'services', '"C:\\Program Files\\Microsoft Azure AD Sync\\Bin\\miiserver.exe"']],
  backup: [
    ['backup', 'services', '"C:\\Program Files\\Stillwater\\Backup\\StillwaterAgent.exe" --job nightly'],
    ['vssadmin', 'backup', 'vssadmin.exe list shadows /for=C:'],
  ],
  monitor: [['netwatch', 'services', '"C:\\Program Files\\NetWatch\\NetWatchPoller.exe" --interval 60']],
  build: [['buildagent', 'services', '"C:\\azagent\\_work\\bin\\Agent.Worker.exe" spawnclient 24 28']],
  scanner: [['scanner', 'services', '"C:\\Program Files\\Vigil\\VigilScan.exe" --profile weekly']],
};
const COMMON_JOBS: readonly Job[] = [
  ['svchost', 'services', 'C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule'],
  ['taskhost', 'svchost', 'taskhostw.exe SYSTEM'],
  ['wmiprvse', 'svchost', 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe -secured -Embedding'],
  ['msmpeng', 'services', '"MsMpEng.exe"'],
  ['conhost', 'agent', '\\??\\C:\\Windows\\System32\\conhost.exe 0xffffffff -ForceV1'],
];

function serverProcesses(hour: Hour, rng: Rng, server: Device): void {
  for (let n = rng.count(0.3 * hour.volume); n > 0; n--) {
    const time = within(hour, rng);
    if (rng.chance(0.06)) {
      const process = running(
        rng,
        'powershell',
        'SYSTEM',
        time,
        `powershell.exe -ExecutionPolicy AllSigned -NonInteractive -EncodedCommand ${encodedCommand(rng.pick(MANAGED_SCRIPTS))}`,
        'agent',
      );
      hour.emit(
        'DeviceProcessEvents',
        time,
        processRow(rng, time, server, {
          process,
          by: running(
            rng,
            'agent',
            'SYSTEM',
            time - 20 * HOUR,
            '"C:\\Program Files\\Deskward\\Agent\\DeskwardAgent.exe" --service',
            'services',
          ),
        }),
      );
      continue;
    }
    const own = ROLE_JOBS[server.role] ?? [];
    const [image, parent, command] =
      own.length > 0 && rng.chance(0.4) ? rng.pick(own) : rng.pick(COMMON_JOBS);
    hour.emit(
      'DeviceProcessEvents',
      time,
      processRow(rng, time, server, {
        process: running(rng, image, 'SYSTEM', time, command, parent),
        by: running(rng, parent, 'SYSTEM', time - 30 * HOUR, undefined, 'services'),
      }),
    );
  }
}

const SERVICE_OF: Readonly<Record<string, string>> = {
  sql: 'svc-sql',
  backup: 'svc-backup',
  monitor: 'svc-netwatch',
  adfs: 'svc-adfs',
  print: 'svc-print',
  app: 'svc-erp',
  build: 'svc-buildagent',
  management: 'svc-deploy',
  scanner: 'svc-scan',
};

function serverTraffic(hour: Hour, rng: Rng, server: Device): void {
  const others = hour.world.servers;
  for (let n = rng.count(0.2 * hour.volume); n > 0; n--) {
    const time = within(hour, rng);
    const to = rng.pick(others);
    const [own] = ROLE_JOBS[server.role] ?? COMMON_JOBS;
    const image = own?.[0] ?? 'svchost';
    hour.emit(
      'DeviceNetworkEvents',
      time,
      networkRow(rng, time, server, {
        process: running(rng, image, 'SYSTEM', time - 20 * HOUR, undefined, 'services'),
        remoteIp: to.ip,
        remotePort:
          server.role === 'monitor' ? rng.pick([161, 443, 135]) : rng.pick([389, 88, 445, 1433, 443]),
        url: to.fqdn,
      }),
    );
  }
  const service = SERVICE_OF[server.role];
  for (let n = rng.count(0.18); n > 0; n--) {
    const time = within(hour, rng);
    const who = service ? accountNamed(service) : 'NETWORK SERVICE';
    hour.emit(
      'DeviceLogonEvents',
      time,
      logonRow(rng, time, server, {
        who,
        type: service && rng.chance(0.4) ? 'Network' : 'Service',
        ...(service ? { from: { name: rng.pick(others).name.toLowerCase(), ip: rng.pick(others).ip } } : {}),
      }),
    );
  }
}

/** The monitor asks every server how it is, from its own service account: a hub that must not link anything. */
function monitoring(hour: Hour, rng: Rng): void {
  const monitor = hour.world.servers.find((s) => s.role === 'monitor');
  if (!monitor) return;
  const who = accountNamed('svc-monitor');
  for (const server of hour.world.servers) {
    if (!rng.chance(0.05)) continue;
    const time = within(hour, rng);
    hour.emit(
      'DeviceLogonEvents',
      time,
      logonRow(rng, time, server, { who, type: 'Network', from: { name: 'lf-mgmt01', ip: '10.20.10.32' } }),
    );
  }
}

/** Ticket data has no columns of its own: it stands in the event's XML. */
const ticketData = (preAuthentication?: string): string =>
  `<EventData><Data Name="TicketEncryptionType">0x12</Data>${preAuthentication ? `<Data Name="PreAuthType">${preAuthentication}</Data>` : ''}</EventData>`;

function controllerLog(hour: Hour, rng: Rng, dc: Device): void {
  const people = hour.world.employees;
  for (let n = rng.count(3.6); n > 0; n--) {
    const time = within(hour, rng);
    const who = rng.pick(people);
    const device = who.device === undefined ? dc : (hour.world.devices[who.device] ?? dc);
    const ip = `::ffff:${device.ip}`;
    const id = rng.weighted([
      [4624, 5],
      [4634, 3],
      [4768, 3],
      [4769, 5],
      [4776, 1],
      [4672, 1],
      [4771, 0.15],
    ]);
    const data: Record<string, unknown> = {
      ...windowsTarget(who),
      IpAddress: ip,
      IpPort: String(rng.int(49_152, 65_000)),
      AccountType: 'User',
      Account: `LARKFIELD\\${who.sam}`,
    };
    if (id === 4624 || id === 4634)
      Object.assign(data, {
        LogonType: 3,
        LogonTypeName: '3 - Network',
        AuthenticationPackageName: 'Kerberos',
        LogonProcessName: 'Kerberos',
        WorkstationName: device.name,
        TargetLogonId: `0x${rng.hex(6)}`,
      });
    if (id === 4768 || id === 4771)
      Object.assign(data, {
        ServiceName: 'krbtgt',
        Status: id === 4771 ? '0x18' : '0x0',
        EventData: ticketData('2'),
      });
    if (id === 4769)
      Object.assign(data, {
        ServiceName: `${rng.pick(hour.world.servers).name}$`,
        Status: '0x0',
        EventData: ticketData(),
      });
    if (id === 4776)
      Object.assign(data, {
        Status: '0x0',
        Workstation: device.name,
        PackageName: 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0',
      });
    if (id === 4672)
      Object.assign(data, subject(rng, accountNamed('adm.jefferson')), {
        PrivilegeList: 'SeSecurityPrivilege\n\t\t\tSeBackupPrivilege',
      });
    hour.emit('SecurityEvent', time, securityRow(rng, time, dc, id, data));
  }
  if (rng.chance(0.5)) {
    const time = within(hour, rng);
    const p = rng.pick(people);
    const from = p.device === undefined ? dc : (hour.world.devices[p.device] ?? dc);
    const samr = rng.chance(0.3);
    hour.emit(
      'IdentityQueryEvents',
      time,
      directoryQueryRow(
        rng,
        time,
        {
          action: samr ? 'SAMR query' : 'LDAP query',
          by: p,
          from,
          to: dc,
          protocol: samr ? 'Samr' : 'Ldap',
          port: samr ? 445 : 389,
        },
        samr ? 'QueryUser' : 'SearchRequest',
        samr ? '' : `(&(objectClass=user)(sAMAccountName=${p.sam}))`,
        p.sam,
      ),
    );
  }
}

/** Federation servers log the tokens that they issue. */
function federation(hour: Hour, rng: Rng, server: Device): void {
  for (let n = rng.count(1.2); n > 0; n--) {
    const time = within(hour, rng);
    const who = rng.pick(hour.world.employees);
    const id = rng.pick([1200, 1202]);
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(
        rng,
        time,
        server,
        id,
        {
          ...subject(rng, accountNamed('svc-adfs')),
          EventData: JSON.stringify([
            rng.guid(),
            `http://sts.larkfield.example/adfs/services/trust`,
            `LARKFIELD\\${who.sam}`,
          ]),
        },
        'AD FS Auditing',
      ),
    );
  }
  if (rng.chance(0.08)) {
    const time = within(hour, rng);
    // AD FS reads its own key and settings: the benign twin of the theft.
    const process = running(
      rng,
      'adfs',
      accountNamed('svc-adfs'),
      time - 40 * HOUR,
      'C:\\Windows\\ADFS\\Microsoft.IdentityServer.ServiceHost.exe',
      'services',
    );
    hour.emit(
      'DeviceEvents',
      time,
      deviceEventRow(rng, time, server, 'LdapSearch', process, {
        SearchFilter: '(objectClass=contact)',
        DistinguishedName: `CN=ADFS,CN=Microsoft,CN=Program Data,${BASE_DN}`,
        ScopeOfSearch: 'SubTree',
        AttributeList: ['thumbnailPhoto'],
      }),
    );
    hour.emit(
      'DeviceEvents',
      time + MINUTE,
      deviceEventRow(rng, time + MINUTE, server, 'NamedPipeEvent', process, {
        PipeName: '\\Device\\NamedPipe\\MICROSOFT##WID\\tsql\\query',
        FileOperation: 'File opened',
        NamedPipeEnd: 'Client',
      }),
    );
  }
}

/** All servers in one hour. */
export function serverRoom(hour: Hour): void {
  for (const server of hour.world.servers) {
    const rng = new Rng(hour.seed, STREAM.server, server.index, hourNumber(hour));
    serverProcesses(hour, rng, server);
    serverTraffic(hour, rng, server);
    if (server.kind === 'domainController') controllerLog(hour, rng, server);
    if (server.role === 'adfs') federation(hour, rng, server);
  }
  monitoring(hour, new Rng(hour.seed, STREAM.server, 9_999, hourNumber(hour)));
}
