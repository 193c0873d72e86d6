import { guidOf, type Rng } from '../core/random';
import { DAY, iso } from '../core/time';
import { cloudSidOf, DOMAIN, DOMAIN_SID, puidOf } from './identity';
import { GIVEN, plainName, SURNAMES } from './names';
import { address, blockCount, type Net } from './places';
import { type Duty, OFFICES, type Person, type Phone } from './types';

const EMPLOYEES = 232;

/** Departments with their share, titles and the groups that membership brings. */
const DEPARTMENTS = [
  {
    name: 'Research and Development',
    share: 58,
    titles: [
      'Sensor Engineer',
      'Firmware Engineer',
      'Optics Engineer',
      'Test Engineer',
      'Mechanical Designer',
    ],
  },
  {
    name: 'Manufacturing',
    share: 38,
    titles: ['Production Planner', 'Quality Technician', 'Line Lead', 'Calibration Technician'],
  },
  {
    name: 'Sales',
    share: 34,
    titles: ['Account Manager', 'Sales Engineer', 'Regional Sales Representative'],
  },
  { name: 'Customer Service', share: 22, titles: ['Service Engineer', 'Support Specialist'] },
  {
    name: 'Finance',
    share: 20,
    titles: ['Accountant', 'Accounts Payable Specialist', 'Controller', 'Treasury Analyst'],
  },
  { name: 'Purchasing', share: 14, titles: ['Buyer', 'Supply Planner'] },
  {
    name: 'Information Technology',
    share: 16,
    titles: ['Systems Administrator', 'Helpdesk Analyst', 'Network Engineer', 'Cloud Engineer'],
  },
  { name: 'Human Resources', share: 9, titles: ['HR Partner', 'Recruiter', 'Payroll Specialist'] },
  { name: 'Marketing', share: 12, titles: ['Content Editor', 'Campaign Manager'] },
  { name: 'Legal', share: 6, titles: ['Legal Counsel', 'Contract Manager'] },
  { name: 'Management', share: 5, titles: ['Vice President'] },
] as const;

const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15';

const PHONES = [
  { model: 'iPhone 15', os: 'Ios 18.6' },
  { model: 'iPhone 16', os: 'Ios 18.6' },
  { model: 'Galaxy S24', os: 'Android 15' },
  { model: 'Pixel 9', os: 'Android 15' },
] as const;

function phoneOf(rng: Rng, upn: string): Phone {
  const { model, os } = rng.pick(PHONES);
  const userAgent =
    os === 'Android 15'
      ? `Mozilla/5.0 (Linux; Android 15; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36`
      : 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
  return { model, os, deviceId: guidOf(`phone ${upn}`), userAgent };
}

/** Home addresses are never shared: one octet after the other over the blocks of a city and its suburb. */
class Homes {
  private readonly used = new Map<string, number>();

  next(rng: Rng, office: number): Net {
    const { key, suburb } = OFFICES[office] ?? OFFICES[0];
    const place = rng.chance(0.8) ? key : suburb;
    const n = this.used.get(place) ?? 0;
    this.used.set(place, n + 1);
    const blocks = blockCount(place);
    return address(place, n % blocks, 20 + Math.floor(n / blocks) * 3 + (n % 3));
  }
}

interface Draft {
  readonly duty: Duty;
  readonly given: string;
  readonly surname: string;
  readonly sam: string;
  readonly display: string;
  readonly department: string;
  readonly title: string;
  readonly office: number;
  readonly manager: number | undefined;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

function finish(rng: Rng, homes: Homes, index: number, draft: Draft): Person {
  const upn = `${draft.sam}@${DOMAIN}`;
  const objectId = guidOf(`person ${upn}`);
  const human = draft.duty === 'employee';
  const mac = human && draft.department === 'Marketing';
  const office = OFFICES[draft.office] ?? OFFICES[0];
  const browser = mac ? 'Safari 26.1' : rng.chance(0.75) ? 'Edge 142.0.0' : 'Chrome 142.0.0';
  const starts = 7 + rng.int(0, 2);
  return {
    ...draft,
    index,
    upn,
    objectId,
    sid: `${DOMAIN_SID}-${1_600 + index}`,
    cloudSid: cloudSidOf(objectId),
    puid: puidOf(upn),
    employeeId: human ? `E${String(10_400 + index * 7)}` : '',
    home: homes.next(rng, draft.office),
    mobile: address(office.key, rng.int(0, blockCount(office.key) - 1), 200 + (index % 50)),
    device: undefined,
    phone: human && rng.chance(0.8) ? phoneOf(rng, upn) : undefined,
    starts,
    ends: starts + 9,
    remote: rng.pick([0, 0.1, 0.2, 0.2, 0.4, 0.6]),
    browser,
    userAgent: mac ? SAFARI : browser.startsWith('Edge') ? EDGE : CHROME,
    created: iso(Date.UTC(2017, 0, 9) + rng.int(0, 2_900) * DAY),
  };
}

const officeOf = (rng: Rng): number => rng.weighted(OFFICES.map((o, i) => [i, o.share] as const));

function employeeDrafts(rng: Rng): Draft[] {
  const taken = new Set<string>();
  const drafts: Draft[] = [];
  const heads = new Map<string, number>();
  const total = DEPARTMENTS.reduce((sum, d) => sum + d.share, 0);
  for (const department of DEPARTMENTS) {
    const size = Math.round((department.share / total) * EMPLOYEES);
    for (let i = 0; i < size; i++) {
      const [given, surname] = freshName(rng, taken);
      const head = heads.get(department.name);
      const office = i === 0 ? 0 : officeOf(rng);
      if (head === undefined) heads.set(department.name, drafts.length);
      drafts.push({
        duty: 'employee',
        given,
        surname,
        sam: `${plainName(given)}.${plainName(surname)}`,
        display: `${given} ${surname}`,
        department: department.name,
        title: i === 0 ? `Head of ${department.name}` : rng.pick(department.titles),
        office,
        manager: head,
        groups: ['All Staff', department.name, `${OFFICES[office]?.name ?? ''} Office`, 'VPN Users'],
        roles: [],
      });
    }
  }
  return drafts;
}

function freshName(rng: Rng, taken: Set<string>): readonly [string, string] {
  for (;;) {
    const given = rng.pick(GIVEN);
    const surname = rng.pick(SURNAMES);
    const key = `${plainName(given)}.${plainName(surname)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return [given, surname];
  }
}

const SERVICES = [
  'svc-backup',
  'svc-sql',
  'svc-adfs',
  'svc-deploy',
  'svc-netwatch',
  'svc-print',
  'svc-erp',
  'svc-scan',
  'svc-buildagent',
  'svc-monitor',
];

/** Accounts that are not a person's daily one: administrators, services, directory synchronisation. */
function otherDrafts(employees: readonly Draft[]): Draft[] {
  const it = employees.filter((e) => e.department === 'Information Technology');
  const admin = (of: Draft, duty: 'cloudAdmin' | 'domainAdmin', roles: readonly string[]): Draft => ({
    ...of,
    duty,
    sam: `${duty === 'cloudAdmin' ? 'cadm' : 'adm'}.${plainName(of.surname)}`,
    display: `${of.display} (admin)`,
    groups: duty === 'domainAdmin' ? ['Domain Admins', 'Server Operators'] : ['Cloud Administrators'],
    roles,
  });
  const cloudRoles = [
    ['Global Administrator'],
    ['Global Administrator'],
    ['Application Administrator', 'Cloud Application Administrator'],
    ['Exchange Administrator'],
    ['User Administrator', 'Helpdesk Administrator'],
  ];
  const admins = [
    ...it.slice(1, 6).map((of, i) => admin(of, 'cloudAdmin', cloudRoles[i] ?? [])),
    ...it.slice(1, 7).map((of, i) => admin(of, 'domainAdmin', i === 2 ? ['Application Administrator'] : [])),
  ];
  const service = (sam: string, duty: Duty, title: string): Draft => ({
    duty,
    given: '',
    surname: sam,
    sam,
    display: sam,
    department: 'Information Technology',
    title,
    office: 0,
    manager: undefined,
    groups: ['Service Accounts'],
    roles: duty === 'sync' ? ['Directory Synchronization Accounts'] : [],
  });
  return [
    ...admins,
    ...SERVICES.map((sam) => service(sam, 'service', 'Service account')),
    service('Sync_LF-AADC01_7d3f1c08ab42', 'sync', 'Directory synchronisation'),
    service('MSOL_7d3f1c08ab42', 'sync', 'Directory synchronisation'),
  ];
}

/** Everybody, employees first; devices are assigned by index afterwards. */
export function buildPeople(rng: Rng): Person[] {
  const homes = new Homes();
  const employees = employeeDrafts(rng);
  return [...employees, ...otherDrafts(employees)].map((draft, index) => finish(rng, homes, index, draft));
}
