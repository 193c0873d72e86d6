import { guidOf, type Rng } from '../core/random';
import { MINUTE, SECOND } from '../core/time';
import { oktaRow } from '../rows/control-plane';
import { type Client, signInRow, tokenRow } from '../rows/sign-in';
import type { Net } from '../world/places';
import type { CloudApp, Person, World } from '../world/types';
import { type Moment, within } from './hour';

/** The person's computer as Entra sees it. */
export function deskClient(world: World, p: Person): Client {
  const device = p.device === undefined ? undefined : world.devices[p.device];
  return {
    browser: p.browser,
    os: device?.kind === 'mac' ? 'MacOs' : 'Windows10',
    userAgent: p.userAgent,
    clientApp: 'Browser',
    ...(device ? { managed: { id: device.aadId, name: device.name, trust: 'Hybrid Azure AD joined' } } : {}),
  };
}

/** The person's telephone. Every so often it is a new one. */
export function phoneClient(p: Person, day: number): Client | undefined {
  if (!p.phone) return undefined;
  const generation = Math.floor((day + p.index * 37) / 600);
  return {
    browser: p.phone.os.startsWith('Ios') ? 'Mobile Safari 18.6' : 'Chrome Mobile 142.0.0',
    os: p.phone.os,
    userAgent: p.phone.userAgent,
    clientApp: 'Mobile Apps and Desktop clients',
    managed: {
      id: guidOf(`${p.phone.deviceId} ${generation}`),
      name: `${p.given}'s ${p.phone.model}`,
      trust: 'Azure AD registered',
    },
  };
}

export const app = (world: World, name: string): CloudApp => {
  const found = world.apps.find((a) => a.name === name);
  if (!found) throw new RangeError(`no application ${name}`);
  return found;
};

const DESK: readonly (readonly [string, number])[] = [
  ['OfficeHome', 3],
  ['Microsoft Teams Web Client', 3],
  ['One Outlook Web', 2],
  ['SharePoint Online Web Client Extensibility', 2],
  ['Harbour ERP', 2],
  ['Larkfield Service Desk', 0.5],
  ['Meridian Travel', 0.3],
];
const TOKENS: readonly (readonly [string, number])[] = [
  ['Microsoft Teams', 4],
  ['Microsoft Office', 4],
  ['OneDrive SyncEngine', 2],
  ['Microsoft Teams Web Client', 2],
];

/** The public address that a sign-in comes from: business applications go through the VPN when away. */
function route(m: Moment, name: string): Net {
  const vpn = m.world.offices[m.person.office]?.vpn;
  return m.plan.vpn && vpn && name === 'Harbour ERP' ? vpn : m.plan.net;
}

/** Interactive sign-ins: the morning's, applications during the day, the telephone's in the evening. */
function interactive(m: Moment): void {
  const { rng, plan, person, world } = m;
  for (let n = rng.count(m.busy * 0.5); n > 0; n--) {
    const time = within(m, rng);
    const phone = rng.chance(m.busy < 0.5 ? 0.7 : 0.12) ? phoneClient(person, plan.day) : undefined;
    const name = phone ? 'Outlook Mobile' : rng.weighted(DESK);
    const client = phone ?? deskClient(world, person);
    const net = phone ? plan.mobile : route(m, name);
    const mfa = plan.where !== 'office' && rng.chance(0.6);
    const attempt = {
      person,
      net,
      app: app(world, name),
      client,
      sessionId: phone ? plan.phoneSession : plan.deskSession,
      mfa,
      federated: !phone && rng.chance(0.7),
    };
    const then = stumble(rng, (code, at) =>
      m.emit('SigninLogs', time + at, signInRow(rng, time + at, { ...attempt, code, mfa: code === 500121 })),
    );
    m.emit('SigninLogs', time + then, signInRow(rng, time + then, attempt));
  }
}

/** What goes wrong before a sign-in succeeds. @returns how much later it succeeds, ms */
function stumble(rng: Rng, fail: (code: number, at: number) => void): number {
  const luck = rng.next();
  if (luck < 0.028) return typos(rng, fail, rng.int(1, 3), 50126);
  if (luck < 0.031) {
    const at = typos(rng, fail, rng.int(4, 6), 50126);
    fail(50053, at);
    return at + 31 * MINUTE;
  }
  if (luck < 0.034) return typos(rng, fail, 1, 50055) + 3 * MINUTE;
  if (luck < 0.055) return typos(rng, fail, 1, 50140);
  if (luck < 0.075) return typos(rng, fail, 1, 50076);
  if (luck < 0.078) return typos(rng, fail, 1, 500121) + 30 * SECOND;
  return 0;
}

function typos(rng: Rng, fail: (code: number, at: number) => void, times: number, code: number): number {
  let at = 0;
  for (let i = 0; i < times; i++) {
    fail(code, at);
    at += rng.int(9, 40) * SECOND;
  }
  return at;
}

/** Refreshes of tokens by the programs that stay open. */
function refreshes(m: Moment): void {
  const { rng, plan, person, world } = m;
  for (let n = rng.count(m.busy * 0.98 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const phone = rng.chance(m.busy < 0.5 ? 0.6 : 0.2) ? phoneClient(person, plan.day) : undefined;
    const name = phone ? 'Outlook Mobile' : rng.weighted(TOKENS);
    m.emit(
      'AADNonInteractiveUserSignInLogs',
      time,
      tokenRow(rng, time, {
        person,
        net: phone ? plan.mobile : plan.net,
        app: app(world, name),
        client: phone ?? { ...deskClient(world, person), clientApp: 'Mobile Apps and Desktop clients' },
        sessionId: phone ? plan.phoneSession : plan.deskSession,
        code: rng.chance(0.012) ? 70043 : 0,
      }),
    );
  }
}

/** The engineering suppliers' portal sits behind Okta; two departments use it. */
function okta(m: Moment): void {
  const { rng, person, plan } = m;
  if (person.department !== 'Purchasing' && person.department !== 'Manufacturing') return;
  for (let n = rng.count(m.busy * 0.12); n > 0; n--) {
    const time = within(m, rng);
    const by = { person, net: plan.net, app: 'Supplier Portal' };
    m.emit(
      'OktaSystemLog',
      time,
      oktaRow(rng, time, { ...by, event: 'user.session.start', message: 'User login to Okta' }),
    );
    m.emit(
      'OktaSystemLog',
      time + 2_000,
      oktaRow(rng, time + 2_000, {
        ...by,
        event: 'user.authentication.sso',
        message: 'User single sign on to app',
      }),
    );
  }
}

/** Sign-ins of one person in one hour. */
export function signIns(m: Moment): void {
  interactive(m);
  refreshes(m);
  okta(m);
}
