import { Rng } from './core/random';
import { buildDevices } from './world/devices';
import { COMPANY_NAME, DOMAIN, NT_DOMAIN, ONMICROSOFT, TENANT_ID } from './world/identity';
import { buildPeople } from './world/people';
import { address } from './world/places';
import { APPS, buildPartners, PRINCIPALS, SITES } from './world/services';
import { type Device, OFFICES, type Person, type World } from './world/types';

/** People, machines and names never depend on the seed of the events. */
const COMPANY_SEED = 20_417;

function build(): World {
  const rng = new Rng(COMPANY_SEED, 1);
  const drafted = buildPeople(rng);
  const { devices, owners } = buildDevices(drafted);
  const people = drafted.map((person): Person => ({ ...person, device: owners.get(person.index) }));
  return {
    people,
    employees: people.filter((p) => p.duty === 'employee'),
    devices,
    servers: devices.filter((d) => d.kind === 'server' || d.kind === 'domainController'),
    controllers: devices.filter((d) => d.kind === 'domainController'),
    apps: APPS,
    principals: PRINCIPALS,
    partners: buildPartners(rng),
    offices: OFFICES.map((office, i) => ({
      egress: address(office.key, 0, 6 + i),
      vpn: address(office.key, 1, 9 + i),
    })),
    sites: SITES,
  };
}

let built: World | undefined;

/** The company: built once per process, the same on every machine. */
export function world(): World {
  built ??= build();
  return built;
}

export function deviceNamed(name: string): Device {
  const found = world().devices.find((d) => d.name === name);
  if (!found) throw new RangeError(`no device ${name}`);
  return found;
}

export function accountNamed(sam: string): Person {
  const found = world().people.find((p) => p.sam === sam);
  if (!found) throw new RangeError(`no account ${sam}`);
  return found;
}

export function deviceOf(person: Person): Device {
  const found = person.device === undefined ? undefined : world().devices[person.device];
  if (!found) throw new RangeError(`${person.sam} has no device`);
  return found;
}

/** What a portal is told of the company when its demo tenant is set up. */
export const DEMO_COMPANY = {
  name: COMPANY_NAME,
  domain: DOMAIN,
  ntDomain: NT_DOMAIN,
  tenantId: TENANT_ID,
  /** Mail domains of the organisation. */
  internalDomains: [DOMAIN, ONMICROSOFT] as readonly string[],
  /** Egress of offices and VPN concentrators. */
  corporateNetworks: world().offices.flatMap((office) => [
    `${office.egress.ip}/32`,
    `${office.vpn.ip}/32`,
  ]) as readonly string[],
  /** The server and the accounts that replicate the directory by design. */
  directorySynchronisation: {
    host: `lf-aadc01.${DOMAIN}`,
    account: `${NT_DOMAIN.toLowerCase()}\\msol_7d3f1c08ab42`,
  },
} as const;

export const demoUserCount = (): number => world().people.length;
export const demoDeviceCount = (): number => world().devices.length;
