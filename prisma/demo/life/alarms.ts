import { deviceNamed, deviceOf } from '../company';
import { guidOf, Rng } from '../core/random';
import { DAY, HOUR, isWeekend, MINUTE, SECOND } from '../core/time';
import { cmdletRow, fileActRow, oneDrive } from '../rows/cloud';
import { processRow, running } from '../rows/device';
import { auditRow, consent, riskEventRow, riskyUserRow } from '../rows/directory';
import { signInRow } from '../rows/sign-in';
import { CAST_ACCOUNTS } from '../world/cast';
import { address } from '../world/places';
import type { Person } from '../world/types';
import type { Hour } from './hour';
import { fileName } from './office';
import { STREAM } from './plan';
import { encodedCommand } from './servers';
import { app, deskClient, phoneClient } from './sign-ins';

type Alarm = (hour: Hour, rng: Rng, person: Person, time: number) => void;

/** A telephone behind a private VPN service, minutes after a sign-in at the desk. */
const privateVpn: Alarm = (hour, rng, person, time) => {
  const client = phoneClient(person, Math.floor(time / DAY));
  if (!client) return;
  const net = address(rng.pick(['datacamp', 'cdn77'] as const), rng.int(0, 3), rng.int(2, 250));
  hour.emit(
    'SigninLogs',
    time,
    signInRow(rng, time, {
      person,
      net,
      app: app(hour.world, 'Outlook Mobile'),
      client,
      sessionId: guidOf(`vpn ${person.sam}${time}`),
      mfa: true,
    }),
  );
};

/** Mail forwarded to the own private mailbox for the holidays. */
const forwarding: Alarm = (hour, rng, person, time) => {
  const by = { person, net: person.home, userAgent: person.userAgent };
  const domain = rng.pick(['post.example', 'homemail.example']);
  hour.emit(
    'OfficeActivity',
    time,
    cmdletRow(rng, time, by, 'New-InboxRule', `${person.sam}\\Holiday copy`, {
      Name: 'Holiday copy',
      ForwardTo: `${person.sam}@${domain}`,
      SubjectContainsWords: 'roster',
      StopProcessingRules: 'False',
    }),
  );
};

/** An ordinary rule: newsletters into a folder. */
const tidyRule: Alarm = (hour, rng, person, time) => {
  const by = { person, net: person.home, userAgent: person.userAgent };
  hour.emit(
    'OfficeActivity',
    time,
    cmdletRow(rng, time, by, 'New-InboxRule', `${person.sam}\\Newsletters`, {
      Name: 'Newsletters',
      From: 'digest@sensor-weekly.example',
      MoveToFolder: 'Newsletters',
      StopProcessingRules: 'True',
    }),
  );
};

/** Consent to a small tool that wants the calendar, sometimes the mail. */
const smallConsent: Alarm = (hour, rng, person, time) => {
  const name = rng.pick([
    'Minutely Notes',
    'Tablewise Scheduler',
    'Inkwell Signatures',
    'Quillmark E-Signature',
  ]);
  const scope = rng.chance(0.35)
    ? 'Mail.Read User.Read offline_access'
    : 'Calendars.Read User.Read openid profile';
  hour.emit(
    'AuditLogs',
    time,
    auditRow(
      rng,
      time,
      consent(
        { name, objectId: guidOf(`vendor sp ${name}`), appId: guidOf(`vendor app ${name}`) },
        { person, net: person.home },
        scope,
        false,
        person.userAgent,
      ),
    ),
  );
};

/** A move to a new computer: the whole library comes down at once. */
const migration: Alarm = (hour, rng, person, time) => {
  for (let i = 0; i < 130; i++) {
    const at = time + i * rng.int(6, 14) * SECOND;
    hour.emit(
      'OfficeActivity',
      at,
      fileActRow(rng, at, {
        person,
        net: person.home,
        userAgent: person.userAgent,
        operation: 'FileDownloaded',
        site: oneDrive(person),
        folder: 'Documents/Archive',
        file: `${i} ${fileName(rng)}`,
      }),
    );
  }
};

/** An administrator's own encoded one-liner. */
const adminScript: Alarm = (hour, rng, person, time) => {
  const jump = deviceNamed('LF-JMP02');
  const command = `powershell.exe -NoProfile -EncodedCommand ${encodedCommand('Get-ADComputer -Filter * -Properties LastLogonDate | Export-Csv C:\\Reports\\stale.csv')}`;
  hour.emit(
    'DeviceProcessEvents',
    time,
    processRow(rng, time, jump, {
      process: running(rng, 'powershell', person, time, command, 'cmd'),
      by: running(rng, 'cmd', person, time - MINUTE),
      integrity: 'High',
    }),
  );
};

/** An administrator who uses PsExec to reach a machine that answers nothing else. */
const remoteTool: Alarm = (hour, rng, person, time) => {
  const jump = deviceNamed('LF-JMP02');
  const target = rng.pick(hour.world.devices.filter((d) => d.role === 'shopfloor'));
  hour.emit(
    'DeviceProcessEvents',
    time,
    processRow(rng, time, jump, {
      process: running(
        rng,
        'cmd',
        person,
        time,
        `cmd.exe /c PsExec64.exe \\\\${target.name.toLowerCase()} -accepteula ipconfig /flushdns`,
        'powershell',
      ),
      by: running(rng, 'powershell', person, time - MINUTE),
    }),
  );
};

/** A private trip: the telephone shows up in a country where nobody of the company works. */
const holiday: Alarm = (hour, rng, person, time) => {
  const client = phoneClient(person, Math.floor(time / DAY));
  if (!client) return;
  const net = address(rng.pick(['istanbul', 'casablanca', 'cairo'] as const), rng.int(0, 1), rng.int(2, 120));
  for (let i = 0; i < 3; i++) {
    const at = time + i * 3 * HOUR;
    hour.emit(
      'SigninLogs',
      at,
      signInRow(rng, at, {
        person,
        net,
        app: app(hour.world, 'Outlook Mobile'),
        client,
        sessionId: guidOf(`holiday ${person.sam}${time}`),
        mfa: i === 0,
      }),
    );
  }
};

/** The provider itself found a sign-in unfamiliar, then safe. */
const providerRisk: Alarm = (hour, rng, person, time) => {
  const requestId = rng.guid();
  const risk = {
    id: rng.hex(64),
    person,
    type: 'unfamiliarFeatures',
    level: 'low' as const,
    net: person.mobile,
    requestId,
    activityTime: time,
  };
  hour.emit(
    'AADUserRiskEvents',
    time + 9 * MINUTE,
    riskEventRow(rng, time + 9 * MINUTE, { ...risk, state: 'dismissed', detail: 'aiConfirmedSigninSafe' }),
  );
  hour.emit(
    'AADRiskyUsers',
    time + 10 * MINUTE,
    riskyUserRow(rng, time + 10 * MINUTE, person, 'none', 'dismissed', 'aiConfirmedSigninSafe'),
  );
};

/** A tired thumb: two prompts refused, the third accepted. */
const refusedPrompt: Alarm = (hour, rng, person, time) => {
  const base = {
    person,
    net: person.home,
    app: app(hour.world, 'OfficeHome'),
    client: deskClient(hour.world, person),
    sessionId: guidOf(`prompt ${person.sam}${time}`),
    mfa: true,
  };
  for (let i = 0; i < 2; i++)
    hour.emit(
      'SigninLogs',
      time + i * 50 * SECOND,
      signInRow(rng, time + i * 50 * SECOND, { ...base, code: 500121 }),
    );
  hour.emit('SigninLogs', time + 3 * MINUTE, signInRow(rng, time + 3 * MINUTE, base));
};

const EVERYDAY: readonly (readonly [alarm: Alarm, perDay: number, by: 'employee' | 'admin'])[] = [
  [privateVpn, 0.22, 'employee'],
  [forwarding, 0.12, 'employee'],
  [tidyRule, 1.2, 'employee'],
  [smallConsent, 0.55, 'employee'],
  [migration, 0.08, 'employee'],
  [adminScript, 0.12, 'admin'],
  [remoteTool, 0.3, 'admin'],
  [holiday, 0.2, 'employee'],
  [providerRisk, 0.5, 'employee'],
  [refusedPrompt, 0.4, 'employee'],
];

/** Things that look odd and are not, each at its own rate, in working hours of a day (UTC 9–16). */
export function falseAlarms(hour: Hour): void {
  const day = Math.floor(hour.start / DAY);
  const utcHour = Math.floor((hour.start - day * DAY) / HOUR);
  if (isWeekend((day + 4) % 7) || utcHour < 9 || utcHour > 16) return;
  EVERYDAY.forEach(([alarm, perDay, by], i) => {
    const rng = new Rng(hour.seed, STREAM.alarm, i, Math.floor(hour.start / HOUR));
    for (let n = rng.count(perDay / 8); n > 0; n--) {
      const candidates = hour.world.people.filter(
        (p) =>
          !CAST_ACCOUNTS.has(p.sam) &&
          (by === 'admin'
            ? p.duty === 'domainAdmin'
            : p.duty === 'employee' && deviceOf(p).kind === 'workstation'),
      );
      alarm(hour, rng, rng.pick(candidates), hour.start + rng.int(1, 40) * MINUTE);
    }
  });
}
