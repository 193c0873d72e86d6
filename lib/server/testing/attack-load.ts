import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Random } from '@/bench/lib/random';

const USERS = 400;
const guid = (n: number): string => `00000000-0000-4000-a000-${n.toString(16).padStart(12, '0')}`;

interface Place {
  readonly ip: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const home = (user: number): Place => ({
  ip: `91.64.${user % 250}.${1 + (user % 200)}`,
  country: 'DE',
  latitude: 52.5,
  longitude: 13.4,
});
const ATTACKER: Place = { ip: '45.155.205.7', country: 'RU', latitude: 55.75, longitude: 37.6 };

/** One sign-in with the columns that detection reads. */
function signIn(
  random: Random,
  time: number,
  user: number,
  at: Place,
  errorCode: number,
): Record<string, unknown> {
  return {
    TimeGenerated: new Date(time).toISOString(),
    Id: random.uuid(),
    CorrelationId: random.uuid(),
    ResultType: String(errorCode),
    UserPrincipalName: `user${user}@kill.example`,
    UserId: guid(user + 1),
    AppDisplayName: 'Microsoft Teams',
    AppId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
    ClientAppUsed: 'Browser',
    IPAddress: at.ip,
    IsInteractive: true,
    LocationDetails: {
      countryOrRegion: at.country,
      geoCoordinates: { latitude: at.latitude, longitude: at.longitude },
    },
    DeviceDetail: { deviceId: guid(10_000 + user), operatingSystem: 'Windows 10', browser: 'Edge 126.0.0' },
    UserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/126.0.0.0',
    Status: { errorCode },
  };
}

/**
 * Sign-ins of twenty days: ordinary life, and every few thousand rows a burst that detectors know (a spray over many
 * accounts, a success from the same address, impossible travel).
 */
function* attackLoad(rows: number, from: number): Generator<Record<string, unknown>> {
  const random = new Random(4711);
  const step = (20 * 86_400_000) / rows;
  const burst = Math.min(4_000, Math.ceil(rows / 3));
  for (let n = 0; n < rows; n++) {
    const time = Math.round(from + n * step);
    const attack = n > rows / 2 && n % burst < 60;
    const user = attack ? (n * 7) % USERS : random.int(USERS);
    const errorCode = attack ? (n % burst === 59 ? 0 : 50126) : random.next() < 0.02 ? 50126 : 0;
    yield signIn(
      random,
      attack ? Math.round(from + (n - (n % burst)) * step + (n % burst) * 5_000) : time,
      user,
      attack ? ATTACKER : home(user),
      errorCode,
    );
  }
}

export const attackRows = (rows: number, from: number): Record<string, unknown>[] => [
  ...attackLoad(rows, from),
];

/** Writes the load as NDJSON. */
export async function writeAttackLoad(file: string, rows: number, from: number): Promise<void> {
  const out = createWriteStream(file);
  for (const row of attackLoad(rows, from)) out.write(`${JSON.stringify(row)}\n`);
  out.end();
  await finished(out);
}
