'use client';
import { ListWorkspace, type ListWorkspaceProps } from '@/components/lists/list-workspace';
import type { RiskyUserRow } from '@/lib/domain/views/risk';
import { RISKY_USER_KIND } from './risky-user-kind';

/** The list, for a page of the server: what a list is of cannot be handed over. */
export function RiskyUserList(props: Omit<ListWorkspaceProps<RiskyUserRow>, 'kind' | 'named'>) {
  return <ListWorkspace {...props} kind={RISKY_USER_KIND} named={[]} />;
}
