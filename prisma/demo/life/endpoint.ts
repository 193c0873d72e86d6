import { guidOf, type Rng } from '../core/random';
import { HOUR } from '../core/time';
import {
  deviceEventRow,
  fileRow,
  logonRow,
  networkRow,
  processRow,
  registryRow,
  running,
} from '../rows/device';
import type { ImageName } from '../rows/images';
import { directoryLogonRow } from '../rows/on-premises';
import { BLOCKS } from '../world/blocks';
import type { Device } from '../world/types';
import { type Moment, within } from './hour';
import { fileName } from './office';

type Start = readonly [image: ImageName, parent: ImageName, weight: number, command: (rng: Rng) => string];

const plain = (text: string) => (): string => text;
const OFFICE16 = 'C:\\Program Files\\Microsoft Office\\root\\Office16';

/** What people's computers start all day. */
const STARTS: readonly Start[] = [
  [
    'edge',
    'explorer',
    9,
    (rng) =>
      `"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --type=renderer --renderer-client-id=${rng.int(5, 900)} --lang=en-GB`,
  ],
  [
    'chrome',
    'explorer',
    3,
    (rng) =>
      `"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" --type=utility --utility-sub-type=network.mojom.NetworkService --field-trial-handle=${rng.int(1_000, 9_999)}`,
  ],
  ['outlook', 'explorer', 3, plain(`"${OFFICE16}\\OUTLOOK.EXE"`)],
  [
    'word',
    'explorer',
    3,
    (rng) => `"${OFFICE16}\\WINWORD.EXE" /n "${fileName(rng).replace(/\.\w+$/, '.docx')}"`,
  ],
  ['excel', 'explorer', 3, (rng) => `"${OFFICE16}\\EXCEL.EXE" "${fileName(rng).replace(/\.\w+$/, '.xlsx')}"`],
  ['teams', 'explorer', 2, plain('"ms-teams.exe" msteams:system-initiated')],
  ['onedrive', 'explorer', 1, plain('"C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe" /background')],
  [
    'acrobat',
    'explorer',
    2,
    (rng) =>
      `"C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe" "C:\\Users\\Public\\Documents\\${fileName(rng).replace(/\.\w+$/, '.pdf')}"`,
  ],
  ['erp', 'explorer', 2, plain('"C:\\Program Files\\Harbour ERP\\HarbourClient.exe" /env:PROD')],
  [
    'svchost',
    'services',
    5,
    (rng) =>
      `C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s ${rng.pick(['wuauserv', 'BITS', 'Appinfo', 'gpsvc', 'Schedule'])}`,
  ],
  [
    'backgroundtask',
    'svchost',
    3,
    (rng) => `"C:\\Windows\\System32\\backgroundTaskHost.exe" -ServerName:App.AppX${rng.hex(12)}.mca`,
  ],
  ['runtimebroker', 'svchost', 3, plain('C:\\Windows\\System32\\RuntimeBroker.exe -Embedding')],
  [
    'searchhost',
    'svchost',
    3,
    (rng) =>
      `"C:\\Windows\\System32\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe${rng.int(1, 90)}_ Global\\UsGthrCtrlFltPipeMssGthrPipe${rng.int(1, 90)}`,
  ],
  ['taskhost', 'svchost', 2, plain('taskhostw.exe')],
  ['conhost', 'powershell', 1, plain('\\??\\C:\\Windows\\System32\\conhost.exe 0xffffffff -ForceV1')],
  ['vpn', 'explorer', 1, plain('"C:\\Program Files\\LfConnect\\LfConnect.exe" --reconnect')],
  ['gpupdate', 'svchost', 0.5, plain('gpupdate.exe /target:user')],
  ['mstsc', 'explorer', 0.3, plain('"C:\\Windows\\System32\\mstsc.exe" /v:lf-erp01')],
];
/** Engineers also build, draw and script. */
const ENGINEERING: readonly Start[] = [
  [
    'cad',
    'explorer',
    4,
    (rng) =>
      `"C:\\Program Files\\FieldCad 2025\\FieldCad.exe" "P:\\Projects\\${rng.int(1_000, 1_900)}\\${fileName(rng).replace(/\.\w+$/, '.dwg')}"`,
  ],
  ['vscode', 'explorer', 3, plain('"C:\\Program Files\\Microsoft VS Code\\Code.exe"')],
  [
    'git',
    'vscode',
    5,
    (rng) =>
      `git.exe ${rng.pick(['status -z -uall', 'fetch --prune', 'log --format=%H -n 32', 'pull --tags origin main'])}`,
  ],
  [
    'powershell',
    'vscode',
    1,
    (rng) =>
      `powershell.exe -NoLogo -File .\\tools\\${rng.pick(['build', 'flash', 'run-tests', 'lint'])}.ps1`,
  ],
];

const SITES_VISITED = [
  ['outlook.office.com', 'microsoft', 2],
  ['teams.microsoft.com', 'microsoft', 3],
  ['larkfield.sharepoint.example', 'microsoft', 2],
  ['login.microsoftonline.com', 'microsoft', 3],
  ['www.google.com', 'google', 1],
  ['update.googleapis.com', 'google', 2],
  ['cdn.meridian-travel.example', 'amazon', 0],
  ['erp.harbour-systems.example', 'amazon', 1],
  ['news.northern-times.example', 'amazon', 2],
] as const;

/** A server's address for a site: fixed for each name. */
function siteAddress(rng: Rng, site: (typeof SITES_VISITED)[number]): string {
  const blocks = BLOCKS[site[1]];
  return `${blocks[site[2] % blocks.length]?.[0] ?? '4.207.54'}.${10 + (rng.int(0, 2) + site[0].length)}`;
}

function processes(m: Moment, device: Device): void {
  const { rng, person } = m;
  const engineer = person.department.startsWith('Research');
  const list = engineer && rng.chance(0.4) ? ENGINEERING : STARTS;
  for (let n = rng.count(m.busy * 0.82 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const [image, parent, , command] = rng.weighted(list.map((s) => [s, s[2]] as const));
    const service = parent === 'services' || (parent === 'svchost' && image !== 'runtimebroker');
    const as = service ? 'SYSTEM' : person;
    m.emit(
      'DeviceProcessEvents',
      time,
      processRow(rng, time, device, {
        process: running(rng, image, as, time, command(rng), parent),
        by: running(rng, parent, as, time - HOUR),
      }),
    );
  }
}

function network(m: Moment, device: Device): void {
  const { rng, person } = m;
  for (let n = rng.count(m.busy * 0.5 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const inside = rng.chance(0.25);
    const site = rng.pick(SITES_VISITED);
    const image = rng.weighted<ImageName>([
      ['edge', 4],
      ['teams', 3],
      ['outlook', 3],
      ['onedrive', 2],
      ['chrome', 2],
      ['svchost', 1],
    ]);
    const server = rng.pick(
      m.world.servers.filter((s) => s.role === 'file' || s.role === 'dc' || s.role === 'app'),
    );
    m.emit(
      'DeviceNetworkEvents',
      time,
      networkRow(
        rng,
        time,
        device,
        inside
          ? {
              process: running(rng, 'svchost', 'SYSTEM', time - HOUR, undefined, 'services'),
              remoteIp: server.ip,
              remotePort: rng.pick([445, 88, 389, 135]),
              url: server.fqdn,
            }
          : {
              process: running(rng, image, person, time - HOUR),
              remoteIp: siteAddress(rng, site),
              remotePort: 443,
              url: site[0],
            },
      ),
    );
  }
}

function files(m: Moment, device: Device): void {
  const { rng, person } = m;
  for (let n = rng.count(m.busy * 0.38 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const image = rng.weighted<ImageName>([
      ['word', 3],
      ['excel', 3],
      ['edge', 3],
      ['onedrive', 3],
      ['explorer', 2],
    ]);
    const home = `C:\\Users\\${person.sam}`;
    m.emit(
      'DeviceFileEvents',
      time,
      fileRow(rng, time, device, {
        action: rng.weighted([
          ['FileCreated', 5],
          ['FileModified', 4],
          ['FileRenamed', 2],
          ['FileDeleted', 1],
        ]),
        folder: `${home}\\${rng.pick(['Documents', 'OneDrive - Larkfield Instruments', 'Downloads', 'AppData\\Local\\Temp'])}`,
        file: fileName(rng),
        process: running(rng, image, person, time - HOUR),
      }),
    );
  }
  if (rng.chance(m.busy * 0.1)) {
    const time = within(m, rng);
    const key = `HKEY_CURRENT_USER\\${person.sid}\\Software\\Microsoft\\Office\\16.0\\${rng.pick(['Word', 'Excel', 'PowerPoint'])}\\Reading Locations\\Document ${rng.int(0, 20)}`;
    m.emit(
      'DeviceRegistryEvents',
      time,
      registryRow(
        rng,
        time,
        device,
        running(rng, 'word', person, time - HOUR),
        key,
        'File Path',
        `C:\\Users\\${person.sam}\\Documents\\${fileName(rng)}`,
      ),
    );
  }
}

function logons(m: Moment, device: Device, arriving: boolean): void {
  const { rng, person, world } = m;
  const controller =
    world.controllers[person.office === 1 ? 2 : person.office === 3 ? 3 : rng.int(0, 1)] ??
    world.controllers[0];
  if (!controller) return;
  const times = rng.count(m.busy * 0.3) + (arriving ? 1 : 0);
  for (let n = 0; n < times; n++) {
    const time = within(m, rng);
    const type = arriving && n === 0 ? 'Interactive' : 'Unlock';
    if (rng.chance(0.02))
      m.emit(
        'DeviceLogonEvents',
        time - 12_000,
        logonRow(rng, time - 12_000, device, { who: person, type, failure: 'InvalidUserNameOrPassword' }),
      );
    m.emit('DeviceLogonEvents', time, logonRow(rng, time, device, { who: person, type }));
  }
  for (let n = rng.count(m.busy * 0.34); n > 0; n--) {
    const time = within(m, rng);
    const kerberos = rng.chance(0.92);
    const act = {
      action: 'LogonSuccess',
      by: person,
      from: device,
      to: controller,
      protocol: kerberos ? 'Kerberos' : 'Ntlm',
      port: kerberos ? 88 : 445,
    };
    m.emit(
      'IdentityLogonEvents',
      time,
      directoryLogonRow(
        rng,
        time,
        act,
        kerberos ? 'Kerberos authentication' : 'Credentials validation',
        rng.chance(0.01) ? 'WrongPassword' : undefined,
      ),
    );
  }
}

function sensor(m: Moment, device: Device): void {
  const { rng, person } = m;
  for (let n = rng.count(m.busy * 0.2 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const action = rng.weighted([
      ['BrowserLaunchedToOpenUrl', 3],
      ['DnsQueryResponse', 4],
      ['PowerShellCommand', 1],
      ['LdapSearch', 0.6],
      ['ScreenshotTaken', 1],
      ['UsbDriveMounted', 0.2],
      ['AntivirusScanCompleted', 0.5],
    ]);
    const fields: Record<string, unknown> =
      action === 'DnsQueryResponse'
        ? { DnsQueryString: rng.pick(SITES_VISITED)[0], DnsQueryResult: '[{"DnsQueryType":"A"}]' }
        : action === 'PowerShellCommand'
          ? {
              Command: rng.pick([
                'Get-ChildItem',
                'Get-Process',
                'Set-Location',
                'Get-Content',
                'Select-String',
              ]),
            }
          : action === 'LdapSearch'
            ? {
                SearchFilter: `(&(objectCategory=printQueue)(location=${rng.int(1, 40)}))`,
                DistinguishedName: 'DC=larkfield,DC=example',
                ScopeOfSearch: 'SubTree',
                AttributeList: ['printerName', 'uNCName'],
              }
            : action === 'UsbDriveMounted'
              ? {
                  DriveLetter: 'E:',
                  SerialNumber: guidOf(`usb ${person.sam}`).slice(0, 12),
                  ProductName: 'Flash Drive',
                }
              : {};
    const image: ImageName =
      action === 'PowerShellCommand'
        ? 'powershell'
        : action === 'AntivirusScanCompleted'
          ? 'msmpeng'
          : action === 'LdapSearch'
            ? 'explorer'
            : 'edge';
    m.emit(
      'DeviceEvents',
      time,
      deviceEventRow(
        rng,
        time,
        device,
        action,
        running(rng, image, image === 'msmpeng' ? 'SYSTEM' : person, time - HOUR),
        fields,
      ),
    );
  }
}

/** One person's computer in one hour. */
export function workstation(m: Moment, arriving: boolean): void {
  const device = m.person.device === undefined ? undefined : m.world.devices[m.person.device];
  if (!device) return;
  processes(m, device);
  network(m, device);
  files(m, device);
  logons(m, device, arriving);
  sensor(m, device);
}
