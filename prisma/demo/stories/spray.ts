import { accountNamed, world } from '../company';
import { guidOf, type Rng } from '../core/random';
import type { Emit } from '../core/tables';
import { DAY, HOUR, MINUTE, SECOND } from '../core/time';
import { app } from '../life/sign-ins';
import { graphRow, mailActRow, messageId } from '../rows/cloud';
import { auditRow, consent } from '../rows/directory';
import { type Client, signInRow } from '../rows/sign-in';
import { CAST } from '../world/cast';
import { address, type Net } from '../world/places';
import type { Person } from '../world/types';
import type { Stage, Story } from './story';

const SOURCE = address('m247', 2, 23);
const APPLICATION = {
  name: 'Orbit Mail Assistant',
  appId: guidOf('orbit app'),
  objectId: guidOf('orbit sp'),
};
const HOSTED = address('linode', 1, 14);

const TOOL: Client = {
  browser: 'Chrome 119.0.0',
  os: 'Windows10',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
  clientApp: 'Browser',
};

/**
 * One password on many accounts from one address; it is right for one of them.
 * @returns the moment of that success
 */
export function sprayAccounts(
  rng: Rng,
  emit: Emit,
  t: number,
  source: Net,
  tried: readonly Person[],
  entered: Person,
): number {
  let time = t;
  const office = app(world(), 'Microsoft Office');
  for (const person of tried) {
    time += rng.int(25, 80) * SECOND;
    emit(
      'SigninLogs',
      time,
      signInRow(rng, time, { person, net: source, app: office, client: TOOL, sessionId: '', code: 50126 }),
    );
  }
  time += 2 * MINUTE;
  emit(
    'SigninLogs',
    time,
    signInRow(rng, time, {
      person: entered,
      net: source,
      app: office,
      client: TOOL,
      sessionId: guidOf(`spray ${entered.sam}${t}`),
    }),
  );
  return time;
}

export const spray: Story = {
  id: 'spray-and-consent',
  title: 'Password spray, one account entered, an application is given its mail',
  accounts: [`${CAST.spray.victim}@larkfield.example`],
  hosts: [],
  addresses: [SOURCE.ip, HOSTED.ip],
  domains: ['identity', 'cloudApp'],
  techniques: ['T1110.003', 'T1078.004', 'T1528', 'T1114.002'],
  from: 13,
  to: 8,
  tell({ rng, at, emit }: Stage) {
    const victim = accountNamed(CAST.spray.victim);
    const others = world().employees.filter((p) => p.index % 4 === 1 && p !== victim);
    const t = at(11, -5, 2, 15);
    const entered = sprayAccounts(rng, emit, t, SOURCE, others.slice(0, 46), victim);
    const again = entered + 7 * HOUR;
    emit(
      'SigninLogs',
      again,
      signInRow(rng, again, {
        person: victim,
        net: SOURCE,
        app: app(world(), 'One Outlook Web'),
        client: TOOL,
        sessionId: guidOf('spray second'),
      }),
    );
    const grant = again + 12 * MINUTE;
    emit(
      'AuditLogs',
      grant,
      auditRow(
        rng,
        grant,
        consent(
          APPLICATION,
          { person: victim, net: SOURCE },
          'Mail.Read Mail.Send MailboxSettings.ReadWrite offline_access User.Read',
          false,
          TOOL.userAgent,
        ),
      ),
    );
    for (let day = 0; day < 3; day++) {
      for (let i = 0; i < 7; i++) {
        const time = grant + HOUR + day * DAY + i * rng.int(3, 9) * MINUTE;
        emit(
          'MicrosoftGraphActivityLogs',
          time,
          graphRow(rng, time, {
            method: 'GET',
            uri: '/me/messages?$top=50',
            appId: APPLICATION.appId,
            person: victim,
            net: HOSTED,
            userAgent: 'Go-http-client/2.0',
            scopes: 'Mail.Read Mail.Send',
          }),
        );
        emit(
          'OfficeActivity',
          time + 2_000,
          mailActRow(rng, time + 2_000, {
            person: victim,
            net: HOSTED,
            userAgent: '',
            operation: 'MailItemsAccessed',
            client: 'Client=REST;;',
            appId: APPLICATION.appId,
            items: Array.from({ length: rng.int(5, 15) }, () => messageId(rng)),
          }),
        );
      }
    }
  },
};
