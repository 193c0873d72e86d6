'use client';
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { queueChanges } from '@/lib/client/incidents-query';
import { useLive } from '@/lib/client/live';

/**
 * A queue without rows. On a change it asks for rows alone, which is cheap when none matches; the page with its counts
 * is asked for again once there is something to show.
 */
export function EmptyQueue({ search }: { readonly search: string }) {
  const router = useRouter();
  const { data } = useQuery(queueChanges(search, []));
  useLive({ types: ['incident.'], queryKeys: [['incidents', 'changes']], every: 300 });
  const hasRows = data.rows.length > 0;
  useEffect(() => {
    if (hasRows) router.refresh();
  }, [hasRows, router]);
  return (
    <EmptyState icon={<Inbox />} title="No incident matches these filters">
      Take a filter away, or choose a longer time range. Resolved and historical incidents are hidden by
      default.
    </EmptyState>
  );
}
