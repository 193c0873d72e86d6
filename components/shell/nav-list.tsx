'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cx } from '@/components/ui/cx';
import type { Permission } from '@/lib/domain/permissions';
import { type NavItem, navigationFor } from './navigation';

export interface NavListProps {
  readonly permissions: readonly Permission[];
  readonly collapsed?: boolean;
}

/** The links of the left navigation, in their groups. Collapsed, each shows its icon and its name as a hint. */
export function NavList({ permissions, collapsed = false }: NavListProps) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      {navigationFor(new Set(permissions)).map((group) => (
        <div key={group.label ?? 'main'}>
          {group.label && !collapsed ? (
            <p className="px-2 pb-1 font-medium text-2xs text-faint">{group.label}</p>
          ) : null}
          <ul className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} collapsed={collapsed} current={isWithin(path, item.href)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const isWithin = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

interface NavLinkProps {
  readonly item: NavItem;
  readonly collapsed: boolean;
  readonly current: boolean;
}

function NavLink({ item, collapsed, current }: NavLinkProps) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-label={collapsed ? item.label : undefined}
      title={collapsed ? item.label : undefined}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'flex h-8 items-center gap-2.5 rounded-md px-2 max-lg:h-10',
        current ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-hover hover:text-text',
        collapsed && 'justify-center',
      )}
    >
      <Icon className={cx('size-4 shrink-0', current && 'text-accent')} aria-hidden="true" />
      {collapsed ? null : <span className="truncate">{item.label}</span>}
    </Link>
  );
}
