'use client';
import { LogOut, UserRound } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { signOut } from '@/lib/client/sign-in';

export interface UserMenuProps {
  readonly name: string;
  readonly email: string;
  readonly tenantName: string;
}

/** Who is signed in, their profile, and the way out. */
export function UserMenu({ name, email, tenantName }: UserMenuProps) {
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`Account of ${name}`} className="rounded-full p-0.5 hover:bg-hover">
          <Avatar name={name} size="md" />
        </button>
      }
    >
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
