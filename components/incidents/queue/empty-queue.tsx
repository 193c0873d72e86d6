'use client';
import { Inbox } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { CLEARED } from './filter-line';
import type { QueueAddress } from './use-queue-address';

/** A queue without rows: why, and the step that changes that. What comes shows by itself. */
export function EmptyQueue({ address }: { readonly address: QueueAddress }) {
  return (
    <EmptyState
      icon={<Inbox />}
      title="No incident matches these filters"
      action={<Button onClick={() => address.go(CLEARED)}>Clear the filters</Button>}
    >
      Take a filter away, or choose a longer time range. Resolved and historical incidents are hidden by
      default.
    </EmptyState>
  );
}
