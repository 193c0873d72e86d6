'use client';
import { LogOut, UserRound } from 'lucide-react';
import Link from 'next/link';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { signOut } from '@/lib/client/sign-in';
import { UserButton } from './user-button';
import type { UserMenuProps } from './user-menu';

/** Who is signed in, their profile, and the way out; loaded with the first click on the button, and open at once. */
export function UserMenuItems({ name, email, tenantName }: UserMenuProps) {
  return (
    <Menu defaultOpen trigger={<UserButton name={name} />}>
      <div className="px-2 pt-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-muted text-xs">{tenantName}</p>
      </div>
      <MenuLabel>{email}</MenuLabel>
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/settings/profile">
          <UserRound className="size-4 text-muted" aria-hidden="true" />
          Profile
        </Link>
      </MenuItem>
      <MenuItem icon={<LogOut className="size-4 text-muted" aria-hidden="true" />} onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
