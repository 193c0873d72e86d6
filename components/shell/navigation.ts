import {
  Activity,
  Bell,
  FileClock,
  KeyRound,
  type LucideIcon,
  Network,
  ShieldAlert,
  SlidersHorizontal,
  UserRound,
  UsersRound,
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

/** Every page that navigation leads to, with the permission that shows it. */
const NAVIGATION: readonly NavGroup[] = [
  {
    label: null,
    items: [
      { href: '/incidents', label: 'Incidents', icon: Network, permission: 'incident:read' },
      { href: '/alerts', label: 'Alerts', icon: Bell, permission: 'incident:read' },
      { href: '/users', label: 'Risky users', icon: ShieldAlert, permission: 'risk:read' },
    ],
  },
  {
    label: 'Settings',
    items: [
      { href: '/settings/data-health', label: 'Data health', icon: Activity, permission: 'settings:read' },
      {
        href: '/settings/detection',
        label: 'Detection',
        icon: SlidersHorizontal,
        permission: 'settings:read',
      },
      { href: '/settings/people', label: 'People', icon: UsersRound, permission: 'people:manage' },
      { href: '/settings/tokens', label: 'API tokens', icon: KeyRound, permission: 'token:manage' },
      { href: '/settings/webhooks', label: 'Webhooks', icon: Webhook, permission: 'settings:write' },
      { href: '/settings/audit', label: 'Audit log', icon: FileClock, permission: 'settings:read' },
      { href: '/settings/profile', label: 'Profile', icon: UserRound, permission: 'portal:read' },
    ],
  },
];

/** The groups as this person sees them: without what they may not open. */
export function navigationFor(permissions: ReadonlySet<Permission>): readonly NavGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => permissions.has(item.permission)),
  })).filter((group) => group.items.length > 0);
}
