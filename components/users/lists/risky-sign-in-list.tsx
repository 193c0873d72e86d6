'use client';
import { ListWorkspace, type ListWorkspaceProps } from '@/components/lists/list-workspace';
import type { RiskySignInRow } from '@/lib/domain/views/risk';
import { RISKY_SIGN_IN_KIND } from './risky-sign-in-kind';

/** The list, for a page of the server: what a list is of cannot be handed over. */
export function RiskySignInList(props: Omit<ListWorkspaceProps<RiskySignInRow>, 'kind' | 'named'>) {
  return <ListWorkspace {...props} kind={RISKY_SIGN_IN_KIND} named={[]} />;
}
