import {
  Activity,
  Archive,
  Bell,
  BookMarked,
  ChartNoAxesCombined,
  Crosshair,
  FileClock,
  House,
  KeyRound,
  ListChecks,
  LogIn,
  type LucideIcon,
  Network,
  Orbit,
  Radar,
  ShieldAlert,
  SlidersHorizontal,
  UserRound,
  UsersRound,
  Waypoints,
  Webhook,
} from 'lucide-react';
import type { Permission } from '@/lib/domain/permissions';

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly permission: Permission;
}

export interface NavGroup {
  readonly label: string | null;
  readonly items: readonly NavItem[];
}

const SETTINGS = 'Settings';

/** Every page that navigation leads to, with the permission that shows it. */
const NAVIGATION: readonly NavGroup[] = [
  {
    label: null,
    items: [
      { href: '/home', label: 'Home', icon: House, permission: 'incident:read' },
      { href: '/incidents', label: 'Incidents', icon: Network, permission: 'incident:read' },
      { href: '/alerts', label: 'Alerts', icon: Bell, permission: 'incident:read' },
      { href: '/hunting', label: 'Hunting', icon: Crosshair, permission: 'hunting:read' },
      { href: '/watchlists', label: 'Watchlists', icon: BookMarked, permission: 'hunting:read' },
      { href: '/graph', label: 'Graph', icon: Waypoints, permission: 'incident:read' },
      { href: '/reports', label: 'Reports', icon: ChartNoAxesCombined, permission: 'incident:read' },
      { href: '/jobs', label: 'Jobs', icon: ListChecks, permission: 'incident:read' },
    ],
  },
  {
    label: 'Identity',
    items: [
      { href: '/users', label: 'Risky users', icon: ShieldAlert, permission: 'risk:read' },
      { href: '/risk-detections', label: 'Risk detections', icon: Radar, permission: 'risk:read' },
      { href: '/risky-sign-ins', label: 'Risky sign-ins', icon: LogIn, permission: 'risk:read' },
    ],
  },
  {
    label: SETTINGS,
    items: [
      { href: '/settings/data-health', label: 'Data health', icon: Activity, permission: 'settings:read' },
      {
        href: '/settings/detection',
        label: 'Detection',
        icon: SlidersHorizontal,
        permission: 'settings:read',
      },
      { href: '/settings/hubs', label: 'Hubs', icon: Orbit, permission: 'settings:read' },
      { href: '/settings/retention', label: 'Retention', icon: Archive, permission: 'settings:read' },
      { href: '/settings/people', label: 'People', icon: UsersRound, permission: 'people:manage' },
      { href: '/settings/tokens', label: 'API tokens', icon: KeyRound, permission: 'token:manage' },
      { href: '/settings/webhooks', label: 'Webhooks', icon: Webhook, permission: 'settings:write' },
      { href: '/settings/audit', label: 'Audit log', icon: FileClock, permission: 'settings:read' },
      { href: '/settings/profile', label: 'Profile', icon: UserRound, permission: 'portal:read' },
    ],
  },
];

export interface Crumb {
  readonly label: string;
  /** Absent for the page itself. */
  readonly href?: string;
}

/** What a page below a list is, by the first part of its path. */
const CHILD: Readonly<Record<string, (id: string) => string>> = {
  incidents: (number) => `#${number}`,
  alerts: () => 'Alert',
  users: () => 'User',
  'risky-sign-ins': () => 'Sign-in',
  jobs: () => 'Job',
  graph: () => 'Saved graph',
  watchlists: () => 'List',
};

const ALONE: Readonly<Record<string, string>> = {
  entities: 'Entity',
  forbidden: 'No access',
  search: 'Search',
};

/** Where a path is in the portal, from its list to itself; empty for a path that leads nowhere. */
export function crumbsOf(path: string): readonly Crumb[] {
  const [area = '', id] = path.split('/').filter((part) => part !== '');
  const alone = ALONE[area];
  if (alone !== undefined) return [{ label: alone }];
  const group = NAVIGATION.find(({ items }) =>
    items.some((item) => path === item.href || path.startsWith(`${item.href}/`)),
  );
  const item = group?.items.find(({ href }) => path === href || path.startsWith(`${href}/`));
  if (!group || !item) return [];
  if (group.label === SETTINGS) return [{ label: group.label }, { label: item.label }];
  const child = id === undefined ? undefined : CHILD[area];
  return child === undefined
    ? [{ label: item.label }]
    : [{ label: item.label, href: item.href }, { label: child(id ?? '') }];
}

/** `g` and then this letter leads to the page. */
const GO_KEYS: Readonly<Record<string, string>> = {
  '/home': 'h',
  '/incidents': 'i',
  '/alerts': 'a',
  '/users': 'u',
  '/reports': 'r',
  '/settings/data-health': 'd',
  '/settings/profile': 'p',
};

/** Pages that a key leads to, as this person may open them. */
export const goKeys = (
  permissions: ReadonlySet<Permission>,
): readonly { readonly keys: string; readonly item: NavItem }[] =>
  navigationFor(permissions)
    .flatMap(({ items }) => items)
    .flatMap((item) => {
      const key = GO_KEYS[item.href];
      return key === undefined ? [] : [{ keys: `g ${key}`, item }];
    });

/** The groups as this person sees them: without what they may not open. */
export function navigationFor(permissions: ReadonlySet<Permission>): readonly NavGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => permissions.has(item.permission)),
  })).filter((group) => group.items.length > 0);
}
