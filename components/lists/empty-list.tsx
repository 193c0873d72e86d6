'use client';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { cleared } from './filter-line';
import type { ListKind } from './list-kind';
import type { ListAddress } from './use-list-address';

export interface EmptyListProps<R> {
  readonly kind: ListKind<R>;
  readonly address: ListAddress;
}

/** A list without rows: why, and the step that changes that. What comes shows by itself. */
export function EmptyList<R>({ kind, address }: EmptyListProps<R>) {
  return (
    <EmptyState
      icon={kind.icon}
      title={`No ${kind.words.one} matches these filters`}
      action={<Button onClick={() => address.go(cleared(kind))}>Clear the filters</Button>}
    >
      {kind.words.empty}
    </EmptyState>
  );
}
