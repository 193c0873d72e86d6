'use client';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import type { Permission } from '@/lib/domain/permissions';
import { Logo } from './logo';
import { NavList } from './nav-list';
import { rememberNav } from './preferences';

export interface SidebarProps {
  readonly permissions: readonly Permission[];
  readonly initiallyCollapsed: boolean;
}

/** The navigation on wide screens; below them it is the drawer of the top bar. */
export function Sidebar({ permissions, initiallyCollapsed }: SidebarProps) {
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const toggle = () => {
    rememberNav(!collapsed);
    setCollapsed(!collapsed);
  };
  const Icon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      className={cx(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface lg:flex print:hidden',
        collapsed ? 'w-14' : 'w-54',
      )}
    >
      <Link
        href="/"
        prefetch={false}
        className={cx('flex h-12 items-center gap-2 border-b px-4', collapsed && 'justify-center px-0')}
        aria-label="Throughline, to the start page"
      >
        <Logo className="size-5 text-accent" />
        {collapsed ? null : <span className="font-semibold text-base tracking-tight">Throughline</span>}
      </Link>
      <div className="flex-1 overflow-y-auto px-2 py-3">
        <NavList permissions={permissions} collapsed={collapsed} />
      </div>
      <button
        type="button"
        onClick={toggle}
        aria-expanded={!collapsed}
        aria-label={collapsed ? 'Expand navigation' : 'Collapse navigation'}
        className={cx(
          'm-2 flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text',
          collapsed && 'justify-center',
        )}
      >
        <Icon className="size-4" aria-hidden="true" />
        {collapsed ? null : 'Collapse'}
      </button>
    </aside>
  );
}
