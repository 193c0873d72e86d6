'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { QueueSteps } from '@/components/shell/queue-steps';
import { alertHref } from '@/lib/client/alerts';
import { alertNeighboursQuery } from '@/lib/client/alerts-query';
import { noteVisit } from '@/lib/client/place';

/** The way back to the alert queue, and on through it. */
export function AlertNavigation({ id }: { readonly id: string }) {
  const queue = useSearchParams().get('queue') ?? '';
  const { data } = useQuery(alertNeighboursQuery(id, queue));
  useEffect(() => noteVisit(alertHref(id)), [id]);
  const hrefOf = (to: string | null | undefined) => (to ? alertHref(to, 'story', queue) : null);
  return (
    <QueueSteps
      thing="alert"
      back={{ href: queue === '' ? '/alerts' : `/alerts?${queue}`, label: 'Alerts' }}
      previous={hrefOf(data?.previous)}
      next={hrefOf(data?.next)}
    />
  );
}
