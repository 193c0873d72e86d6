import type { Net, PlaceName } from './places';

export const OFFICES = [
  {
    key: 'gothenburg',
    name: 'Gothenburg',
    country: 'Sweden',
    code: 'SE',
    street: 'Varvsgatan 18',
    offset: 1,
    suburb: 'boras',
    share: 0.46,
  },
  {
    key: 'hamburg',
    name: 'Hamburg',
    country: 'Germany',
    code: 'DE',
    street: 'Speicherkai 4',
    offset: 1,
    suburb: 'bremen',
    share: 0.22,
  },
  {
    key: 'leeds',
    name: 'Leeds',
    country: 'United Kingdom',
    code: 'GB',
    street: '9 Foundry Row',
    offset: 0,
    suburb: 'bradford',
    share: 0.17,
  },
  {
    key: 'boston',
    name: 'Boston',
    country: 'United States',
    code: 'US',
    street: '210 Drydock Lane',
    offset: -5,
    suburb: 'worcester',
    share: 0.15,
  },
] as const satisfies readonly {
  readonly key: PlaceName;
  readonly name: string;
  readonly country: string;
  readonly code: string;
  readonly street: string;
  /** Hours from UTC; standard time the year round, so that no day is 23 hours long. */
  readonly offset: number;
  readonly suburb: PlaceName;
  readonly share: number;
}[];

export type DeviceKind = 'workstation' | 'mac' | 'server' | 'domainController';

export interface Device {
  readonly index: number;
  /** Short name, upper case. */
  readonly name: string;
  readonly fqdn: string;
  readonly kind: DeviceKind;
  readonly role: string;
  readonly mdeId: string;
  readonly aadId: string;
  readonly office: number;
  readonly ip: string;
  readonly os: 'Windows11' | 'macOS' | 'WindowsServer2022' | 'WindowsServer2019';
  readonly build: number;
  readonly model: string;
  readonly vendor: string;
  readonly azureId: string | undefined;
}

export type Duty = 'employee' | 'cloudAdmin' | 'domainAdmin' | 'service' | 'sync';

export interface Phone {
  readonly model: string;
  readonly os: 'Ios 18.6' | 'Android 15';
  readonly deviceId: string;
  readonly userAgent: string;
}

export interface Person {
  readonly index: number;
  readonly duty: Duty;
  readonly given: string;
  readonly surname: string;
  readonly display: string;
  readonly upn: string;
  readonly sam: string;
  readonly objectId: string;
  readonly sid: string;
  readonly cloudSid: string;
  readonly puid: string;
  readonly employeeId: string;
  readonly department: string;
  readonly title: string;
  readonly manager: number | undefined;
  readonly office: number;
  readonly home: Net;
  readonly mobile: Net;
  readonly device: number | undefined;
  readonly phone: Phone | undefined;
  /** Local working hours. */
  readonly starts: number;
  readonly ends: number;
  /** Chance of a day at home. */
  readonly remote: number;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly browser: string;
  readonly userAgent: string;
  readonly created: string;
}

export interface CloudApp {
  readonly id: string;
  readonly name: string;
  readonly resource: string;
  readonly resourceId: string;
}

export interface ServicePrincipal {
  readonly appId: string;
  readonly objectId: string;
  readonly applicationObjectId: string;
  readonly name: string;
  readonly owner: 'own' | 'vendor';
  readonly net: Net;
  readonly resource: string;
  readonly keyId: string;
}

export interface Partner {
  readonly domain: string;
  readonly name: string;
  readonly contacts: readonly string[];
  readonly net: Net;
}

/** The company as it is, the same for every seed: events differ, people do not. */
export interface World {
  readonly people: readonly Person[];
  readonly employees: readonly Person[];
  readonly devices: readonly Device[];
  readonly servers: readonly Device[];
  readonly controllers: readonly Device[];
  readonly apps: readonly CloudApp[];
  readonly principals: readonly ServicePrincipal[];
  readonly partners: readonly Partner[];
  readonly offices: readonly { readonly egress: Net; readonly vpn: Net }[];
  readonly sites: readonly string[];
}
