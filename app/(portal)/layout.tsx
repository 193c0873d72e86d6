import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '@/components/shell/providers';
import { Sidebar } from '@/components/shell/sidebar';
import { TopBar } from '@/components/shell/top-bar';
import { requireSession } from '@/lib/server/auth/session';
import { requestPosition } from '@/lib/server/outbox/position';
import { getTenantName } from '@/lib/server/settings/tenant';

/** The frame of every signed-in page. Pages check their own permission: a layout does not run again on navigation. */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const { actor, user } = await requireSession();
  const [tenantName, jar] = await Promise.all([getTenantName(actor), cookies()]);
  const theme = jar.get('tl-theme')?.value;
  const permissions = [...actor.permissions];
  return (
    <Providers timeZone={user.timeZone} since={requestPosition()}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-pop"
      >
        Skip to content
      </a>
      <div className="flex">
        <Sidebar permissions={permissions} initiallyCollapsed={jar.get('tl-nav')?.value === 'collapsed'} />
        <div className="flex min-h-dvh min-w-0 flex-1 flex-col">
          <TopBar
            tenantName={tenantName}
            user={{ name: user.name, email: user.email }}
            permissions={permissions}
            theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
          />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-3 py-4 outline-none lg:px-5">
            {children}
          </main>
        </div>
      </div>
    </Providers>
  );
}
