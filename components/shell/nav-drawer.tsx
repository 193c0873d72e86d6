'use client';
import { OnDemand } from '@/components/ui/on-demand';
import type { Permission } from '@/lib/domain/permissions';
import { NavButton } from './nav-button';

const load = () => import('./nav-pane').then((module) => module.NavPane);

/** The navigation on narrow screens. */
export function NavDrawer({ permissions }: { readonly permissions: readonly Permission[] }) {
  return (
    <OnDemand load={load} props={{ permissions }}>
      {(attributes) => <NavButton {...attributes} />}
    </OnDemand>
  );
}
