import { accountNamed, deviceNamed } from '../company';
import { guidOf, Rng } from '../core/random';
import { DAY, HOUR, MINUTE } from '../core/time';
import { logonRow, processRow, running } from '../rows/device';
import { auditRow, credentialAdded, userTarget } from '../rows/directory';
import { directoryChangeRow, securityRow, subject, windowsTarget } from '../rows/on-premises';
import { signInRow } from '../rows/sign-in';
import { BASE_DN } from '../world/identity';
import { AZURE_PORTAL } from '../world/services';
import type { Person } from '../world/types';
import { type Hour, hourNumber, within } from './hour';
import { STREAM } from './plan';
import { deskClient } from './sign-ins';

const REPLICATION =
  '%%7688\n\t{1131f6aa-9c07-11d1-f79f-00c04fc2dcd2}\n\t{19195a5b-6da0-11d0-afd3-00c04fd930c9}';

/** Domain controllers replicate with each other, and the synchronisation server reads from one: both by design. */
function replication(hour: Hour, rng: Rng): void {
  const { controllers } = hour.world;
  for (let n = rng.count(0.5); n > 0; n--) {
    const time = within(hour, rng);
    const [to, from] = [rng.pick(controllers), rng.pick(controllers)];
    if (to === from) continue;
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, to, 4662, {
        ...subject(rng, from),
        ObjectServer: 'DS',
        ObjectType: '%{19195a5b-6da0-11d0-afd3-00c04fd930c9}',
        ObjectName: `%{${guidOf('domain object')}}`,
        OperationType: 'Object Access',
        AccessMask: '0x100',
        Properties: REPLICATION,
      }),
    );
  }
  const sync = accountNamed('MSOL_7d3f1c08ab42');
  const server = deviceNamed('LF-AADC01');
  const controller = deviceNamed('LF-DC01');
  if (rng.chance(0.5)) {
    const time = within(hour, rng);
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, controller, 4662, {
        ...subject(rng, sync),
        ObjectServer: 'DS',
        ObjectType: '%{19195a5b-6da0-11d0-afd3-00c04fd930c9}',
        ObjectName: `%{${guidOf('domain object')}}`,
        OperationType: 'Object Access',
        AccessMask: '0x100',
        Properties: REPLICATION,
      }),
    );
    hour.emit(
      'IdentityDirectoryEvents',
      time,
      directoryChangeRow(
        rng,
        time,
        {
          action: 'Directory Services replication',
          by: sync,
          from: server,
          to: controller,
          protocol: 'Drsr',
          port: 135,
        },
        { ACTOR: sync.sam },
      ),
    );
  }
}

/** Changes that Entra Connect carries over, and what Entra does by itself. */
function cloudChanges(hour: Hour, rng: Rng): void {
  const sync = accountNamed('Sync_LF-AADC01_7d3f1c08ab42');
  for (let n = rng.count(1.6); n > 0; n--) {
    const time = within(hour, rng);
    const who = rng.pick(hour.world.employees);
    const operation = rng.weighted([
      ['Update user', 6],
      ['Update device', 3],
      ['Add member to group', 1],
      ['Update StsRefreshTokenValidFrom Timestamp', 0.5],
    ]);
    const target =
      operation === 'Update device'
        ? {
            type: 'Device' as const,
            id: who.phone?.deviceId ?? guidOf(who.upn),
            name: who.phone?.model ?? 'PC',
          }
        : userTarget(who, [{ name: 'LastDirSyncTime', to: `"${new Date(time).toISOString()}"` }]);
    hour.emit(
      'AuditLogs',
      time,
      auditRow(rng, time, {
        operation,
        category: operation.includes('group')
          ? 'GroupManagement'
          : operation.includes('device')
            ? 'Device'
            : 'UserManagement',
        by:
          operation === 'Update device'
            ? { app: 'Device Registration Service', id: guidOf('device registration') }
            : { person: sync, net: hour.world.offices[0]?.egress },
        targets: [target],
      }),
    );
  }
}

const office = (hour: Hour, p: Person) => hour.world.offices[p.office]?.egress;

/** The helpdesk resets passwords, unlocks accounts, and enrols new colleagues; administrators work in the portal. */
function helpdesk(hour: Hour, rng: Rng, localHour: number): void {
  if (localHour < 8 || localHour > 17) return;
  const agents = hour.world.employees.filter((p) => p.title === 'Helpdesk Analyst');
  const agent = rng.pick(agents);
  const by = { person: agent, net: office(hour, agent) };
  const userAgent = agent.userAgent;
  if (rng.chance(0.3)) {
    const time = within(hour, rng);
    const who = rng.pick(hour.world.employees);
    hour.emit(
      'AuditLogs',
      time,
      auditRow(rng, time, {
        operation: 'Reset user password',
        category: 'UserManagement',
        by,
        userAgent,
        targets: [userTarget(who)],
      }),
    );
    const at = time + 6 * MINUTE;
    hour.emit(
      'AuditLogs',
      at,
      auditRow(rng, at, {
        operation: 'Change user password',
        category: 'UserManagement',
        by: { person: who, net: office(hour, who) },
        targets: [userTarget(who)],
      }),
    );
  }
  if (rng.chance(0.2)) {
    const time = within(hour, rng);
    const who = rng.pick(hour.world.employees);
    const dc = deviceNamed('LF-DC01');
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, dc, 4740, {
        ...windowsTarget(who),
        ...subject(rng, dc),
        TargetDomainName: `LF-WS-${1_000 + who.index * 3}`,
      }),
    );
    hour.emit(
      'SecurityEvent',
      time + 9 * MINUTE,
      securityRow(rng, time + 9 * MINUTE, dc, 4767, {
        ...windowsTarget(who),
        ...subject(rng, accountNamed('adm.reimers')),
      }),
    );
  }
  if (rng.chance(0.12)) {
    const time = within(hour, rng);
    const who = rng.pick(hour.world.employees);
    hour.emit(
      'AuditLogs',
      time,
      auditRow(rng, time, {
        operation: 'User registered security info',
        category: 'UserManagement',
        service: 'Authentication Methods',
        by: { person: who, net: office(hour, who) },
        targets: [userTarget(who, [{ name: 'AuthenticationMethod', to: '"Mobile app notification"' }])],
      }),
    );
  }
}

/** Administrators: portal sign-ins, PowerShell on the jump server, a yearly-looking round of secret rotation. */
function administrators(hour: Hour, rng: Rng, localHour: number): void {
  if (localHour < 8 || localHour > 17) return;
  for (const admin of hour.world.people.filter((p) => p.roles.length > 0 && p.duty !== 'sync')) {
    if (!rng.chance(0.16)) continue;
    const time = within(hour, rng);
    const net = office(hour, admin);
    if (!net) continue;
    hour.emit(
      'SigninLogs',
      time,
      signInRow(rng, time, {
        person: admin,
        net,
        app: AZURE_PORTAL,
        client: {
          ...deskClient(hour.world, admin),
          managed: { id: deviceNamed('LF-JMP01').aadId, name: 'LF-JMP01', trust: 'Hybrid Azure AD joined' },
        },
        sessionId: guidOf(`${admin.sam}${Math.floor(time / DAY)}`),
        mfa: true,
      }),
    );
  }
  const admin = rng.pick(hour.world.people.filter((p) => p.duty === 'domainAdmin'));
  if (!rng.chance(0.5)) return;
  const time = within(hour, rng);
  const jump = deviceNamed('LF-JMP01');
  const desk = rng.pick(hour.world.devices.filter((d) => d.kind === 'workstation'));
  hour.emit(
    'DeviceLogonEvents',
    time,
    logonRow(rng, time, jump, {
      who: admin,
      type: 'RemoteInteractive',
      from: { name: desk.name.toLowerCase(), ip: desk.ip },
      localAdmin: true,
    }),
  );
  const shell = running(
    rng,
    'powershell',
    admin,
    time + MINUTE,
    '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"',
  );
  const commands = [
    'Get-ADUser -Filter * -SearchBase "OU=Larkfield,DC=larkfield,DC=example"',
    'Restart-Service Spooler',
    'Get-EventLog -LogName System -Newest 50',
    'Test-NetConnection lf-erp01 -Port 443',
    'Invoke-GPUpdate -Computer lf-app02',
  ];
  const at = time + 2 * MINUTE;
  hour.emit(
    'DeviceProcessEvents',
    at,
    processRow(rng, at, jump, {
      process: running(
        rng,
        'powershell',
        admin,
        at,
        `powershell.exe -NoProfile -Command "${rng.pick(commands)}"`,
        'powershell',
      ),
      by: shell,
      integrity: 'High',
    }),
  );
}

/** Joiners on Mondays: account, groups. */
function joiners(hour: Hour, rng: Rng, localHour: number, weekday: number): void {
  if (weekday !== 1 || localHour !== 9) return;
  const dc = deviceNamed('LF-DC01');
  const admin = accountNamed('adm.reimers');
  for (let n = rng.int(1, 2); n > 0; n--) {
    const time = within(hour, rng);
    const rid = 4_000 + rng.int(1, 900);
    const name = `joiner.${rng.hex(6)}`;
    const target = {
      TargetUserName: name,
      TargetDomainName: 'LARKFIELD',
      TargetSid: `S-1-5-21-1482476501-1644491937-682003330-${rid}`,
      SamAccountName: name,
    };
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, dc, 4720, {
        ...subject(rng, admin),
        ...target,
        DisplayName: name,
        UserPrincipalName: `${name}@larkfield.example`,
      }),
    );
    const act = { by: admin, from: deviceNamed('LF-JMP01'), to: dc, protocol: 'Ldap' };
    hour.emit(
      'IdentityDirectoryEvents',
      time + 1_000,
      directoryChangeRow(
        rng,
        time + 1_000,
        { ...act, action: 'User Account Created' },
        { 'TARGET_OBJECT.USER': name, 'ATTRIBUTE.DN': `CN=${name},OU=Larkfield,${BASE_DN}` },
      ),
    );
    hour.emit(
      'IdentityDirectoryEvents',
      time + HOUR / 4,
      directoryChangeRow(
        rng,
        time + HOUR / 4,
        { ...act, action: 'Group Membership changed' },
        { 'TO.GROUP': 'VPN Users', 'TARGET_OBJECT.USER': name },
      ),
    );
  }
}

/** An administrator replaces an application's secret before it runs out: about twice a month. */
function rotation(hour: Hour, rng: Rng, localHour: number, weekday: number): void {
  if (weekday !== 3 || localHour !== 14 || !rng.chance(0.5)) return;
  const admin = accountNamed('cadm.hinrichs');
  const app = rng.pick(
    hour.world.principals.filter((p) => p.owner === 'own' && p.name !== 'Larkfield Intranet Indexer'),
  );
  const time = within(hour, rng);
  hour.emit(
    'AuditLogs',
    time,
    auditRow(
      rng,
      time,
      credentialAdded(
        app,
        { person: admin, net: office(hour, admin) },
        rng.guid(),
        `rotated-${new Date(time).toISOString().slice(0, 10)}`,
        admin.userAgent,
        [app.keyId],
      ),
    ),
  );
}

/** The directory, on-premises and in the cloud, in one hour. */
export function directory(hour: Hour, local: { readonly hour: number; readonly weekday: number }): void {
  const rng = new Rng(hour.seed, STREAM.directory, 0, hourNumber(hour));
  replication(hour, rng);
  cloudChanges(hour, rng);
  if (local.weekday === 0 || local.weekday === 6) return;
  helpdesk(hour, rng, local.hour);
  administrators(hour, rng, local.hour);
  joiners(hour, rng, local.hour, local.weekday);
  rotation(hour, rng, local.hour, local.weekday);
}
