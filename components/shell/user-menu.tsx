'use client';
import { OnDemand } from '@/components/ui/on-demand';
import { UserButton } from './user-button';

export interface UserMenuProps {
  readonly name: string;
  readonly email: string;
  readonly tenantName: string;
}

const load = () => import('./user-menu-items').then((module) => module.UserMenuItems);

/** Who is signed in, their profile, and the way out. */
export function UserMenu(props: UserMenuProps) {
  return (
    <OnDemand opens="menu" load={load} props={props}>
      {(attributes) => <UserButton name={props.name} {...attributes} />}
    </OnDemand>
  );
}
