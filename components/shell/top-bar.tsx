import { JobTray } from '@/components/bulk/job-tray';
import { SilenceNotice } from '@/components/data-health/silence-notice';
import { PaletteTrigger } from '@/components/search/palette-trigger';
import type { Permission } from '@/lib/domain/permissions';
import { Breadcrumbs } from './breadcrumbs';
import { LiveIndicator } from './live-indicator';
import { NavDrawer } from './nav-drawer';
import { PortalKeys } from './portal-keys';
import type { Theme } from './preferences';
import { ThemeToggle } from './theme-toggle';
import { UserMenu } from './user-menu';

export interface TopBarProps {
  readonly tenantName: string;
  readonly user: { readonly name: string; readonly email: string };
  readonly permissions: readonly Permission[];
  readonly theme: Theme;
}

/** Where you are, search, whether it is live, how it looks, who you are. */
export function TopBar({ tenantName, user, permissions, theme }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-b bg-surface px-3 lg:px-5 print:hidden">
      <NavDrawer permissions={permissions} />
      <Breadcrumbs />
      <PaletteTrigger permissions={permissions} />
      {permissions.includes('settings:read') ? <SilenceNotice /> : null}
      {permissions.includes('incident:read') ? <JobTray /> : null}
      <LiveIndicator />
      <PortalKeys permissions={permissions} />
      <ThemeToggle initial={theme} />
      <UserMenu name={user.name} email={user.email} tenantName={tenantName} />
    </header>
  );
}
