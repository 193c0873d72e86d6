import { guidOf, Rng } from '../core/random';
import { DAY, MINUTE, SECOND } from '../core/time';
import { networkRow, running } from '../rows/device';
import { securityRow } from '../rows/on-premises';
import { signInRow } from '../rows/sign-in';
import { address } from '../world/places';
import { type Hour, hourNumber, within } from './hour';
import { STREAM } from './plan';
import { app } from './sign-ins';

/** Guesses from the open Internet that lead nowhere: a few accounts, legacy protocols, never the same address twice. */
function guesses(hour: Hour, rng: Rng): void {
  for (let n = rng.count(0.35); n > 0; n--) {
    const start = within(hour, rng);
    const net = address(
      rng.pick(['hanoi', 'saoPaulo', 'mumbai', 'karachi'] as const),
      rng.int(0, 3),
      rng.int(2, 250),
    );
    for (let i = rng.int(1, 4); i > 0; i--) {
      const time = start + i * rng.int(20, 90) * SECOND;
      const person = rng.pick(hour.world.employees);
      hour.emit(
        'SigninLogs',
        time,
        signInRow(rng, time, {
          person,
          net,
          app: app(hour.world, 'Microsoft Office'),
          client: {
            browser: '',
            os: '',
            userAgent: 'BAV2ROPC',
            clientApp: rng.pick(['IMAP4', 'Authenticated SMTP']),
          },
          sessionId: '',
          code: rng.chance(0.85) ? 50126 : 53003,
        }),
      );
    }
  }
}

/** The vulnerability scanner goes round on Wednesday night: connections and refused logons on every server. */
function scanner(hour: Hour, rng: Rng): void {
  const day = Math.floor(hour.start / DAY);
  if ((day + 4) % 7 !== 3 || new Date(hour.start).getUTCHours() !== 22) return;
  const from = hour.world.servers.find((s) => s.role === 'scanner');
  if (!from) return;
  for (const server of hour.world.servers) {
    if (server === from) continue;
    for (const port of [22, 80, 135, 443, 445, 1433, 3389, 5985]) {
      const time = within(hour, rng);
      hour.emit(
        'DeviceNetworkEvents',
        time,
        networkRow(rng, time, from, {
          process: running(rng, 'scanner', 'SYSTEM', hour.start - MINUTE, undefined, 'services'),
          remoteIp: server.ip,
          remotePort: port,
          url: server.fqdn,
          action: rng.chance(0.5) ? 'ConnectionFailed' : 'ConnectionSuccess',
        }),
      );
    }
    const time = within(hour, rng);
    hour.emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, server, 4625, {
        TargetUserName: 'svc-scan',
        TargetDomainName: 'LARKFIELD',
        TargetAccount: 'LARKFIELD\\svc-scan',
        LogonType: 3,
        LogonTypeName: '3 - Network',
        IpAddress: from.ip,
        WorkstationName: from.name,
        Status: '0xc000006d',
        SubStatus: '0xc0000380',
        AuthenticationPackageName: 'NTLM',
        LogonGuid: guidOf(`${server.name}${day}`),
      }),
    );
  }
}

/** What comes from outside and comes to nothing, in one hour. */
export function internet(hour: Hour): void {
  const rng = new Rng(hour.seed, STREAM.internet, 0, hourNumber(hour));
  guesses(hour, rng);
  scanner(hour, rng);
}
