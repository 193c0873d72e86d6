'use client';
import { TabLinks } from '@/components/ui/tabs';

/** The tabs of a user, each an address. */
export function UserTabs({ userId }: { readonly userId: string }) {
  const base = `/users/${encodeURIComponent(userId)}`;
  return (
    <TabLinks
      label="User"
      items={[
        { href: base, label: 'Risk' },
        { href: `${base}/incidents`, label: 'Incidents and alerts' },
        { href: `${base}/sign-ins`, label: 'Sign-ins' },
        { href: `${base}/access`, label: 'Devices, apps, groups' },
        { href: `${base}/timeline`, label: 'Timeline' },
        { href: `${base}/activity`, label: 'Activity' },
      ]}
    />
  );
}
